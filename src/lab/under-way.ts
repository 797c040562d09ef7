/** Where a run's trials go on, and what is kept of them. Loaded by runs that have a place for it. */
import type { PlannedTrial } from '../document/expand.ts';
import { stepsPerEpoch } from '../document/parameters.ts';
import type { Trial } from '../document/schema.ts';
import type { Checkpoint, CheckpointSettings } from '../protocol/checkpoint.ts';
import type { TrialEvent } from '../protocol/worker-api.ts';
import type { Checkpoints } from './ports/checkpoints.ts';
import type { Job, JobOptions } from './ports/pool.ts';
import { afterEvent, waitingTrial } from './reduce.ts';
import type { TrialState } from './state.ts';

const defaultSettings: CheckpointSettings = { everySeconds: 30, share: 0.05 };

const unusedNotice =
  'A checkpoint does not fit the trial or the engine that runs here, so the trial starts from the beginning.';

type Start = Extract<TrialEvent, { type: 'start' }>;

export class TrialsUnderWay {
  readonly #checkpoints: Checkpoints;
  readonly #notices: Set<string>;
  /** What was recorded of trials up to their checkpoints, until they start. */
  readonly #found = new Map<string, TrialState>();

  /** @param notices of the run, for a checkpoint that is there and cannot be used */
  constructor(checkpoints: Checkpoints, notices: Set<string>) {
    this.#checkpoints = checkpoints;
    this.#notices = notices;
  }

  job(plan: PlannedTrial): Job {
    const { id, trial } = plan;
    return { id, trial, from: (signal) => this.#latest(plan, signal) };
  }

  /** For the pool. @param trials the run's trials as they are, by id */
  options(
    trials: ReadonlyMap<string, TrialState>,
    settings = defaultSettings,
  ): Pick<JobOptions, 'checkpoints' | 'onCheckpoint'> {
    return {
      checkpoints: settings,
      onCheckpoint: (id, checkpoint) => this.#keep(trials.get(id)!, checkpoint),
    };
  }

  /** The trial's state once it has started, from its checkpoint or from the beginning. */
  started(trial: TrialState, event: Start): TrialState {
    const { id } = trial.plan;
    const found = this.#found.get(id);
    this.#found.delete(id);
    if (found !== undefined && event.resumed !== undefined) return resumed(found, event);
    if (found !== undefined) this.#notices.add(unusedNotice);
    return afterEvent(trial, event);
  }

  /** Where the trial may go on; null if nowhere. Throws LabError `aborted`. */
  async #latest(plan: PlannedTrial, signal?: AbortSignal): Promise<Checkpoint | null> {
    const found = await this.#checkpoints.latest(plan, signal);
    if (found === null) return null;
    if (!agrees(found.state, found.checkpoint, plan.trial)) {
      this.#notices.add(unusedNotice);
      return null;
    }
    this.#found.set(plan.id, { ...found.state, plan });
    return found.checkpoint;
  }

  /** Keeps the state in which every event before the checkpoint was handled, and none after it. */
  async #keep(trial: TrialState, checkpoint: Checkpoint): Promise<void> {
    const state = { ...trial, seconds: checkpoint.seconds };
    await this.#checkpoints.keep({ checkpoint, state });
  }
}

/** The state of a trial that goes on from a checkpoint; all that was recorded up to it is copied. */
export function resumed(
  { plan, ...recorded }: TrialState,
  { engine, resumed: place }: Start,
): TrialState {
  const { epoch = 0, step = 0, seconds = 0 } = place ?? {};
  const steps = epoch * stepsPerEpoch(plan.trial) + step;
  return {
    ...waitingTrial(plan),
    ...recorded,
    status: 'running',
    engine,
    stepsDone: steps,
    batchLosses: recorded.batchLosses.slice(),
    seconds,
    error: null,
    resumed: { steps, seconds },
  };
}

/** Whether all was recorded that a checkpoint needs: each loss up to its step, and each epoch before it. */
export function agrees(
  { epochs, batchLosses }: Pick<TrialState, 'epochs' | 'batchLosses'>,
  { epoch, step }: Pick<Checkpoint, 'epoch' | 'step'>,
  trial: Trial,
): boolean {
  const losses = trial.measure.batchLosses ? epoch * stepsPerEpoch(trial) + step : 0;
  return epochs.length === epoch && batchLosses.length === losses;
}
