/** Hashes detect any edited figure, date or weight in an exported run. */
import { assert } from 'chai';
import { taskOf, trialSteps } from '../../src/document/parameters.ts';
import type { EpochRecord } from '../../src/document/results.ts';
import { bundlePieces } from '../../src/formats/results/bundle.ts';
import { lossesHash } from '../../src/formats/results/losses-hash.ts';
import type { TrialResult1 } from '../../src/formats/results/version-1/document.ts';
import { LossList } from '../../src/formats/results/version-1/loss-list.ts';
import { recordedTrial1 } from '../../src/formats/results/version-1/trial.ts';
import {
  documentFile,
  environmentOf,
  plainDocument,
  resultsDocument,
  type RecordedRun,
} from '../../src/formats/results/write.ts';
import { trialStateOf } from '../../src/lab/recorded.ts';
import { figuresSeal } from '../../src/formats/results/seals.ts';
import type { TrialState } from '../../src/lab/state.ts';
import { importText, textOf } from '../formats/results/plain.ts';
import { resultsDocument1 } from '../formats/results/version-1.ts';
import { housing, planned, type Planned } from '../insights/trials.ts';

const table = (task: 'classification' | 'regression') => ({
  name: 'table',
  table: {
    sha256: 'a'.repeat(64),
    title: 'mine.csv',
    target: 'y',
    task,
    features: ['x', 'z'],
    classes: task === 'classification' ? ['no', 'yes', 'perhaps'] : [],
    rows: 40,
    complete: 40,
  },
});
const measure = { gradientNorms: true, batchLosses: true };
const rate = { path: 'optimizer.learningRate', values: [0.1, 0.01] };
const short = { epochs: 2, batchSize: 20, measure };
const few = { trainSize: 40, validation: 10 };
const classroom = { predict: 'Which?', studentSeed: true };

/** Every task, on the lab's data and on a table, with and without rows held back. */
const kinds: Readonly<Record<string, Planned>> = {
  'a classification': planned(
    { axes: [rate], classroom },
    { ...short, dataset: { name: 'fashion-mnist', ...few } },
  ),
  'a regression': planned(
    {},
    { ...housing, ...short, dataset: { name: 'california-housing', ...few } },
  ),
  'a classification of a table': planned({}, { ...short, dataset: table('classification') }),
  'a regression of a table': planned({ axes: [rate] }, { ...short, dataset: table('regression') }),
  'untrained networks': planned({}, { measure, epochs: 0, dataset: { name: 'fashion-mnist' } }),
};

function ended({ plans }: Planned, index: number, status: TrialResult1['status']): TrialState {
  const plan = plans[index]!;
  const { trial } = plan;
  const part = status === 'done' ? 1 : 0.5;
  const parts =
    trial.dataset.validation === null ? ['train', 'test'] : ['train', 'test', 'validation'];
  const names = taskOf(trial.dataset) === 'classification' ? ['Loss', 'Accuracy'] : ['Mse', 'Mae'];
  const epochs = Array.from({ length: part * trial.epochs }, (_, at) =>
    Object.fromEntries<number>([
      ['epoch', at + 1] as const,
      ...parts.flatMap((one, x) =>
        names.map((name, y) => [one + name, 0.1 + at / 7 + x / 11 + y / 13] as const),
      ),
    ]),
  );
  const result: TrialResult1 = {
    id: plan.id,
    values: plan.values,
    status,
    seconds: 1.25,
    engine: 'wasm (revision 3)',
    epochs: epochs as unknown as EpochRecord[],
    batchLosses: new LossList(
      Float32Array.from({ length: part * trialSteps(trial) }, (_, at) => 1 / (at + 1)),
      null,
    ),
    gradientNorms: { loss: 2.3, activations: [0.5, 0.25] },
    ...(trial.epochs === 0 ? {} : { deadUnits: { shares: [0.125], rows: 40 } }),
    ...(taskOf(trial.dataset) === 'regression'
      ? { baseline: { testMse: 1.5, testMae: 1.25 } }
      : {}),
    ...(trial.dataset.name === 'table' && taskOf(trial.dataset) === 'classification'
      ? {
          classes: {
            train: [1, 2, 3],
            test: [3, 2, 1],
            confusion: [
              [1, 1, 1],
              [0, 2, 0],
              [1, 0, 0],
            ],
          },
        }
      : {}),
    ...(status === 'done' ? {} : { error: { code: 'diverged', message: 'the loss became NaN' } }),
  };
  return trialStateOf(recordedTrial1(result, plan, { device: 'SIMD', weights: 'b'.repeat(64) }));
}

function runOf(kind: Planned): RecordedRun {
  const { experiment, plans } = kind;
  const trials = plans.map((_, index) => ended(kind, index, index === 0 ? 'done' : 'cancelled'));
  const name = plans[0]!.trial.dataset.name;
  return {
    experiment,
    trials,
    environment: environmentOf(trials, { [name]: 'sha256 abc' }, 'a browser'),
    passport: { started: 1e12 },
    ...(experiment.classroom === undefined
      ? {}
      : {
          prediction: { question: 'Which?', answer: 'The first', date: '2026-03-01T09:12:00.000Z' },
          student: { id: 'ab12', seed: 433 },
        }),
  };
}

/** With all that only some documents have. */
const searched = (run: RecordedRun): RecordedRun => ({
  ...run,
  search: { strategy: 'halving', rungs: [1, 3] },
  trials: run.trials.map((trial, index) => ({
    ...trial,
    targets: { mean: 0.5, deviation: 0.25 },
    place: { rung: 0, fold: index },
    ...(index === 0 ? { provenance: 'verified' as const } : {}),
    ...(trial.status === 'diverged' ? { divergence: { step: 3, loss: NaN } } : {}),
  })),
});

const exported = (kind: Planned) => resultsDocument(runOf(kind));

/** Every version that is read, as plain data. */
const versions = {
  'version 1': async (kind: Planned) => json(await resultsDocument1(runOf(kind))),
  'version 2': async (kind: Planned) =>
    json(plainDocument(await resultsDocument(searched(runOf(kind))))),
};

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type Path = readonly (string | number)[];

function* leaves(value: Json, path: Path = []): Generator<Path> {
  if (typeof value !== 'object' || value === null) yield path;
  else for (const [key, inner] of Object.entries(value)) yield* leaves(inner, [...path, key]);
}

/** Other values of the same kind, the nearest among them, which a person may take for the same. */
function edits(value: Json): Json[] {
  if (typeof value === 'number') {
    const next = new Float64Array([value]);
    new BigInt64Array(next.buffer)[0]! += 1n;
    return [next[0]!, value + 1, value / 2 + 0.125, -value - 1];
  }
  if (typeof value === 'string') {
    const date = Date.parse(value);
    const later =
      Number.isNaN(date) || value.length < 20 ? [] : [new Date(date + 864e5).toISOString()];
    const hex = /^[0-9a-f]{64}$/.test(value) ? ['c'.repeat(64)] : [];
    return [`${value}x`, ...later, ...hex, ''];
  }
  return typeof value === 'boolean' ? [!value] : [0, 'x'];
}

function changed(
  document: Json,
  path: Path,
  change: (from: object, key: string | number) => void,
): Json {
  const copy = structuredClone(document);
  const [last, ...before] = path.toReversed();
  const from = before
    .toReversed()
    .reduce<Json>((at, key) => Reflect.get(at as object, key) as Json, copy);
  change(from as object, last!);
  return copy;
}

const at = (document: Json, path: Path): Json =>
  path.reduce<Json>((inner, key) => Reflect.get(inner as object, key) as Json, document);
const json = (value: unknown): Json => JSON.parse(JSON.stringify(value)) as Json;
const isRead = async (value: Json): Promise<boolean> =>
  (await importText(JSON.stringify(value), 'a.json')).ok;

async function assertFound(document: Json, paths: Iterable<Path>): Promise<void> {
  for (const path of paths) {
    for (const edit of edits(at(document, path))) {
      if (Object.is(edit, at(document, path))) continue;
      const edited = changed(document, path, (from, key) => Reflect.set(from, key, edit));
      assert.isFalse(await isRead(edited), `${path.join('.')}: ${JSON.stringify(edit)}`);
    }
    const without = changed(document, path, (from, key) => {
      if (Array.isArray(from)) from.splice(Number(key), 1);
      else Reflect.deleteProperty(from, key);
    });
    assert.isFalse(await isRead(without), `${path.join('.')} left out`);
  }
}

for (const [version, make] of Object.entries(versions)) {
  describe(`a sealed document of ${version}`, () => {
    for (const [name, kind] of Object.entries(kinds)) {
      it(`of ${name} is read as it was exported, and with no single value edited or left out`, async () => {
        const document = await make(kind);
        assert.isTrue(await isRead(document));
        await assertFound(document, leaves(document));
      });
    }

    it('is found out where a trial or an epoch is given twice, left out or moved', async () => {
      const document = (await make(kinds['a classification']!)) as { trials: Json[] };
      const moved = { ...document, trials: document.trials.toReversed() };
      assert.isFalse(await isRead(moved));
      for (const path of [
        ['trials', 0],
        ['trials', 1],
        ['trials', 0, 'epochs', 1],
        ['passport', 'trials', 0],
      ]) {
        const without = changed(document, path, (from) => (from as Json[]).splice(0, 1));
        assert.isFalse(await isRead(without), path.join('.'));
      }
    });

    it('is found out where a figure is added that its run did not record', async () => {
      const document = await make(kinds['a regression of a table']!);
      const additions: readonly (readonly [Path, Json])[] = [
        [['trials', 0, 'classes'], { train: [1, 2], test: [1, 2] }],
        ...(version === 'version 1'
          ? ([
              [['trials', 0, 'epochs', 0, 'validationMse'], 0.001],
              [['trials', 0, 'epochs', 0, 'testR2'], 0.999],
              [['provenance'], 'here'],
            ] as [Path, Json][])
          : ([
              [['trials', 0, 'figures', 'validation'], { mse: [0.1, 0.1] }],
              [
                ['trials', 0, 'figures', 'test', 'r2'],
                [0.999, 0.999],
              ],
              [['trials', 0, 'figures', 'else'], {}],
              [['trials', 0, 'losses', 'unit'], 'MSE'],
              [['trials', 1, 'provenance'], 'elsewhere'],
              [
                ['trials', 0, 'batchLosses'],
                [1, 2],
              ],
            ] as [Path, Json][])),
        [['trials', 0, 'anything'], 1],
        [['environment', 'gpu'], 'a fast one'],
        [['student'], { id: 'other', seed: 1 }],
      ];
      for (const [path, value] of additions) {
        const edited = changed(document, path, (from, key) => Reflect.set(from, key, value));
        assert.isFalse(await isRead(edited), path.join('.'));
      }
    });

    it('names what was changed', async () => {
      const document = await make(kinds['a regression']!);
      const path =
        version === 'version 1'
          ? ['trials', 0, 'epochs', 1, 'testMse']
          : ['trials', 0, 'figures', 'test', 'mse', 1];
      const edited = changed(document, path, (from, key) => Reflect.set(from, key, 0.0012));
      const found = await importText(JSON.stringify(edited), 'a.json');
      assert.match(
        found.ok ? '' : found.issues[0]!.message,
        /^passport\.trials\.0\.figures: expected the hash of the trial’s figures, which were changed, got/,
      );
    });
  });
}

describe('a sealed document', () => {
  it('in a bundle is found out likewise, its name included', async () => {
    const results = await exported(kinds['a regression of a table']!);
    async function* runs() {
      yield { name: 'mine', results };
      yield { name: 'again', results };
      await Promise.resolve();
    }
    const text = await textOf(bundlePieces(runs()));
    const bundle = JSON.parse(text) as { runs: [Json, Json] };
    assert.deepEqual(bundle.runs[0], { name: 'mine', results: json(plainDocument(results)) });
    assert.isTrue(await isRead(bundle));
    const paths = [...leaves(bundle)].filter((path) => path.join() !== 'record' && path[1] !== 1);
    await assertFound(bundle, paths);
  });

  it('has the same values in its file and as plain data', async () => {
    const document = await resultsDocument(searched(runOf(kinds['a classification']!)));
    const text = await textOf(documentFile(document));
    assert.deepEqual(JSON.parse(text), json(plainDocument(document)));
  });

  it('stays valid where a later version records one figure more', async () => {
    const document = await exported(kinds['a classification']!);
    const [trial] = document.trials;
    const before = await figuresSeal(trial!, 'b'.repeat(64), lossesHash);
    const { figures } = document.passport!.trials[0]!;
    assert.deepEqual(figures, before);
    assert.include(before.of, 'figures.test.accuracy');
    // What that version would write of its own run, under the same rule.
    const later = { ...trial!, calibration: { error: 0.02 } };
    assert.deepEqual(
      (await figuresSeal(later, 'b'.repeat(64), lossesHash)).of,
      ['calibration.error', ...before.of].toSorted(),
    );
  });

  it('of before there were seals is read, and so is one of another program', async () => {
    for (const make of Object.values(versions)) {
      const document = (await make(kinds['a classification']!)) as Record<string, Json>;
      const { passport, ...plain } = document;
      const { record, ...earlier } = passport as Record<string, Json>;
      assert.isObject(record);
      const rows = (earlier.trials as Record<string, Json>[]).map((row) =>
        Object.fromEntries(
          Object.entries(row).filter(([key]) => !['figures', 'weights'].includes(key)),
        ),
      );
      assert.isTrue(await isRead(plain));
      assert.isTrue(await isRead({ ...plain, passport: { ...earlier, trials: rows } as Json }));
      assert.isFalse(await isRead({ ...plain, passport: earlier }), 'the record left out');
    }
  });
});
