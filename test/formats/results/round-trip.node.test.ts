/** Reading and rewriting a results document gives the same text. */
import { assert } from 'chai';
import fc from 'fast-check';
import { readFileSync, readdirSync } from 'node:fs';
import { documentText } from '../../../src/formats/json.ts';
import type { ClassRecord, ResultsDocument } from '../../../src/formats/results/document.ts';
import { readResults } from '../../../src/formats/results/read.ts';
import { brokenSeals } from '../../../src/formats/results/seals.ts';
import { environmentOf, resultsDocument } from '../../../src/formats/results/write.ts';
import type { Pool } from '../../../src/pool/pool.ts';
import { resultsOf } from '../../../src/lab/results.ts';
import { anyRun } from './any-run.ts';

/** Written of what was read of a text. */
async function again(text: string): Promise<string> {
  const read = await readResults(text);
  if (!read.ok) throw new Error(read.issues[0]?.message);
  return documentText(await resultsDocument(read.runs[0]!.run));
}

const ofClass: fc.Arbitrary<ClassRecord> = fc.record(
  {
    prediction: fc.record({
      question: fc.string({ maxLength: 50 }),
      answer: fc.string({ minLength: 1, maxLength: 50 }),
      date: fc.constant('2026-03-01T09:12:00.000Z'),
    }),
    student: fc.record({ id: fc.string({ minLength: 1, maxLength: 20 }), seed: fc.nat(1000) }),
  },
  { requiredKeys: [] },
);
const origin = fc.constantFrom<('verified' | 'elsewhere')[]>('verified', 'elsewhere');

describe('the results document', () => {
  it('is written, read and written again to the same bytes', async () => {
    const started = fc.nat(2 ** 40);
    const any = fc.tuple(anyRun, ofClass, started, fc.option(origin, { nil: undefined }));
    await fc.assert(
      fc.asyncProperty(any, async ([{ kind, trials }, record, at, provenance]) => {
        const { experiment } = kind;
        const datasets = { [trials[0]!.plan.trial.dataset.name]: 'sha256 abc' };
        const written = await resultsDocument({
          experiment,
          trials: trials.map((trial) => (provenance ? { ...trial, provenance } : trial)),
          environment: environmentOf(trials, datasets, 'a browser'),
          passport: { started: at },
          ...record,
        });
        assert.deepEqual(await brokenSeals(written), []);
        const text = documentText(written);
        assert.equal(await again(text), text);
      }),
    );
  });

  const frozen = new URL('../../frozen/1/members/', import.meta.url);
  for (const name of readdirSync(frozen).filter((each) => each.endsWith('.results.json'))) {
    it(`is written again as a lab before seals wrote it, and sealed: ${name}`, async () => {
      const text = readFileSync(new URL(name, frozen), 'utf8');
      const document = JSON.parse(await again(text)) as ResultsDocument;
      assert.isNotEmpty(document.passport!.record!.of);
      for (const row of document.passport!.trials) Reflect.deleteProperty(row, 'figures');
      Reflect.deleteProperty(document.passport!, 'record');
      assert.equal(documentText(document), text);
    });
  }

  it('of a run with a prediction and a student has them under its seal', async () => {
    const [{ kind, trials }] = fc.sample(anyRun, { numRuns: 1, seed: 1 }) as [
      typeof anyRun extends fc.Arbitrary<infer T> ? T : never,
    ];
    const pool = { loadDataset: () => Promise.resolve({ checksum: 'abc' }) } as unknown as Pool;
    const document = await resultsOf(
      kind.experiment,
      { trials },
      {
        pool,
        baseUrl: 'about:blank',
        started: 0,
        userAgent: 'a test',
        prediction: { question: 'Which?', answer: 'The first', date: '2026-03-01T09:12:00.000Z' },
        student: { id: 'ab12', seed: 433 },
      },
    );
    assert.deepEqual(await brokenSeals(document), []);
    assert.isTrue((await readResults(documentText(document))).ok);
  });

  it('is refused with the place, what was wanted and what was found', async () => {
    const name = readdirSync(frozen).find((each) => each.endsWith('.results.json'))!;
    const document = JSON.parse(readFileSync(new URL(name, frozen), 'utf8')) as object;
    const refusal = async (change: object): Promise<string> => {
      const read = await readResults(JSON.stringify({ ...document, ...change }));
      return read.ok ? '' : read.issues[0]!.message;
    };
    assert.equal(await refusal({ version: 2 }), 'version: expected 1, got 2');
    assert.match(
      await refusal({ provenance: 'there' }),
      /^provenance: expected \(?'here' or .*"there"$/,
    );
    assert.match(await refusal({ trials: 7 }), /^trials: expected .*, got 7$/);
  });
});
