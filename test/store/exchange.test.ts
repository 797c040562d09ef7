import { assert } from 'chai';
import fc from 'fast-check';
import { bundlePieces } from '../../src/formats/results/bundle.ts';
import { lossesHash } from '../../src/formats/results/losses-hash.ts';
import { environmentOf, plainDocument, resultsDocument } from '../../src/formats/results/write.ts';
import { withRecord } from '../../src/formats/results/seals.ts';
import { documentOf, type Imported } from '../../src/store/exchange.ts';
import { stateOf } from '../../src/lab/kept/stored-trial.ts';
import { readRecord } from '../../src/lab/kept/read-run.ts';
import { idleState } from '../../src/lab/session/merge.ts';
import { importText, textOf } from '../formats/results/plain.ts';
import { resultsDocument1 } from '../formats/results/version-1.ts';
import { finished, planned } from '../lab/fixture/made.ts';

function run(name = 'I1d') {
  const { experiment } = planned(name);
  const trials = finished(name);
  const datasets = { 'fashion-mnist': 'sha256 abc' };
  return {
    experiment,
    trials,
    environment: environmentOf(trials, datasets, 'a browser'),
    passport: { started: 1e12 },
  };
}

const held = (name?: string) => resultsDocument(run(name));
const document = async (name?: string) => plainDocument(await held(name));

/** Without its provenance record, so that nothing is found out by a hash. */
function unsealed<T extends { passport?: unknown }>({ passport, ...rest }: T): Omit<T, 'passport'> {
  assert.isObject(passport);
  return rest;
}

const read = (value: unknown): Promise<Imported> => importText(JSON.stringify(value), 'a.json');

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
      assert.deepEqual(stored.losses, before[index]!.batchLosses);
      assert.deepEqual(stored.state.epochs, before[index]!.epochs as typeof stored.state.epochs);
      assert.equal(stored.dataset, 'sha256 abc');
    }
  });

  it('may be of an earlier version without a passport, or of another program', async () => {
    const plain = unsealed(await document());
    assert.isTrue((await read(plain)).ok);
    const other = {
      ...plain,
      trials: plain.trials.map((trial) => ({ ...trial, engine: 'torch 2.9.0' })),
    };
    const found = await read(other);
    assert.isTrue(found.ok && [...found.runs[0]!.trials.values()].every((t) => t.engine === null));
  });

  it('keeps what a person wrote about it, under its seal, and refuses what is too long', async () => {
    const about = { name: 'mine', notes: 'Wide\nand slow', tags: ['wide', 'slow'] };
    const written = plainDocument(await resultsDocument({ ...run(), about }));
    const found = await read(written);
    if (!found.ok) throw new Error(found.issues[0]?.message);
    const stored = found.runs[0]!.run;
    assert.isNotNull(readRecord(structuredClone(stored)));
    assert.deepInclude(stored, about);
    const edited = { ...written, about: { ...about, notes: 'Fast' } };
    assert.match((await messages(edited)).join(), /record: expected the hash of the whole record/);
    const plain = unsealed(written);
    assert.isTrue((await read({ ...plain, about: { later: 'field' } })).ok);
    for (const wrong of [{ notes: 'x'.repeat(4_001) }, { tags: ['a, b'] }, { name: '' }, 7]) {
      assert.match((await messages({ ...plain, about: wrong })).join(), /^about/);
    }
  });

  it('keeps what was predicted, and whose run it was, and refuses what is neither', async () => {
    const classroom = { lock: ['seed'], predict: 'Which?', studentSeed: true };
    const plain = await held();
    const prediction = { question: 'Which?', answer: 'Xavier', date: '2026-03-01T09:12:00.000Z' };
    const student = { id: 'ab12', seed: 433 };
    const experiment = { ...plain.experiment, classroom };
    const found = await read(
      plainDocument(await withRecord({ ...plain, experiment, prediction, student }, lossesHash)),
    );
    if (!found.ok) throw new Error(found.issues[0]?.message);
    const { run } = found.runs[0]!;
    assert.deepEqual(run.prediction, prediction);
    assert.deepEqual(run.student, student);
    const state = { ...idleState([]), status: 'done' as const, trials: finished() };
    const again = await documentOf(run, state);
    assert.deepEqual(again.prediction, prediction);
    assert.deepEqual(again.student, student);
    assert.deepEqual(again.experiment.classroom, classroom);
    assert.deepEqual(readRecord(structuredClone(run)) as object, run);
    assert.isNull(readRecord({ ...run, student: { id: '', seed: 0.5 } }));
    const wrong = {
      ...plainDocument(plain),
      prediction: { ...prediction, date: 'yesterday' },
      student: { id: 'a' },
    };
    const [first = '', second = ''] = await messages(wrong);
    assert.match(first, /^prediction\.date: expected .*got "yesterday"/);
    assert.match(second, /^student\.seed: expected .*got nothing/);
  });

  it('comes in bundles, with the runs’ names', async () => {
    async function* runs() {
      yield { name: 'one', results: await held() };
      yield { name: 'two', results: await held('I2c') };
    }
    const bundle: unknown = JSON.parse(await textOf(bundlePieces(runs())));
    const found = await read(bundle);
    assert.deepEqual(found.ok ? found.runs.map(({ run }) => run.name) : [], ['one', 'two']);
    const broken = JSON.parse(JSON.stringify(bundle)) as {
      runs: { results: { version: number } }[];
    };
    broken.runs[1]!.results.version = 3;
    assert.deepEqual(await messages(broken), ['runs.1.results.version: expected 1 or 2, got 3']);
  });

  it('is refused with path and value where it is wrong', async () => {
    const good = await document();
    const first = good.trials[0]!;
    const refused = async (change: object, from: object = good) =>
      (await messages({ ...from, trials: [{ ...first, ...change }, ...good.trials.slice(1)] }))[0];
    assert.match((await refused({ seconds: -1 }))!, /^trials\.0\.seconds: .*-1$/);
    assert.match(
      (await refused({ id: 'f'.repeat(64) }))!,
      /^trials\.0\.id: expected the id of a trial of this experiment/,
    );
    const losses = (values: readonly number[]) => ({
      encoding: 'base64-float32-le',
      count: values.length,
      data: btoa(String.fromCharCode(...new Uint8Array(Float32Array.from(values).buffer))),
    });
    const all = [...finished()[0]!.batchLosses];
    assert.equal(await refused({ losses: losses(all) }), undefined);
    assert.match(
      (await refused({ losses: losses([...all, 1]) }))!,
      /^trials\.0\.losses: expected at most 2345 losses, got 2346$/,
    );
    assert.match(
      (await refused({ losses: losses(all.with(5, 0.5)) }))!,
      /^passport\.trials\.0\.losses: expected the hash of the trial’s losses/,
    );
    assert.match(
      (await refused({ losses: losses(all.with(5, NaN)) }))!,
      /^trials\.0\.losses\.data: expected finite losses only, got "NaN at step 6"$/,
    );
    assert.match(
      (await refused({ losses: { ...losses(all), data: 'AAAA' } }))!,
      /^trials\.0\.losses\.data: expected base64-float32-le, .*got "text of 3 bytes"/,
    );
    assert.match(
      (await refused({ losses: { ...losses(all), count: 7 } }))!,
      /^trials\.0\.losses\.count: expected 2345, as many as there are, got 7$/,
    );
    assert.match(
      (await refused({ losses: { ...losses(all), data: 7 } }))!,
      /^trials\.0\.losses\.data: .*7$/,
    );
    const plain = unsealed(good);
    // They may have been removed to make room.
    assert.isUndefined(await refused({ losses: undefined }, plain));
    assert.match(
      (await refused({ losses: losses(all.slice(0, 5)) }, plain))!,
      /^trials\.0\.losses: expected all 2345 losses of a trial that is done, got 5$/,
    );
    assert.match(
      (await refused({ end: { ...first.end, reason: 'failed' } }, plain))!,
      /^trials\.0\.end\.reason: expected 'finished', as its status says, got "failed"$/,
    );
    assert.match(
      (await refused({ end: { ...first.end, step: 5, loss: 'NaN' } }, plain))!,
      /^trials\.0\.end: expected the step and the loss of a trial that diverged, or neither/,
    );
    const { test, train } = first.figures;
    assert.match(
      (await refused({ figures: { test } }, plain))!,
      /^trials\.0\.figures: expected the figures of the training and the test part of epoch 1/,
    );
    const short = { ...test, loss: test!.loss!.slice(1) };
    assert.match(
      (await refused({ figures: { train, test: short } }, plain))!,
      /^trials\.0\.figures\.test\.loss: expected 5 values, one for each epoch, got 4$/,
    );
    assert.match(
      (await messages({ ...good, experiment: { ...good.experiment, axes: [{ path: '?' }] } }))[0]!,
      /^experiment\.axes\.0/,
    );
    assert.match((await messages(null))[0]!, /^the document: /);
  });

  it('has each epoch once, in order, and all where it is done', async () => {
    const plain = unsealed(await document());
    const first = plain.trials[0]!;
    const withEpochs = async (epochs: readonly number[], change: object = {}): Promise<string> => {
      const part = (name: 'train' | 'test') =>
        Object.fromEntries(
          Object.keys(first.figures[name]!).map((key) => [key, epochs.map(() => 0.5)]),
        );
      const figures = { train: part('train'), test: part('test') };
      const end = { ...first.end, epoch: epochs.at(-1) };
      const trial = { ...first, epochs, figures, end, ...change };
      return (await messages({ ...plain, trials: [trial, ...plain.trials.slice(1)] })).join();
    };
    assert.equal(await withEpochs([1, 2, 3, 4, 5]), '');
    assert.match(
      await withEpochs([1, 2, 3, 4, 5, 6]),
      /^trials\.0\.epochs: expected at most 5 epochs/,
    );
    assert.match(
      await withEpochs([1, 2, 2, 3, 4]),
      /^trials\.0\.epochs\.2: expected more than the epoch before it, 2, got 2$/,
    );
    assert.match(await withEpochs([7]), /^trials\.0\.epochs\.0: expected at most 5, got 7$/);
    assert.match(await withEpochs([1, 2]), /^trials\.0\.epochs: expected all 5 epochs/);
    const few = { losses: undefined, status: 'cancelled', end: { reason: 'cancelled', epoch: 2 } };
    assert.equal(await withEpochs([1, 2], few), '');
  });

  it('keeps a search and the places of its trials', async () => {
    const searched = {
      ...run(),
      search: { strategy: 'halving', rungs: [{ epochs: 1 }] },
      trials: run().trials.map((trial, fold) => ({ ...trial, place: { rung: 1, fold } })),
    };
    const found = await read(plainDocument(await resultsDocument(searched)));
    if (!found.ok) throw new Error(found.issues[0]?.message);
    const [imported] = found.runs;
    assert.deepEqual(readRecord(structuredClone(imported!.run)), imported!.run);
    const trials = [...imported!.trials.values()];
    const state = {
      ...idleState([]),
      trials: searched.trials.map((trial, at) => stateOf(trials[at]!, trial.plan)),
    };
    const again = await documentOf(imported!.run, state);
    assert.deepEqual(again.search, searched.search);
    assert.deepEqual(
      again.trials.map(({ place }) => place),
      searched.trials.map(({ place }) => place),
    );
  });

  it('of version 1 is refused with path and value where it is wrong', async () => {
    const good = await resultsDocument1(run());
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
    const text = await importText('{ no', 'a.json');
    assert.isFalse(text.ok);
  });

  it('of version 1 has each epoch once, in order and no more of them than the trial, and all where it is done', async () => {
    const plain = unsealed(await resultsDocument1(run()));
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
      const found = await importText(text, 'a.json');
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
