import { assert } from 'chai';
import fc from 'fast-check';
import type { ResultsDocument } from '../../src/formats/results/document.ts';
import { environmentOf, resultsDocument } from '../../src/formats/results/write.ts';
import { withRecord } from '../../src/formats/results/seals.ts';
import { bundleOf } from '../../src/formats/results/bundle.ts';
import { documentOf, importResults, type Imported } from '../../src/store/exchange.ts';
import { readRun } from '../../src/lab/kept/stored-run.ts';
import { idleState } from '../../src/lab/session/merge.ts';
import { finished, planned } from '../lab/fixture/made.ts';

async function document(name = 'I1d') {
  const { experiment } = planned(name);
  const trials = finished(name);
  const datasets = { 'fashion-mnist': 'sha256 abc' };
  return resultsDocument({
    experiment,
    trials,
    environment: environmentOf(trials, datasets, 'a browser'),
    passport: { started: 1e12 },
  });
}

const read = (value: unknown): Promise<Imported> => importResults(JSON.stringify(value), 'a.json');

async function messages(value: unknown): Promise<string[]> {
  const found = await read(value);
  return found.ok ? [] : found.issues.map(({ message }) => message);
}

describe('an imported results document', () => {
  it('has every figure and every loss of what was exported', async () => {
    const found = await read(await document());
    if (!found.ok) throw new Error(found.issues[0]?.message);
    const { run, trials } = found.runs[0]!;
    assert.equal(run.imported?.file, 'a.json');
    assert.equal(run.started, 1e12);
    assert.equal(run.status, 'done');
    const before = finished();
    for (const [index, entry] of run.trials.entries()) {
      const stored = trials.get(entry.key!)!;
      assert.deepEqual([...stored.losses], before[index]!.batchLosses as number[]);
      assert.deepEqual(stored.state.epochs, before[index]!.epochs as typeof stored.state.epochs);
      assert.equal(stored.dataset, 'sha256 abc');
    }
  });

  it('may be of an earlier version without a passport, or of another program', async () => {
    const plain: ResultsDocument = { ...(await document()) };
    Reflect.deleteProperty(plain, 'passport');
    assert.isTrue((await read(plain)).ok);
    const other = {
      ...plain,
      trials: plain.trials.map((trial) => ({ ...trial, engine: 'torch 2.9.0' })),
    };
    const found = await read(other);
    assert.isTrue(found.ok && [...found.runs[0]!.trials.values()].every((t) => t.engine === null));
  });

  it('keeps what was predicted, and whose run it was, and refuses what is neither', async () => {
    const classroom = { lock: ['seed'], predict: 'Which?', studentSeed: true };
    const plain = await document();
    const prediction = { question: 'Which?', answer: 'Xavier', date: '2026-03-01T09:12:00.000Z' };
    const student = { id: 'ab12', seed: 433 };
    const experiment = { ...plain.experiment, classroom };
    const found = await read(await withRecord({ ...plain, experiment, prediction, student }));
    if (!found.ok) throw new Error(found.issues[0]?.message);
    const { run } = found.runs[0]!;
    assert.deepEqual(run.prediction, prediction);
    assert.deepEqual(run.student, student);
    const state = { ...idleState([]), status: 'done' as const, trials: finished() };
    const again = await documentOf(run, state);
    assert.deepEqual(again.prediction, prediction);
    assert.deepEqual(again.student, student);
    assert.deepEqual(again.experiment.classroom, classroom);
    assert.deepEqual(readRun(structuredClone(run)), run);
    assert.isNull(readRun({ ...run, student: { id: '', seed: 0.5 } }));
    const wrong = {
      ...plain,
      prediction: { ...prediction, date: 'yesterday' },
      student: { id: 'a' },
    };
    const [first = '', second = ''] = await messages(wrong);
    assert.match(first, /^prediction\.date: expected .*got "yesterday"/);
    assert.match(second, /^student\.seed: expected .*got nothing/);
  });

  it('comes in bundles, with the runs’ names', async () => {
    const bundle = bundleOf([
      { name: 'one', results: await document() },
      { name: 'two', results: await document('I2c') },
    ]);
    const found = await read(bundle);
    assert.deepEqual(found.ok ? found.runs.map(({ run }) => run.name) : [], ['one', 'two']);
    const broken = JSON.parse(JSON.stringify(bundle)) as {
      runs: { results: { version: number } }[];
    };
    broken.runs[1]!.results.version = 2;
    assert.deepEqual(await messages(broken), ['runs.1.results.version: expected 1, got 2']);
  });

  it('is refused with path and value where it is wrong', async () => {
    const good = await document();
    const first = good.trials[0]!;
    const withTrial = (change: object) => ({
      ...good,
      trials: [{ ...first, ...change }, ...good.trials.slice(1)],
    });
    assert.match((await messages(withTrial({ seconds: -1 })))[0]!, /^trials\.0\.seconds: .*-1$/);
    assert.match(
      (await messages(withTrial({ id: 'f'.repeat(64) })))[0]!,
      /^trials\.0\.id: expected the id of a trial of this experiment/,
    );
    assert.match(
      (await messages(withTrial({ batchLosses: [...first.batchLosses!, 1] })))[0]!,
      /^trials\.0\.batchLosses: expected at most 2345 losses, got 2346$/,
    );
    const changed = [...first.batchLosses!];
    changed[5] = 0.5;
    assert.match(
      (await messages(withTrial({ batchLosses: changed })))[0]!,
      /^passport\.trials\.0\.losses: expected the hash of the trial’s losses/,
    );
    assert.match(
      (await messages({ ...good, experiment: { ...good.experiment, axes: [{ path: '?' }] } }))[0]!,
      /^experiment\.axes\.0/,
    );
    assert.match((await messages(null))[0]!, /^the document: /);
    const text = await importResults('{ no', 'a.json');
    assert.isFalse(text.ok);
  });

  it('has each epoch once, in order and no more of them than the trial, and all where it is done', async () => {
    const plain: ResultsDocument = { ...(await document()) };
    Reflect.deleteProperty(plain, 'passport');
    const first = plain.trials[0]!;
    const withEpochs = async (numbers: readonly number[], change: object = {}): Promise<string> => {
      const epochs = numbers.map((epoch) => ({ ...first.epochs[0]!, epoch }));
      const [trial, ...others] = [{ ...first, epochs, ...change }, ...plain.trials.slice(1)];
      return (await messages({ ...plain, trials: [trial, ...others] })).join();
    };
    const all = first.epochs.length;
    const counted = Array.from({ length: all }, (_each, at) => at + 1);
    assert.equal(await withEpochs(counted), '');
    const repeated = Array.from({ length: 100_000 }, (_each, at) => (at % all) + 1);
    assert.match(
      await withEpochs(repeated),
      /^trials\.0\.epochs: expected at most 5 epochs, got 100000$/,
    );
    assert.match(
      await withEpochs([1, 2, 2, 3, 4]),
      /^trials\.0\.epochs\.2\.epoch: expected more than the epoch before it, 2, got 2$/,
    );
    assert.match(await withEpochs([2, 1]), /^trials\.0\.epochs\.1\.epoch: expected more than/);
    assert.match(await withEpochs([7]), /^trials\.0\.epochs\.0\.epoch: expected at most 5, got 7$/);
    assert.match(
      await withEpochs([1, 2]),
      /^trials\.0\.epochs: expected all 5 epochs of a trial that is done/,
    );
    const few = { batchLosses: first.batchLosses!.slice(0, 5) };
    assert.match(
      await withEpochs(counted, few),
      /^trials\.0\.batchLosses: expected all 2345 losses of a trial that is done, got 5$/,
    );
    assert.equal(await withEpochs([1, 2], { ...few, status: 'cancelled' }), '');
  });

  it('may be nested as deeply as it likes, and is then refused', async () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    for (const text of [deep, `{"format":"a2-results","trials":${deep}}`]) {
      const found = await importResults(text, 'a.json');
      assert.match(
        found.ok ? '' : found.issues[0]!.message,
        /^the document: expected at most 32 levels/,
      );
    }
  });

  it('is refused and throws nothing, whatever it is', async () => {
    const good = await document();
    const paths = ['format', 'experiment', 'environment', 'trials', 'passport'] as const;
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...paths), fc.jsonValue(), async (key, value) => {
        const found = await read({ ...good, [key]: value });
        assert.isFalse(found.ok && key !== 'passport' && key !== 'trials');
      }),
      { numRuns: 60 },
    );
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), async (value) => {
        assert.isFalse((await read(value)).ok);
      }),
    );
  });
});
