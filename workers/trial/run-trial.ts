/** Runs one trial, from its seed to its last epoch, as specified in protocol.md. */
import type { PartName } from '../../src/catalog/kinds/metric.ts';
import type { AskedMetrics } from '../../src/catalog/lookup/asked-metrics.ts';
import { figureIn, minimisedMetric } from '../../src/catalog/lookup/metric.ts';
import { figuresOfSums } from '../../src/catalog/lookup/record.ts';
import { activationMeta } from '../../src/catalog/registry/activation.meta.ts';
import { trialData } from '../../src/data/prepare-trial.ts';
import type { Dataset, Part, TrialData } from '../../src/protocol/dataset.ts';
import { askedBy } from '../../src/document/asked.ts';
import { layerSizes, lossOf, splitOf, type Task } from '../../src/document/parameters.ts';
import type { EpochRecord } from '../../src/document/results.ts';
import type { Trial } from '../../src/document/schema.ts';
import { weightsHash } from '../../src/formats/model/weights-hash.ts';
import { LabError, throwIfAborted } from '../../src/base/errors.ts';
import type { TrialEvent } from '../../src/protocol/worker-api.ts';
import { initParameters } from '../../src/catalog/lookup/init.ts';
import { explicitOrder } from '../../src/torch/loader-order.ts';
import { Generator } from '../../src/torch/mt19937.ts';
import type { Engine, Session } from '../engine/types.ts';
import { yieldToEventLoop } from '../../src/base/event-loop.ts';
import type { Gate } from './gate.ts';

export interface RunTrialOptions {
  readonly signal?: AbortSignal;
  /** The engine on which to restart if the GPU is lost; without it the trial fails. */
  readonly fallback?: (why: string) => Promise<Engine>;
  /** Holds the trial while it is paused; open by default. */
  readonly gate?: Gate;
}

/** Yields between two pieces of work, and keeps the training clock. */
class Pauser {
  readonly #options: Pick<RunTrialOptions, 'signal' | 'gate'>;
  #held = 0;

  constructor(options: Pick<RunTrialOptions, 'signal' | 'gate'>) {
    this.#options = options;
  }

  /** Milliseconds on the training clock, which stops while the trial is paused. */
  now(): number {
    return performance.now() - this.#held;
  }

  /** Lets messages in, and waits while paused. Throws LabError `aborted`. */
  async yieldToEventLoop(): Promise<void> {
    const { signal, gate } = this.#options;
    await yieldToEventLoop();
    if (gate !== undefined) this.#held += await gate.pass(signal);
    throwIfAborted(signal);
  }
}

/**
 * Trains one trial and yields its events as they happen. A trial whose GPU is lost restarts once on the
 * `fallback` engine, with another `start` event. Throws LabError: `aborted` at the first
 * yield after the signal, and whatever the engine throws.
 */
export async function* runTrial(
  trial: Trial,
  dataset: Dataset,
  engine: Engine,
  { signal, fallback, gate }: RunTrialOptions = {},
): AsyncGenerator<TrialEvent, void> {
  throwIfAborted(signal);
  const rest = new Pauser({ ...(signal && { signal }), ...(gate && { gate }) });
  const data = trialData(dataset, trial.dataset, trial.seed);
  try {
    yield* attempt(trial, data, engine, rest);
  } catch (error) {
    const lost = error instanceof LabError && error.code === 'device-lost';
    if (!lost || fallback === undefined) throw error;
    const other = await fallback(error.message);
    throwIfAborted(signal);
    yield* attempt(trial, data, other, rest);
  }
}

async function* attempt(
  trial: Trial,
  data: TrialData,
  engine: Engine,
  rest: Pauser,
): AsyncGenerator<TrialEvent, void> {
  const started = rest.now();
  const { batchSize, epochs, seed } = trial;
  const { train } = data;
  const stepsAnEpoch = Math.ceil(train.count / batchSize);
  yield { type: 'start', engine: engine.info, steps: epochs * stepsAnEpoch };

  // Loaded with the first trial, before training, to keep the worker's initial script small.
  const measures = await import('./measures.ts');
  // Published parts have equally many rows per class; for random splits, chance level needs the counts.
  const countsClasses = data.task === 'classification' && splitOf(trial.dataset) === 'seeded';
  const classes = countsClasses ? measures.classCounts(data) : null;
  if (classes !== null) yield { type: 'classes', classes };

  const session = await openSession(trial, data, engine);
  try {
    if (trial.measure.gradientNorms) {
      const order = explicitOrder(train.count, new Generator(seed)).interruptedEpoch();
      const first = order.subarray(0, Math.min(batchSize, train.count));
      const { loss, norms } = await session.activationGradients(first, () =>
        rest.yieldToEventLoop(),
      );
      yield { type: 'gradient-norms', loss, activations: norms };
    }
    const asked = await metersOf(trial);
    // The explicit generator keeps evaluation from shifting the order of the batches.
    const loader = explicitOrder(train.count, new Generator(seed));
    for (let epoch = 1; epoch <= epochs; epoch++) {
      const epochStarted = rest.now();
      const before = (epoch - 1) * stepsAnEpoch;
      const order = loader.nextEpoch();
      if (yield* trainEpoch(session, order, batchSize, before, rest)) return;
      const record = yield* evaluateEpoch(session, data, asked, epoch, rest);
      if (!figuresOf(record).every(Number.isFinite)) {
        yield { type: 'diverged', step: epoch * stepsAnEpoch, loss: trainLoss(record, data.task) };
        return;
      }
      yield { type: 'epoch', record, seconds: (rest.now() - epochStarted) / 1000 };
    }
    // Measurements besides training do not count towards the trial's time.
    const seconds = (rest.now() - started) / 1000;
    if (classes !== null && epochs > 0) {
      const model = { trial, parameters: await session.parameters() };
      const confusion = await measures.confusionMatrix(model, data, () => rest.yieldToEventLoop());
      yield { type: 'classes', classes: { ...classes, confusion } };
    }
    if (data.task === 'regression')
      yield { type: 'baseline', baseline: measures.meanBaseline(data) };
    if (activationMeta[trial.model.activation].traits.canDie && trial.model.depth > 0) {
      const parameters = await session.parameters();
      yield {
        type: 'dead-units',
        deadUnits: await measures.findDeadUnits(parameters, data, () => rest.yieldToEventLoop()),
      };
    }
    if (epochs > 0) {
      const parameters = await session.parameters();
      const { statistics } = data;
      const hash = await weightsHash({ parameters, statistics });
      yield { type: 'model', parameters, statistics, hash };
    }
    yield { type: 'done', seconds };
  } finally {
    session.close();
  }
}

/** A session that starts where PyTorch would: steps 1 to 3 of protocol.md. */
export function openSession(trial: Trial, data: TrialData, engine: Engine): Promise<Session> {
  const sizes = layerSizes(data.inputs, trial.model, data.outputs);
  return engine.open({
    sizes,
    activation: trial.model.activation,
    loss: lossOf(trial),
    parameters: initParameters(sizes, trial.init, new Generator(trial.seed)),
    optimizer: trial.optimizer,
    train: data.train,
    test: data.test,
    ...(data.validation === undefined ? {} : { validation: data.validation }),
  });
}

/** Trains on one epoch's `order` after `before` earlier steps; returns whether it diverged. */
async function* trainEpoch(
  session: Session,
  order: Int32Array,
  batchSize: number,
  before: number,
  rest: Pauser,
): AsyncGenerator<TrialEvent, boolean> {
  let step = before;
  await rest.yieldToEventLoop();
  for await (const { losses, fraction } of session.train(order, batchSize)) {
    const bad = losses.findIndex((loss) => !Number.isFinite(loss));
    // The losses are transferred to another thread, which empties the array here.
    const kept = bad === -1 ? losses : losses.slice(0, bad);
    const diverged = bad === -1 ? null : { step: step + bad + 1, loss: losses[bad]! };
    step += kept.length;
    yield { type: 'batches', step, fraction, losses: kept };
    if (diverged !== null) {
      yield { type: 'diverged', ...diverged };
      return true;
    }
    await rest.yieldToEventLoop();
  }
  return false;
}

/** A factory for the metrics that a trial asks for, loaded on demand; null if it asks for none. */
async function metersOf(trial: Trial): Promise<(() => AskedMetrics) | null> {
  const names = askedBy(trial);
  if (names.length === 0) return null;
  const { AskedMetrics: Meter } = await import('../../src/catalog/lookup/asked-metrics.ts');
  return () => new Meter(names);
}

/** Measures all parts after an epoch. */
async function* evaluateEpoch(
  session: Session,
  { task, train, test, validation, outputs }: TrialData,
  asked: (() => AskedMetrics) | null,
  epoch: number,
  rest: Pauser,
): AsyncGenerator<TrialEvent, EpochRecord> {
  const figures: object[] = [];
  const parts: [PartName, Part][] = [
    ['train', train],
    ['test', test],
  ];
  if (validation !== undefined) parts.push(['validation', validation]);
  const all = parts.reduce((sum, [, { count }]) => sum + count, 0);
  let done = 0;
  const most = session.evaluationRows;
  const said = asked === null ? undefined : new Float32Array(most * outputs);
  let shown = performance.now();
  for (const [part, { count, targets }] of parts) {
    const more = asked?.();
    const total = { loss: 0, correct: 0, absolute: 0 };
    for (let from = 0; from < count; from += most) {
      await rest.yieldToEventLoop();
      const to = Math.min(from + most, count);
      const sums = await session.evaluate(part, from, to, said);
      if (said !== undefined)
        more?.add(said.subarray(0, (to - from) * outputs), targets.subarray(from, to));
      total.loss += sums.loss;
      total.correct += sums.correct;
      total.absolute += sums.absolute;
      done += to - from;
      const now = performance.now();
      if (now - shown < 40) continue;
      shown = now;
      yield { type: 'evaluating', epoch, fraction: done / all };
    }
    figures.push(figuresOfSums(task, part, total, count), more?.figures(part) ?? {});
  }
  return Object.assign({ epoch }, ...figures) as EpochRecord;
}

const figuresOf = (record: EpochRecord): number[] => Object.values<number>({ ...record });

/** A record's first non-finite value, or its training loss. */
const trainLoss = (record: EpochRecord, task: Task): number =>
  figuresOf(record).find((value) => !Number.isFinite(value)) ??
  figureIn(record, 'train', minimisedMetric(task))!;
