/** Runs one trial, from its seed to its last epoch, as specified in protocol.md. */
import { trialData } from '../../src/data/prepare-trial.ts';
import type { Checkpoint, CheckpointSettings } from '../../src/protocol/checkpoint.ts';
import type { Dataset, TrialData } from '../../src/protocol/dataset.ts';
import { splitOf } from '../../src/document/parameters.ts';
import type { Trial } from '../../src/document/schema.ts';
import { LabError, throwIfAborted } from '../../src/base/errors.ts';
import type { TrialEvent } from '../../src/protocol/worker-api.ts';
import { explicitOrder } from '../../src/torch/loader-order.ts';
import { Generator } from '../../src/torch/mt19937.ts';
import type { Engine, RatesAt } from '../engine/types.ts';
import { between } from './between.ts';
import type { Keeper, Place } from './keeper.ts';
import { openNetwork, type NetworkSession } from './open-network.ts';
import { Pauser, type PauserOptions } from './pauser.ts';

export interface RunTrialOptions extends PauserOptions {
  /** The engine on which to restart if the GPU is lost; without it the trial fails. */
  readonly fallback?: (why: string) => Promise<Engine>;
  /**
   * Goes on from here, to the bits of a trial in one piece, if the engine has the same bits and all of it fits the
   * trial; else starts from the beginning.
   */
  readonly from?: Checkpoint | null;
  /** When to take checkpoints, which are events of the trial; null or omitted: never. */
  readonly checkpoints?: CheckpointSettings | null;
}

interface Attempt extends Required<Pick<RunTrialOptions, 'from' | 'checkpoints'>> {
  readonly trial: Trial;
  readonly data: TrialData;
  readonly engine: Engine;
  readonly rest: Pauser;
}

/**
 * Trains one trial and yields its events as they happen. A trial whose GPU is lost restarts once on the
 * `fallback` engine, with another `start` event. Throws LabError: `aborted` at the first
 * yield after the signal, and whatever the engine throws. With checkpoints, a cancelled trial first goes to the end
 * of its step if that is near, and a cancelled or paused one takes a checkpoint there.
 */
export async function* runTrial(
  trial: Trial,
  dataset: Dataset,
  engine: Engine,
  { signal, fallback, gate, from = null, checkpoints = null }: RunTrialOptions = {},
): AsyncGenerator<TrialEvent, void> {
  throwIfAborted(signal);
  const rest = new Pauser({ ...(signal && { signal }), ...(gate && { gate }) });
  const data = trialData(dataset, trial.dataset, trial.seed);
  try {
    yield* attempt({ trial, data, engine, rest, from, checkpoints });
  } catch (error) {
    const lost = error instanceof LabError && error.code === 'device-lost';
    if (!lost || fallback === undefined) throw error;
    const other = await fallback(error.message);
    throwIfAborted(signal);
    yield* attempt({ trial, data, engine: other, rest, from: null, checkpoints });
  }
}

async function* attempt({
  trial,
  data,
  engine,
  rest,
  from: given,
  checkpoints,
}: Attempt): AsyncGenerator<TrialEvent, void> {
  const { batchSize, epochs, seed } = trial;
  const { train } = data;
  const fits =
    given !== null && (await import('./resume.ts')).canResume(given, trial, data, engine.info);
  const from = fits ? given : null;
  const started = rest.now() - 1000 * (from?.seconds ?? 0);
  const seconds = () => (rest.now() - started) / 1000;
  const stepsAnEpoch = Math.ceil(train.count / batchSize);
  yield {
    type: 'start',
    engine: engine.info,
    steps: epochs * stepsAnEpoch,
    ...(from && { resumed: { epoch: from.epoch, step: from.step, seconds: from.seconds } }),
  };

  // Loaded with the first trial, before training, to keep the worker's initial script small.
  const [last, { divergedFigure, evaluateEpoch, metersOf }] = await Promise.all([
    import('./after-training.ts'),
    import('./evaluate-epoch.ts'),
  ]);
  // Published parts have equally many rows per class; for random splits, chance level needs the counts.
  const countsClasses = data.task === 'classification' && splitOf(trial.dataset) === 'seeded';
  const classes = countsClasses ? last.classCounts(data) : null;
  // What was measured before a checkpoint is recorded.
  if (classes !== null && from === null) yield { type: 'classes', classes };

  const session = await openNetwork(trial, data, engine, from?.session);
  try {
    if (trial.measure.gradientNorms && from === null) {
      const order = explicitOrder(train.count, new Generator(seed)).interruptedEpoch();
      const first = order.subarray(0, Math.min(batchSize, train.count));
      const { loss, norms } = await session.activationGradients(first, () =>
        rest.yieldToEventLoop(),
      );
      yield { type: 'gradient-norms', loss, activations: norms };
    }
    const asked = await metersOf(trial);
    // The explicit generator keeps evaluation from shifting the order of the batches.
    const draws = from === null ? new Generator(seed) : Generator.from(from.generators.loader);
    const loader = explicitOrder(train.count, draws);
    const scheduled =
      trial.schedule && new (await loadScheduled()).Scheduled(trial, train.count, from?.records);
    const place: Place = {
      epoch: from?.epoch ?? 0,
      step: from?.step ?? 0,
      generators: { loader: draws.state() },
      ...scheduled?.kept,
    };
    const keeper =
      checkpoints === null
        ? null
        : new (await import('./keeper.ts')).Keeper({
            settings: checkpoints,
            engine: engine.info,
            session,
            place,
            rest,
            seconds,
          });
    while (place.epoch < epochs) {
      const epoch = place.epoch + 1;
      const epochStarted = rest.now();
      const order = loader.nextEpoch();
      const ratesAt = scheduled?.epoch();
      if (yield* trainEpoch(session, order, batchSize, place, rest, keeper, ratesAt)) return;
      const figures = yield* evaluateEpoch(session, data, asked, epoch, rest, keeper);
      const loss = divergedFigure(figures);
      if (loss !== undefined) {
        yield { type: 'diverged', step: epoch * stepsAnEpoch, loss };
        return;
      }
      const record = scheduled?.after(figures) ?? figures;
      yield { type: 'epoch', record, seconds: (rest.now() - epochStarted) / 1000 };
      const generators = { loader: draws.state() };
      Object.assign(place, { epoch, step: 0, generators, ...scheduled?.kept });
      if (keeper !== null) yield* keeper.epochEnd(epoch === epochs);
    }
    // Measurements besides training do not count towards the trial's time.
    const trained = seconds();
    yield* last.measureTrained({ trial, data, session, classes, rest, keeper });
    yield { type: 'done', seconds: trained };
  } finally {
    session.close();
  }
}

const loadScheduled = () => import('./scheduled.ts');

/** Trains on the rest of one epoch's `order`; returns whether it diverged. */
async function* trainEpoch(
  session: NetworkSession,
  order: Int32Array,
  batchSize: number,
  place: Place,
  rest: Pauser,
  keeper: Keeper | null,
  ratesAt?: RatesAt,
): AsyncGenerator<TrialEvent, boolean> {
  const steps = Math.ceil(order.length / batchSize);
  const before = place.epoch * steps;
  yield* between(rest, keeper);
  while (place.step < steps) {
    const from = place.step;
    const left = order.subarray(from * batchSize);
    const rates = ratesAt && ((step: number) => ratesAt(from + step));
    for await (const { losses, fraction } of session.train(left, batchSize, rates)) {
      const bad = losses.findIndex((loss) => !Number.isFinite(loss));
      // The losses are transferred to another thread, which empties the array here.
      const kept = bad === -1 ? losses : losses.slice(0, bad);
      const loss = losses[bad];
      place.step += kept.length;
      const step = before + place.step;
      yield { type: 'batches', step, fraction, losses: kept };
      if (loss !== undefined) {
        yield { type: 'diverged', step: step + 1, loss };
        return true;
      }
      if (keeper === null) await rest.yieldToEventLoop();
      else if (await keeper.wanted(fraction)) session.finishStep();
    }
    if (keeper !== null) yield* keeper.boundary();
  }
  return false;
}
