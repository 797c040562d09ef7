/** Reading and rewriting a results document gives the same text. */
import { assert } from 'chai';
import fc from 'fast-check';
import { readFileSync, readdirSync } from 'node:fs';
import type {
  ClassRecord,
  ResultsDocument,
  SearchRecord,
} from '../../../src/formats/results/document.ts';
import {
  documentFile,
  environmentOf,
  resultsDocument,
} from '../../../src/formats/results/write.ts';
import type { Pool } from '../../../src/pool/pool.ts';
import { resultsOf } from '../../../src/lab/results.ts';
import type { ResultsDocument1 } from '../../../src/formats/results/version-1/document.ts';
import { anyRun, anyRun1 } from './any-run.ts';
import { flat, readText, textOf } from './plain.ts';
import { resultsDocument1 } from './version-1.ts';

/** Written of what was read of a text. */
async function again(text: string): Promise<string> {
  const read = await readText(text);
  if (!read.ok) throw new Error(read.issues[0]?.message);
  return textOf(documentFile(await resultsDocument(read.runs[0]!.run)));
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
const search: fc.Arbitrary<SearchRecord> = fc.dictionary(
  fc.string(),
  fc.jsonValue({ maxDepth: 3 }),
  {
    maxKeys: 3,
  },
);

describe('the results document', () => {
  it('is written, read and written again to the same bytes', async () => {
    const started = fc.nat(2 ** 40);
    const any = fc.tuple(anyRun, ofClass, started, fc.option(search, { nil: undefined }));
    await fc.assert(
      fc.asyncProperty(any, async ([{ kind, trials }, record, at, searched]) => {
        const { experiment } = kind;
        const datasets = { [trials[0]!.plan.trial.dataset.name]: 'sha256 abc' };
        const written = await resultsDocument({
          experiment,
          trials,
          environment: environmentOf(trials, datasets, 'a browser'),
          passport: { started: at },
          ...record,
          ...(searched === undefined ? {} : { search: searched }),
        });
        const text = await textOf(documentFile(written));
        assert.equal(await again(text), text);
      }),
    );
  });

  const frozen = new URL('../../frozen/1/members/', import.meta.url);
  for (const name of readdirSync(frozen).filter((each) => each.endsWith('.results.json'))) {
    it(`of version 1 before seals is written again as version 2: ${name}`, async () => {
      const text = readFileSync(new URL(name, frozen), 'utf8');
      const before = JSON.parse(text) as ResultsDocument1<number[]>;
      const document = JSON.parse(await again(text)) as ResultsDocument;
      assert.equal(document.version, 2);
      assert.isNotEmpty(document.passport!.record!.of);
      const { passport, trials, environment, experiment } = before;
      assert.deepEqual(document.experiment, experiment);
      assert.deepEqual(document.environment, environment);
      assert.equal(document.passport!.date, passport!.date);
      assert.equal(document.passport!.losses, passport!.losses);
      for (const [index, old] of trials.entries()) {
        const { baseline, ...now } = flat(document.trials[index]!);
        const { baseline: oldBaseline, ...rest } = old;
        assert.deepInclude(now, { batchLosses: [], ...rest });
        assert.equal(baseline?.test.mse, oldBaseline?.testMse);
        assert.equal(baseline?.test.mae, oldBaseline?.testMae);
      }
    });
  }

  it('of version 1 is read for ever, with all that it has', async () => {
    const origin = fc.constantFrom(undefined, 'verified' as const, 'elsewhere' as const);
    await fc.assert(
      fc.asyncProperty(anyRun1, ofClass, origin, async ({ kind, trials }, record, provenance) => {
        const datasets = { [trials[0]!.plan.trial.dataset.name]: 'sha256 abc' };
        const run = {
          experiment: kind.experiment,
          trials: trials.map((trial) => (provenance ? { ...trial, provenance } : trial)),
          environment: environmentOf(trials, datasets, 'a browser'),
          passport: { started: 1e12 },
          ...record,
        };
        const text = await textOf(documentFile(await resultsDocument(run)));
        for (const space of [undefined, 2]) {
          assert.equal(await again(JSON.stringify(await resultsDocument1(run), null, space)), text);
        }
      }),
    );
  });

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
    const read = await readText(await textOf(documentFile(document)));
    assert.isTrue(read.ok);
    const edited = { ...document, student: { id: 'ab13', seed: 433 } };
    assert.isFalse((await readText(await textOf(documentFile(edited)))).ok);
  });

  it('is refused with the place, what was wanted and what was found', async () => {
    const name = readdirSync(frozen).find((each) => each.endsWith('.results.json'))!;
    const document = JSON.parse(readFileSync(new URL(name, frozen), 'utf8')) as object;
    const refusal = async (change: object): Promise<string> => {
      const read = await readText(JSON.stringify({ ...document, ...change }));
      return read.ok ? '' : read.issues[0]!.message;
    };
    assert.equal(await refusal({ version: 3 }), 'version: expected 1 or 2, got 3');
    assert.match(
      await refusal({ provenance: 'there' }),
      /^provenance: expected \(?'here' or .*"there"$/,
    );
    assert.match(await refusal({ trials: 7 }), /^trials: expected .*, got 7$/);
  });
});
