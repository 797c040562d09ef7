/** A results document that is imported and exported again is the same document, whatever is in it. */
import { assert } from 'chai';
import fc from 'fast-check';
import type { PlannedTrial } from '../../src/experiment/expand.ts';
import { taskOf, trialCounts, trialSteps } from '../../src/experiment/parameters.ts';
import type { EpochRecord, ResultsDocument, TrialResult } from '../../src/experiment/results.ts';
import { findingsOf } from '../../src/findings/findings.ts';
import { keptState } from '../../src/run/kept/kept-state.ts';
import { passportOf } from '../../src/run/passport.ts';
import { resultsDocument, trialStateOf } from '../../src/run/results.ts';
import { withRecord } from '../../src/run/seals.ts';
import type { TrialState } from '../../src/run/state.ts';
import { documentOf, readResults } from '../../src/store/exchange.ts';
import { readRun } from '../../src/run/kept/stored-run.ts';
import { readStored, stateOf } from '../../src/run/kept/stored-trial.ts';
import { documentText } from '../../src/words/json.ts';
import { housing, planned, type Planned } from '../findings/trials.ts';

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
const kinds: readonly Planned[] = [
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
  const result: TrialResult = {
    id: plan.id,
    values: plan.values,
    status: drawn.status,
    seconds: drawn.seconds,
    engine: other,
    epochs,
    batchLosses: done ? filled(drawn.losses, trialSteps(plan.trial), 0) : lossesOf(plan, drawn),
    ...(dead === undefined ? {} : { deadUnits: dead }),
    ...(baseline === undefined ? {} : { baseline }),
    ...(confusion === undefined || sums === undefined
      ? {}
      : { classes: { train: [1, 2, 3], test: sums, confusion } }),
    ...(error === undefined ? {} : { error }),
  };
  const state = trialStateOf(result, plan);
  const gradientNorms = norms === undefined ? null : { loss: norms[0], activations: norms[1] };
  if (engine === null) return { ...state, gradientNorms };
  Reflect.deleteProperty(state, 'otherEngine');
  return { ...state, gradientNorms, engine };
}

const anyRun = fc
  .tuple(fc.constantFrom(...kinds), fc.tuple(figures, figures))
  .map(([kind, drawn]) => ({
    kind,
    trials: kind.plans.map((_, index) => trialOf(kind, index, drawn[index]!)),
  }));

async function exported({ experiment }: Planned, trials: readonly TrialState[]) {
  const datasets = { [trials[0]!.plan.trial.dataset.name]: 'sha256 abc' };
  return withRecord({
    ...resultsDocument(experiment, { trials }, datasets, 'a browser'),
    passport: await passportOf(experiment, trials, 1e12),
  });
}

/** A file's text through the store, as the page imports it: the run, and what its page shows. */
async function imported(text: string) {
  const found = await readResults(text, 'a.json');
  if (!found.ok) throw new Error(found.issues[0]?.message);
  const { run, trials } = found.runs[0]!;
  const kept = readRun(structuredClone(run))!;
  const plans = planned({ axes: kept.experiment.axes }, kept.experiment.trial).plans;
  const states: TrialState[] = [];
  for (const { key } of kept.trials) {
    const stored = key === null ? null : await readStored(structuredClone(trials.get(key)));
    const plan = plans.find(({ id }) => id === stored?.id);
    if (stored !== null && plan !== undefined) states.push(stateOf(stored, plan));
  }
  return { run: kept, state: keptState(plans, states, kept.seconds, 'a.json') };
}

async function again(text: string): Promise<ResultsDocument> {
  const { run, state } = await imported(text);
  return documentOf(run, state);
}

describe('a results document', () => {
  it('is the same after an import and an export, whatever it holds', async () => {
    await fc.assert(
      fc.asyncProperty(anyRun, async ({ kind, trials }) => {
        const text = documentText(await exported(kind, trials));
        assert.deepEqual(JSON.parse(JSON.stringify(await again(text))), JSON.parse(text));
        assert.equal(documentText(await again(text)), text);
      }),
    );
  });

  it('of another program is the same from its first export on, and as few trials as it has', async () => {
    await fc.assert(
      fc.asyncProperty(anyRun, async ({ kind, trials }) => {
        const whole: ResultsDocument = { ...(await exported(kind, trials)) };
        Reflect.deleteProperty(whole, 'passport');
        const foreign = {
          ...whole,
          environment: { ...whole.environment, engine: 'torch 2.9.0' },
          trials: whole.trials.slice(0, 1).map((trial) => ({ ...trial, engine: 'torch 2.9.0' })),
        };
        const first = await again(documentText(foreign));
        assert.deepEqual(JSON.parse(JSON.stringify({ ...first, passport: null })), {
          ...(JSON.parse(documentText(foreign)) as object),
          passport: null,
        });
        assert.equal(documentText(await again(documentText(first))), documentText(first));
      }),
    );
  });

  it('has the findings of the run that it came from', async () => {
    await fc.assert(
      fc.asyncProperty(anyRun, async ({ kind, trials }) => {
        // JSON has null for what is not finite, which is told in the same words.
        const { state } = await imported(documentText(await exported(kind, trials)));
        assert.deepEqual(
          findingsOf(kind.experiment, state.trials).map(({ text }) => text),
          findingsOf(kind.experiment, trials).map(({ text }) => text),
        );
      }),
    );
  });

  it('tells of norms that are not finite by null, and reads them', async () => {
    const [kind] = kinds;
    const trials = kind!.plans.map((plan): TrialState => ({
      ...trialStateOf(
        { id: plan.id, status: 'diverged', seconds: 1, engine: 'wasm', epochs: [] },
        plan,
      ),
      gradientNorms: { loss: Infinity, activations: [NaN, Infinity, 2] },
    }));
    const document = await exported(kind!, trials);
    assert.deepEqual(document.trials[0]!.gradientNorms, {
      loss: null,
      activations: [null, null, 2],
    });
    const { state } = await imported(documentText(document));
    assert.deepEqual(state.trials[0]!.gradientNorms, { loss: NaN, activations: [NaN, NaN, 2] });
  });
});
