/** Arbitrary runs that a document can record, for property tests. */
import fc from 'fast-check';
import type { PlannedTrial } from '../../../src/document/expand.ts';
import { taskOf, trialCounts, trialSteps } from '../../../src/document/parameters.ts';
import type { EpochRecord } from '../../../src/document/results.ts';
import type { TrialResult1 } from '../../../src/formats/results/version-1/document.ts';
import { LossList } from '../../../src/formats/results/version-1/loss-list.ts';
import { recordedTrial1 } from '../../../src/formats/results/version-1/trial.ts';
import { trialStateOf } from '../../../src/lab/recorded.ts';
import type { TrialState } from '../../../src/lab/state.ts';
import { housing, planned, type Planned } from '../../insights/trials.ts';

const own = (task: 'classification' | 'regression') => ({
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

/** Every task, with and without rows held back, of the lab's data and of a table. */
export const kinds: readonly Planned[] = [
  planned({ axes: [rate] }, { measure }),
  planned({}, { dataset: { name: 'fashion-mnist', validation: 100 } }),
  planned({ axes: [rate] }, { ...housing, measure }),
  planned({}, { ...housing, dataset: { name: 'housing-synthetic', validation: 100 } }),
  planned({ axes: [rate] }, { dataset: own('classification'), measure }),
  planned({}, { dataset: { ...own('regression'), validation: 5 }, measure }),
  planned({}, { epochs: 0, measure }),
];

/** JSON has one zero. */
const number = fc.double({ noDefaultInfinity: true, noNaN: true }).map((value) => value + 0);
const size = fc.double({ min: 0, noDefaultInfinity: true, noNaN: true }).map((value) => value + 0);
const share = fc.double({ min: 0, max: 1, noNaN: true }).map((value) => value + 0);
const loss = fc.float({ noDefaultInfinity: true, noNaN: true }).map((value) => value + 0);
const norm = fc.oneof(size, fc.constantFrom(NaN, Infinity));
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined, freq: 3 });
const engines = fc.constantFrom<TrialState['engine'][]>(
  { name: 'wasm', reason: 'as the imported document says', device: 'SIMD' },
  { name: 'wasm', reason: 'as the imported document says', device: 'relaxed SIMD' },
  { name: 'tfjs-webgpu', reason: 'as the imported document says', device: 'A GPU (of a kind)' },
  { name: 'tfjs-cpu', reason: 'as the imported document says' },
  null,
);

const figures = fc.record({
  status: fc.constantFrom(...(['done', 'done', 'diverged', 'failed', 'cancelled'] as const)),
  records: fc.array(fc.array(number, { minLength: 6, maxLength: 6 }), { maxLength: 5 }),
  losses: fc.array(loss, { maxLength: 5 }),
  norms: maybe(fc.tuple(norm, fc.array(norm, { maxLength: 4 }))),
  dead: maybe(fc.record({ shares: fc.array(share, { maxLength: 4 }), rows: fc.nat(1024) })),
  baseline: maybe(fc.record({ testMse: size, testMae: size })),
  confusion: maybe(
    fc.array(fc.array(fc.nat(9), { minLength: 3, maxLength: 3 }), { minLength: 3, maxLength: 3 }),
  ),
  engine: engines,
  other: fc.constantFrom('torch 2.9.0', 'torch 1.13.1+cpu', 'wasm (another)', 'none'),
  seconds: size,
  error: maybe(fc.record({ code: fc.string(), message: fc.string() })),
});

/** What only version 2 has. */
const newer = fc.record(
  {
    targets: fc.record({ mean: number, deviation: size }),
    place: fc.record({ rung: fc.nat(9), fold: fc.nat(9) }, { requiredKeys: [] }),
    provenance: fc.constantFrom('verified' as const, 'elsewhere' as const),
    divergence: fc.record({
      step: fc.integer({ min: 1, max: 1e6 }),
      loss: fc.constantFrom(NaN, Infinity, -Infinity),
    }),
  },
  { requiredKeys: [] },
);
type Figures = typeof figures extends fc.Arbitrary<infer T> ? T : never;

/** Drawn values again and again: a trial that is done has all of its epochs and losses. */
const filled = <T>(drawn: readonly T[], length: number, other: T): T[] =>
  Array.from({ length }, (_, at) => drawn[at % drawn.length] ?? other);
const zeros = [0, 0, 0, 0, 0, 0];
const lossesOf = ({ trial }: PlannedTrial, { losses }: Figures): number[] =>
  trial.epochs === 0 ? [] : losses;

function trialOf({ plans }: Planned, index: number, drawn: Figures): TrialState {
  const plan = plans[index]!;
  const classifies = taskOf(plan.trial.dataset) === 'classification';
  const held = trialCounts(plan.trial).validation > 0;
  const done = drawn.status === 'done';
  const epochs = (done ? filled(drawn.records, plan.trial.epochs, zeros) : drawn.records)
    .slice(0, plan.trial.epochs)
    .map(([a, b, c, d, e, f], at): EpochRecord => {
      const epoch = at + 1;
      return classifies
        ? {
            ...{ epoch, trainLoss: a!, trainAccuracy: b!, testLoss: c!, testAccuracy: d! },
            ...(held ? { validationLoss: e!, validationAccuracy: f! } : {}),
          }
        : {
            ...{ epoch, trainMse: a!, trainMae: b!, testMse: c!, testMae: d! },
            ...(held ? { validationMse: e!, validationMae: f! } : {}),
          };
    });
  const { norms, dead, baseline, confusion, engine, other, error } = drawn;
  const sums = confusion?.map((row) => row.reduce((sum, count) => sum + count, 0));
  const result: TrialResult1 = {
    id: plan.id,
    values: plan.values,
    status: drawn.status,
    seconds: drawn.seconds,
    engine: other,
    epochs,
    batchLosses: new LossList(
      Float32Array.from(
        done ? filled(drawn.losses, trialSteps(plan.trial), 0) : lossesOf(plan, drawn),
      ),
      null,
    ),
    ...(dead === undefined ? {} : { deadUnits: dead }),
    ...(baseline === undefined ? {} : { baseline }),
    ...(confusion === undefined || sums === undefined
      ? {}
      : { classes: { train: [1, 2, 3], test: sums, confusion } }),
    ...(error === undefined ? {} : { error }),
  };
  const state = trialStateOf(recordedTrial1(result, plan));
  const gradientNorms = norms === undefined ? null : { loss: norms[0], activations: norms[1] };
  if (engine === null) return { ...state, gradientNorms };
  Reflect.deleteProperty(state, 'otherEngine');
  return { ...state, gradientNorms, engine };
}

/** Runs as version 1 could record them. */
export const anyRun1 = fc
  .tuple(fc.constantFrom(...kinds), fc.tuple(figures, figures))
  .map(([kind, drawn]) => ({
    kind,
    trials: kind.plans.map((_, index) => trialOf(kind, index, drawn[index]!)),
  }));

export const anyRun = fc.tuple(anyRun1, fc.tuple(newer, newer)).map(([{ kind, trials }, more]) => ({
  kind,
  trials: trials.map((trial, index): TrialState => {
    const { divergence, ...rest } = more[index]!;
    const diverged = trial.status === 'diverged' && divergence !== undefined;
    return { ...trial, ...rest, ...(diverged ? { divergence } : {}) };
  }),
}));
