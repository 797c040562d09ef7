/** One run of an experiment's trials: turns the pool's events into snapshots for pages to draw. */
import type { DatasetProgress } from '../protocol/dataset.ts';
import type { PlannedTrial } from '../document/expand.ts';
import { hasEnded } from '../document/trial-status.ts';
import type { TrainedModel } from '../protocol/trained-model.ts';
import { isAbort, toErrorData } from '../base/errors.ts';
import type { TrialEvent } from '../protocol/worker-api.ts';
import type { EngineChoice } from '../catalog/lookup/engine.ts';
import { PauseSwitch } from './pause.ts';
import type { TrialPool } from './ports/pool.ts';
import type { LabRun } from './ports/services.ts';
import { secondsLeft } from './estimate.ts';
import { afterEvent, settled, waitingTrial } from './reduce.ts';
import type { RunState, RunStatus, TrialState } from './state.ts';

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
}

export type RunListener = (state: RunState) => void;

/** Listeners are notified at most this often; later in hidden pages, whose timers are throttled. */
const frameMs = 33;

export class ExperimentRun implements LabRun {
  readonly #pool: Pick<TrialPool, 'run'>;
  readonly #options: RunOptions;
  readonly #controller = new AbortController();
  readonly #pause = new PauseSwitch();
  /** When it was paused, in ms of performance.now(); null while running. */
  #pausedAt: number | null = null;
  readonly #listeners = new Set<RunListener>();
  readonly #trials: Map<string, TrialState>;
  /** When each running trial began, in ms of performance.now(). */
  readonly #began = new Map<string, number>();
  #status: RunStatus = 'idle';
  #dataset: DatasetProgress | null = null;
  #error: RunState['error'] = null;
  readonly #notices = new Set<string>();
  #startedAt = 0;
  #endedAt = 0;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #ending: Promise<RunState> | null = null;

  constructor(trials: readonly PlannedTrial[], options: RunOptions, pool: Pick<TrialPool, 'run'>) {
    this.#trials = new Map(trials.map((plan) => [plan.id, waitingTrial(plan)]));
    this.#options = options;
    this.#pool = pool;
  }

  get state(): RunState {
    const trials = [...this.#trials.values()].map((trial) => this.#withTime(trial));
    const workers = trials.filter((trial) => trial.status === 'running').length;
    const busy = trials.reduce((sum, trial) => sum + trial.seconds, 0);
    return {
      status: this.#status,
      paused: this.#pausedAt !== null && this.#endedAt === 0,
      trials,
      dataset: this.#dataset,
      stepsDone: trials.reduce((sum, trial) => sum + trial.stepsDone, 0),
      stepsTotal: trials.reduce((sum, trial) => sum + trial.stepsTotal, 0),
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

  /** Ends all trials at once; keeps their results so far. */
  cancel(): void {
    this.#controller.abort();
  }

  async #run(): Promise<RunState> {
    this.#startedAt = performance.now();
    this.#status = 'preparing';
    this.#changed();
    const jobs = [...this.#trials.values()].map(({ plan }) => ({ id: plan.id, trial: plan.trial }));
    try {
      await this.#pool.run(jobs, {
        ...this.#options,
        signal: this.#controller.signal,
        pause: this.#pause,
        onDataset: (progress) => {
          this.#dataset = progress;
          for (const notice of progress.notices ?? []) this.#notices.add(notice);
          this.#changed();
        },
        onEvent: (id, event) => {
          if (event.type === 'start') {
            this.#began.set(id, this.#now());
            this.#status = 'running';
            this.#dataset = null;
          }
          if (event.type === 'model') this.#handOn(id, event);
          this.#update(id, (trial) => afterEvent(trial, event));
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
    this.#timer ??= setTimeout(() => {
      this.#notify();
    }, frameMs);
  }

  #notify(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    const state = this.state;
    for (const listener of this.#listeners) listener(state);
  }
}
