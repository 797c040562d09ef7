/**
 * A run over a store: finished trials are read from it instead of trained, new ones are kept as they finish, and what
 * another process trains at the same time is awaited instead of trained twice.
 */
import type { PlannedTrial } from '../../document/expand.ts';
import { isFinished } from '../../document/trial-status.ts';
import { isAbort, toLabError } from '../../base/errors.ts';
import type { LabRun } from '../ports/services.ts';
import type { Claims } from '../ports/store.ts';
import { idleState, merged } from '../session/merge.ts';
import type { RunState, TrialState } from '../state.ts';

/** What a run needs of its store. */
export interface RunKeeper {
  /** Of results that a trial would give here; null if known only once its engine has started. */
  key(plan: PlannedTrial): Promise<string | null>;
  /** A trial's kept state; null if there is none. Throws LabError `aborted`. */
  found(plan: PlannedTrial, signal: AbortSignal): Promise<TrialState | null>;
  /** Told when a trial starts here. @param fromStart whether it starts from its beginning, whatever is kept of it */
  start(plan: PlannedTrial, fromStart: boolean): Promise<void>;
  /**
   * Keeps what is left of a trial that ended. Resolves once it is on the device, or refused and reported. Never
   * throws.
   */
  keep(trial: TrialState): Promise<void>;
  readonly claims: Claims;
}

/** Whether a trial may start now; asked when a worker is free for it. */
export type MayStart = (id: string) => Promise<boolean>;

export interface KeptRunOptions {
  readonly plans: readonly PlannedTrial[];
  readonly keeper: RunKeeper;
  /** Trains those plans that `mayStart` allows; the others stay waiting. */
  readonly train: (plans: readonly PlannedTrial[], mayStart: MayStart) => LabRun;
  /** Trains all trials, whatever is kept. */
  readonly fresh?: boolean;
  /** Called once it is known what is kept. */
  readonly onLooked?: (kept: readonly TrialState[]) => Promise<void>;
  /** Called at the end, before the run's promise resolves. */
  readonly onEnded?: (state: RunState) => Promise<void>;
  /** Called each time that nothing is left to do but wait for so many trials of other processes. */
  readonly onWaiting?: (trials: number) => void;
}

/** Trials that are looked up at the same time. */
const lookedAtOnce = 16;

export class KeptRun implements LabRun {
  readonly #options: KeptRunOptions;
  readonly #plans: ReadonlyMap<string, PlannedTrial>;
  readonly #controller = new AbortController();
  readonly #listeners = new Set<(state: RunState) => void>();
  readonly #keys = new Map<string, string>();
  /** Read from the store, whoever trained them. */
  readonly #kept = new Map<string, TrialState>();
  /** Trials that another process was training when a worker here was free for them. */
  readonly #elsewhere = new Set<string>();
  readonly #runs: LabRun[] = [];
  /** Trials that ended here and were given to the keeper. */
  readonly #given = new Set<string>();
  /** Finished ones that are not on the device yet: they are shown as running. */
  readonly #unkept = new Set<string>();
  #writing: Promise<unknown> = Promise.resolve();
  #status: RunState['status'] = 'idle';
  #paused = false;
  #error: RunState['error'] = null;
  #result: Promise<RunState> | null = null;

  constructor(options: KeptRunOptions) {
    this.#options = options;
    this.#plans = new Map(options.plans.map((plan) => [plan.id, plan]));
  }

  get state(): RunState {
    let state: RunState = { ...idleState(this.#options.plans), status: this.#status };
    for (const run of this.#runs) {
      const { status, ...own } = run.state;
      const preparing = status === 'preparing' && this.#status === 'running';
      state = {
        ...merged(state, { ...own, status: preparing ? 'preparing' : this.#status }),
        error: own.error ?? state.error,
        ...(own.notices === undefined ? {} : { notices: own.notices }),
      };
    }
    const ended = this.#status === 'done' || this.#status === 'cancelled';
    const trials = state.trials.map((trial): TrialState => {
      const kept = this.#kept.get(trial.plan.id);
      if (kept !== undefined) return kept;
      if (isFinished(trial) && this.#isUnkept(trial)) return { ...trial, status: 'running' };
      return ended && trial.status === 'waiting' ? { ...trial, status: 'cancelled' } : trial;
    });
    return {
      ...state,
      trials,
      paused: this.#paused && this.#status === 'running',
      stepsDone: trials.reduce((sum, { stepsDone }) => sum + stepsDone, 0),
      error: this.#error ?? state.error,
    };
  }

  subscribe(listener: (state: RunState) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  start(): Promise<RunState> {
    this.#result ??= this.#run();
    return this.#result;
  }

  cancel(): void {
    this.#controller.abort();
    for (const run of this.#runs) run.cancel();
  }

  pause(): void {
    this.#setPaused(true);
  }

  resume(): void {
    this.#setPaused(false);
  }

  #setPaused(paused: boolean): void {
    this.#paused = paused;
    for (const run of this.#runs) run[paused ? 'pause' : 'resume']();
    this.#changed();
  }

  async #run(): Promise<RunState> {
    const { signal } = this.#controller;
    const { keeper } = this.#options;
    this.#status = 'preparing';
    this.#changed();
    try {
      await this.#look(signal);
      this.#status = 'running';
      await this.#train(this.#left());
      while (this.#elsewhere.size > 0 && !signal.aborted && this.state.error === null)
        await this.#train(await this.#inherited(signal));
      await this.#writing;
      this.#status = this.state.error === null ? 'done' : 'failed';
    } catch (error) {
      if (!isAbort(error)) {
        const { code, message } = toLabError(error);
        this.#error = { code, message };
        this.#status = 'failed';
      }
    }
    if (signal.aborted && this.#status !== 'failed') this.#status = 'cancelled';
    await this.#writing;
    keeper.claims.releaseAll();
    await this.#options.onEnded?.(this.state);
    this.#changed();
    return this.state;
  }

  /** Several at once, since most of the time the disk is waited for. */
  async #look(signal: AbortSignal): Promise<void> {
    const { plans, keeper, fresh = false } = this.#options;
    for (let from = 0; from < plans.length; from += lookedAtOnce) {
      const some = plans.slice(from, from + lookedAtOnce).map(async (plan) => {
        const key = await keeper.key(plan);
        if (key !== null) this.#keys.set(plan.id, key);
        const found = fresh ? null : await keeper.found(plan, signal);
        if (found !== null) this.#kept.set(plan.id, found);
      });
      await Promise.all(some);
    }
    const kept = plans.flatMap(({ id }) => this.#kept.get(id) ?? []);
    await this.#options.onLooked?.(kept);
  }

  #left(): PlannedTrial[] {
    return this.#options.plans.filter(({ id }) => !this.#kept.has(id));
  }

  async #train(plans: readonly PlannedTrial[]): Promise<void> {
    if (plans.length === 0 || this.#controller.signal.aborted) return;
    const run = this.#options.train(plans, (id) => this.#mayStart(id));
    this.#runs.push(run);
    const stop = run.subscribe((state) => {
      this.#take(state);
      this.#changed();
    });
    const ended = run.start();
    if (this.#paused) run.pause();
    this.#take(await ended);
    stop();
    this.#changed();
  }

  /** Claims a trial for which a worker is free, unless another process has finished it meanwhile, or is training it. */
  async #mayStart(id: string): Promise<boolean> {
    const { keeper, fresh = false } = this.#options;
    const plan = this.#plans.get(id);
    const key = this.#keys.get(id);
    if (plan === undefined) return true;
    if (key === undefined || fresh) {
      await keeper.start(plan, fresh);
      return true;
    }
    if (!keeper.claims.has(key) && !(await keeper.claims.take(key))) {
      this.#elsewhere.add(id);
      return false;
    }
    const found = await keeper.found(plan, this.#controller.signal);
    if (found === null) {
      await keeper.start(plan, false);
      return true;
    }
    this.#kept.set(id, found);
    keeper.claims.release(key);
    return false;
  }

  /** Gives newly finished trials to the keeper, and others the chance to train those that ended otherwise. */
  #take({ trials }: RunState): void {
    const { keeper } = this.#options;
    for (const trial of trials) {
      const { id } = trial.plan;
      if (trial.status === 'waiting' || trial.status === 'running' || this.#given.has(id)) continue;
      this.#given.add(id);
      this.#unkept.add(id);
      this.#writing = this.#writing.then(async () => {
        await keeper.keep(trial);
        this.#unkept.delete(id);
        const key = this.#keys.get(id);
        if (key !== undefined) keeper.claims.release(key);
        this.#changed();
      });
    }
  }

  /** Also before `take` has seen it. */
  #isUnkept({ plan }: TrialState): boolean {
    return this.#unkept.has(plan.id) || !this.#given.has(plan.id);
  }

  /** Waits until another process has finished one of its trials or given it up; returns those to train here. */
  async #inherited(signal: AbortSignal): Promise<PlannedTrial[]> {
    const { keeper } = this.#options;
    const left: PlannedTrial[] = [];
    this.#options.onWaiting?.(this.#elsewhere.size);
    const stop = new AbortController();
    const either = AbortSignal.any([signal, stop.signal]);
    const waits = [...this.#elsewhere].map(async (id) => {
      const key = this.#keys.get(id) ?? '';
      const plan = this.#plans.get(id);
      await keeper.claims.wait(key, either);
      this.#elsewhere.delete(id);
      const found = plan === undefined ? null : await keeper.found(plan, signal);
      if (found === null) {
        if (plan !== undefined) left.push(plan);
        this.#given.delete(id);
        // One that is given up is trained at once, with all that are given up at the same time.
        stop.abort();
      } else {
        this.#kept.set(id, found);
        keeper.claims.release(key);
      }
      this.#changed();
    });
    const ends = await Promise.allSettled(waits);
    const failed = ends.find((end) => end.status === 'rejected' && !isAbort(end.reason));
    if (failed?.status === 'rejected') throw failed.reason;
    return left;
  }

  #changed(): void {
    const { state } = this;
    for (const listener of this.#listeners) listener(state);
  }
}
