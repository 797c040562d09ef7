/** One run of an experiment's trials: turns the pool's events into snapshots for pages to draw. */
import type { DatasetProgress } from '../protocol/dataset.ts';
import type { PlannedTrial } from '../document/expand.ts';
import { hasEnded, isFinished } from '../document/trial-status.ts';
import type { CheckpointSettings } from '../protocol/checkpoint.ts';
import type { TrainedModel } from '../protocol/trained-model.ts';
import { isAbort, toErrorData } from '../base/errors.ts';
import type { TrialEvent } from '../protocol/worker-api.ts';
import type { EngineChoice } from '../catalog/lookup/engine.ts';
import { PauseSwitch } from './pause.ts';
import type { Checkpoints } from './ports/checkpoints.ts';
import type { TrialPool } from './ports/pool.ts';
import type { LabRun } from './ports/services.ts';
import { secondsLeft } from './estimate.ts';
import { afterEvent, released, settled, waitingTrial } from './reduce.ts';
import type { KeptLosses, RunState, RunStatus, TrialState } from './state.ts';
import type { TrialsUnderWay } from './under-way.ts';

export interface RunOptions {
  readonly engine: EngineChoice;
  /** As in TrialRequest; true when left out. */
  readonly deterministic?: boolean;
  /** null uses as many as make sense on this machine. */
  readonly workers: number | null;
  /** Base URL of the published datasets, absolute, ending in '/'. */
  readonly datasetBase: string;
  /** Receives a trial's trained model before the trial is settled. */
  readonly onModel?: (model: TrainedModel) => void;
  /** Keeps trials under way, and knows where they may go on; without it they start from the beginning. */
  readonly checkpoints?: Checkpoints;
  readonly checkpointSettings?: CheckpointSettings;
  /** Whether a trial may start, asked when a worker is free for it; one that may not stays waiting. */
  readonly mayStart?: (id: string) => Promise<boolean>;
}

export type RunListener = (state: RunState) => void;

/** Listeners are notified at most this often; later in hidden pages, whose timers are throttled. */
const frameMs = 33;
/** What listeners do may take at most this share of the time: thousands of trials take longer. */
const maxShare = 0.2;

export class ExperimentRun implements LabRun {
  readonly #pool: Pick<TrialPool, 'run'>;
  readonly #options: RunOptions;
  readonly #controller = new AbortController();
  readonly #pause = new PauseSwitch();
  /** When it was paused, in ms of performance.now(); null while running. */
  #pausedAt: number | null = null;
  readonly #listeners = new Set<RunListener>();
  readonly #trials: Map<string, TrialState>;
  /** When each running trial began, in ms of performance.now(); earlier if it went on from a checkpoint. */
  readonly #began = new Map<string, number>();
  #underWay: TrialsUnderWay | undefined;
  #status: RunStatus = 'idle';
  #dataset: DatasetProgress | null = null;
  #error: RunState['error'] = null;
  readonly #notices = new Set<string>();
  #startedAt = 0;
  #endedAt = 0;
  #timer: ReturnType<typeof setTimeout> | null = null;
  /** How long the last notification took, in ms. */
  #took = 0;
  #ending: Promise<RunState> | null = null;

  constructor(trials: readonly PlannedTrial[], options: RunOptions, pool: Pick<TrialPool, 'run'>) {
    this.#trials = new Map(trials.map((plan) => [plan.id, waitingTrial(plan)]));
    this.#options = options;
    this.#pool = pool;
  }

  get state(): RunState {
    const trials: TrialState[] = [];
    let [workers, busy, stepsDone, stepsTotal] = [0, 0, 0, 0];
    for (const each of this.#trials.values()) {
      const trial = this.#withTime(each);
      trials.push(trial);
      if (trial.status === 'running') workers++;
      busy += trial.seconds;
      stepsDone += trial.stepsDone;
      stepsTotal += trial.stepsTotal;
    }
    return {
      status: this.#status,
      paused: this.#pausedAt !== null && this.#endedAt === 0,
      trials,
      dataset: this.#dataset,
      stepsDone,
      stepsTotal,
      workers,
      secondsElapsed: this.#elapsed(),
      secondsLeft:
        this.#status === 'running' && this.#pausedAt === null
          ? secondsLeft(trials, workers, busy)
          : null,
      error: this.#error,
      ...(this.#notices.size === 0 ? {} : { notices: [...this.#notices] }),
    };
  }

  /** Calls back after changes, and once more at the end. Returns a function that unsubscribes. */
  subscribe(listener: RunListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Runs all trials. Never rejects: errors are in the state. */
  start(): Promise<RunState> {
    this.#ending ??= this.#run();
    return this.#ending;
  }

  /**
   * Pauses all trials almost at once, with all clocks stopped. Workers keep them in memory, so that
   * `resume` continues with the same bits.
   */
  pause(): void {
    if (this.#startedAt === 0 || this.#endedAt !== 0 || this.#pausedAt !== null) return;
    this.#pausedAt = performance.now();
    this.#pause.set(true);
    this.#notify();
  }

  resume(): void {
    if (this.#pausedAt === null || this.#endedAt !== 0) return;
    const held = performance.now() - this.#pausedAt;
    this.#pausedAt = null;
    this.#startedAt += held;
    for (const [id, began] of this.#began) this.#began.set(id, began + held);
    this.#pause.set(false);
    this.#notify();
  }

  /** Ends all trials at once, or with checkpoints at the end of a step; keeps their results so far. */
  cancel(): void {
    this.#controller.abort();
  }

  release(id: string, losses: KeptLosses): void {
    this.#update(id, (trial) => (isFinished(trial) ? released(trial, losses) : trial));
  }

  async #run(): Promise<RunState> {
    this.#startedAt = performance.now();
    this.#status = 'preparing';
    this.#changed();
    const { checkpoints, checkpointSettings, ...options } = this.#options;
    try {
      // Loaded on demand, because pages open without it.
      const underWay =
        checkpoints &&
        new (await import('./under-way.ts')).TrialsUnderWay(checkpoints, this.#notices);
      this.#underWay = underWay;
      const jobs = [...this.#trials.values()].map(
        ({ plan }) => underWay?.job(plan) ?? { id: plan.id, trial: plan.trial },
      );
      await this.#pool.run(jobs, {
        ...options,
        ...underWay?.options(this.#trials, checkpointSettings),
        signal: this.#controller.signal,
        pause: this.#pause,
        onDataset: (progress) => {
          this.#dataset = progress;
          for (const notice of progress.notices ?? []) this.#notices.add(notice);
          this.#changed();
        },
        onEvent: (id, event) => {
          if (event.type === 'model') this.#handOn(id, event);
          if (event.type === 'start') this.#begin(id, event);
          else this.#update(id, (trial) => afterEvent(trial, event));
        },
        onSettled: (id, error) => {
          this.#update(id, (trial) => settled(this.#withTime(trial), error));
          this.#began.delete(id);
        },
      });
      this.#status = this.#controller.signal.aborted ? 'cancelled' : 'done';
    } catch (error) {
      this.#fail(error);
    }
    this.#endedAt = this.#now();
    this.#dataset = null;
    this.#notify();
    return this.state;
  }

  #begin(id: string, event: Extract<TrialEvent, { type: 'start' }>): void {
    this.#began.set(id, this.#now() - 1000 * (event.resumed?.seconds ?? 0));
    this.#status = 'running';
    this.#dataset = null;
    this.#update(id, (trial) => this.#underWay?.started(trial, event) ?? afterEvent(trial, event));
  }

  #handOn(id: string, event: Extract<TrialEvent, { type: 'model' }>): void {
    const trial = this.#trials.get(id);
    if (trial === undefined) return;
    this.#options.onModel?.({
      id,
      trial: trial.plan.trial,
      parameters: event.parameters,
      statistics: event.statistics,
      engine: trial.engine?.name ?? 'unknown',
      trainedAt: Date.now(),
    });
  }

  #fail(error: unknown): void {
    const data = toErrorData(error);
    this.#status = isAbort(error) ? 'cancelled' : 'failed';
    if (this.#status === 'failed') this.#error = { code: data.code, message: data.message };
    for (const [id, trial] of this.#trials) {
      if (hasEnded(trial)) continue;
      this.#trials.set(
        id,
        settled(trial, isAbort(error) ? { code: 'aborted', message: '' } : data),
      );
    }
  }

  #update(id: string, change: (trial: TrialState) => TrialState): void {
    const trial = this.#trials.get(id);
    if (trial === undefined) return;
    this.#trials.set(id, change(trial));
    this.#changed();
  }

  #withTime(trial: TrialState): TrialState {
    const began = this.#began.get(trial.plan.id);
    if (trial.status !== 'running' || began === undefined) return trial;
    return { ...trial, seconds: (this.#now() - began) / 1000 };
  }

  /** In ms of performance.now(); stops while the run is paused. */
  #now(): number {
    return this.#pausedAt ?? performance.now();
  }

  #elapsed(): number {
    if (this.#startedAt === 0) return 0;
    return ((this.#endedAt === 0 ? this.#now() : this.#endedAt) - this.#startedAt) / 1000;
  }

  #changed(): void {
    this.#timer ??= setTimeout(
      () => {
        this.#notify();
      },
      Math.max(frameMs, this.#took / maxShare),
    );
  }

  #notify(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    const began = performance.now();
    const state = this.state;
    for (const listener of this.#listeners) listener(state);
    this.#took = performance.now() - began;
  }
}
