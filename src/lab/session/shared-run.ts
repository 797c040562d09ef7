/**
 * A run whose trials may already be training in another tab: those are not trained twice, but awaited and read
 * from the store. Trials that the other tab gives up are trained here.
 */
import type { PlannedTrial } from '../../document/expand.ts';
import { isFinished } from '../../document/trial-status.ts';
import { isAbort, toLabError } from '../../base/errors.ts';
import { yieldToEventLoop } from '../../base/event-loop.ts';
import type { KeptLosses, RunState, TrialState } from '../state.ts';
import { counted } from '../../base/numbers.ts';
import type { LabRun } from '../ports/services.ts';
import type { Claims } from '../ports/store.ts';
import { idleState, isActive, merged } from './merge.ts';
import type { ProgressChannel } from './shared-progress.ts';

export interface SharedRunOptions {
  readonly plans: readonly PlannedTrial[];
  /** Claim keys by trial; trials that tabs cannot share have none. */
  readonly keys: ReadonlyMap<string, string>;
  readonly claims: Claims;
  readonly progress: ProgressChannel;
  /** Trains some of the plans. */
  readonly train: (plans: readonly PlannedTrial[]) => LabRun;
  /** The stored states of those trials that have one. */
  readonly kept: (
    plans: readonly PlannedTrial[],
    signal: AbortSignal,
  ) => Promise<readonly TrialState[]>;
  /** Resolves once everything reported to listeners so far is stored or refused. */
  readonly written: () => Promise<void>;
  /** Aborted when the store is closed and sharing ends. */
  readonly closed: AbortSignal;
}

/** Claims requested or released at a time. */
const claimedAtOnce = 50;

export class SharedRun implements LabRun {
  readonly #options: SharedRunOptions;
  readonly #controller = new AbortController();
  readonly #listeners = new Set<(state: RunState) => void>();
  readonly #runs: LabRun[] = [];
  /** Trials claimed by another tab. */
  readonly #elsewhere: Map<string, PlannedTrial>;
  /** Those that the other tab stored. */
  readonly #taken = new Map<string, TrialState>();
  /** Those that the other tab gave up, to be trained here next. */
  #inherited: PlannedTrial[] = [];
  /** How many trials released by another tab are being looked up in the store. */
  #looking = 0;
  /** Runs are sequential, so that together they use no more workers than one. */
  #training: Promise<void> = Promise.resolve();
  /** Trials whose claim is released as soon as they are stored. */
  readonly #ending = new Set<string>();
  #releasing: Promise<unknown> = Promise.resolve();
  #error: RunState['error'] = null;
  #started = false;
  #paused = false;
  #ended = false;
  #result: Promise<RunState> | null = null;

  private constructor(
    options: SharedRunOptions,
    elsewhere: readonly PlannedTrial[],
    taken: readonly TrialState[],
  ) {
    this.#options = options;
    this.#elsewhere = new Map(elsewhere.map((plan) => [plan.id, plan]));
    for (const state of taken) this.#taken.set(state.plan.id, state);
  }

  /**
   * Claims all trials that no other tab has. Never throws: those that cannot be looked up are trained.
   * @param retrain trains them in any case, because that was requested
   * @param signal ends the look for trials that another tab has just stored
   */
  static async claim(
    options: SharedRunOptions,
    retrain: boolean,
    signal: AbortSignal,
  ): Promise<SharedRun> {
    const { plans, keys, claims, kept } = options;
    const free: boolean[] = [];
    // A request each: a few at a time, so that the page can answer between them.
    for (let from = 0; from < plans.length; from += claimedAtOnce) {
      const some = plans.slice(from, from + claimedAtOnce).map(async ({ id }) => {
        const key = keys.get(id);
        return key === undefined ? true : claims.take(key);
      });
      free.push(...(await Promise.all(some)));
    }
    if (retrain) return new SharedRun(options, [], []);
    // A trial that was stored and released since the plans were looked up is free, and has a result.
    const mine = plans.filter(({ id }, at) => free[at] === true && keys.has(id));
    const taken = await kept(mine, signal).catch(() => []);
    for (const { plan } of taken) claims.release(keys.get(plan.id)!);
    const elsewhere = plans.filter((_, at) => free[at] === false);
    return new SharedRun(options, elsewhere, taken);
  }

  get state(): RunState {
    const runs = this.#runs.map((run) => run.state);
    let state: RunState = {
      ...idleState(this.#options.plans),
      status: this.#started ? 'running' : 'idle',
      error: this.#error,
    };
    for (const { status, dataset, workers, secondsLeft, ...own } of runs) {
      state = {
        ...merged(state, { ...own, status: state.status, dataset, workers, secondsLeft }),
        dataset: dataset ?? state.dataset,
        workers: state.workers + workers,
        secondsLeft: secondsLeft ?? state.secondsLeft,
        error: own.error ?? state.error,
        status: status === 'preparing' && state.workers === 0 ? 'preparing' : state.status,
      };
    }
    const alone = this.#elsewhere.size === 0 && this.#taken.size === 0 && !this.#ended;
    const trials = alone ? state.trials : state.trials.map((trial) => this.#shown(trial));
    return {
      ...state,
      trials,
      status: this.#ended ? this.#endStatus(state) : state.status,
      paused: this.#paused && !this.#ended,
      stepsDone: trials.reduce((sum, { stepsDone }) => sum + stepsDone, 0),
      ...this.#notes(trials, runs),
    };
  }

  subscribe(listener: (state: RunState) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Never rejects: errors are in the state. */
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

  release(id: string, losses: KeptLosses): void {
    for (const run of this.#runs) run.release?.(id, losses);
  }

  #setPaused(paused: boolean): void {
    this.#paused = paused;
    for (const run of this.#runs) if (isActive(run.state)) run[paused ? 'pause' : 'resume']();
    this.#changed();
  }

  async #run(): Promise<RunState> {
    const { plans, claims, progress, closed } = this.#options;
    const release = () => claims.releaseAll();
    closed.addEventListener('abort', release);
    const signal = AbortSignal.any([this.#controller.signal, closed]);
    progress.open(() => this.#changed());
    this.#started = true;
    const own = plans.filter(({ id }) => !this.#elsewhere.has(id) && !this.#taken.has(id));
    const training = this.#train(own);
    const waits = [...this.#elsewhere.values()].map((plan) => this.#wait(plan, signal));
    const ends = await Promise.allSettled([training, ...waits]);
    for (const end of ends) {
      if (end.status === 'fulfilled' || isAbort(end.reason)) continue;
      const { code, message } = toLabError(end.reason);
      this.#error = { code, message };
    }
    this.#ended = true;
    closed.removeEventListener('abort', release);
    this.#changed();
    await this.#options.written();
    await this.#releasing;
    progress.close();
    claims.releaseAll();
    return this.state;
  }

  #train(plans: readonly PlannedTrial[]): Promise<void> {
    if (plans.length === 0) return this.#training;
    // Start the first run synchronously, before anyone reads the state.
    const before = this.#runs.length === 0 ? null : this.#training;
    return (this.#training =
      before === null ? this.#runOf(plans) : before.then(() => this.#runOf(plans)));
  }

  async #runOf(plans: readonly PlannedTrial[]): Promise<void> {
    const run = this.#options.train(plans);
    this.#runs.push(run);
    const stop = run.subscribe(() => this.#changed());
    const ended = run.start();
    if (this.#paused) run.pause();
    if (this.#controller.signal.aborted) run.cancel();
    this.#changed();
    await ended;
    stop();
    this.#changed();
  }

  /** Waits until another tab releases a trial; then reads its result or trains it here. */
  async #wait(plan: PlannedTrial, signal: AbortSignal): Promise<void> {
    const { keys, claims, kept } = this.#options;
    const key = keys.get(plan.id) ?? '';
    await claims.wait(key, signal);
    this.#looking += 1;
    const [state] = await kept([plan], signal).finally(() => (this.#looking -= 1));
    this.#elsewhere.delete(plan.id);
    if (state === undefined) this.#inherited.push(plan);
    else {
      this.#taken.set(plan.id, state);
      claims.release(key);
    }
    this.#changed();
    // A closing tab gives up all its trials at once: train those in one run.
    if (this.#looking === 0) await this.#train(this.#inherited.splice(0));
  }

  #changed(): void {
    const { state } = this;
    for (const listener of this.#listeners) listener(state);
    const { keys, claims, progress } = this.#options;
    const ended: string[] = [];
    const steps: Record<string, number> = {};
    for (const { plan, status, stepsDone } of state.trials) {
      const key = keys.get(plan.id);
      if (key === undefined || !claims.has(key) || this.#ending.has(key)) continue;
      if (status === 'running') steps[key] = stepsDone;
      else if (status !== 'waiting') {
        this.#ending.add(key);
        ended.push(key);
      }
    }
    if (ended.length > 0) this.#releasing = Promise.all([this.#releasing, this.#release(ended)]);
    progress.tell({ steps, paused: this.#paused });
  }

  /** Waiters read the store, so trials are stored first. All of a cancelled run end at once. */
  async #release(keys: readonly string[]): Promise<void> {
    const { claims, written } = this.#options;
    await written();
    for (const [at, key] of keys.entries()) {
      claims.release(key);
      if (at % claimedAtOnce === claimedAtOnce - 1) await yieldToEventLoop();
    }
  }

  /** A trial's state here, or the progress reported by another tab. */
  #shown(trial: TrialState): TrialState {
    const { id } = trial.plan;
    const taken = this.#taken.get(id);
    if (taken !== undefined) return taken;
    if (trial.status !== 'waiting') return trial;
    if (this.#ended) return { ...trial, status: 'cancelled' };
    if (!this.#elsewhere.has(id)) return trial;
    const stepsDone = this.#options.progress.steps(this.#options.keys.get(id) ?? '');
    return stepsDone === null ? trial : { ...trial, status: 'running', stepsDone };
  }

  #endStatus({ error }: RunState): RunState['status'] {
    if (error !== null) return 'failed';
    return this.#controller.signal.aborted ? 'cancelled' : 'done';
  }

  /** Notes on what another tab trains, in addition to or instead of this run's status. */
  #notes(
    trials: readonly TrialState[],
    runs: readonly RunState[],
  ): Pick<RunState, 'note' | 'notices'> {
    const known = runs.flatMap(({ notices }) => notices ?? []);
    const many = this.#elsewhere.size;
    if (this.#ended || many === 0) return known.length === 0 ? {} : { notices: known };
    const { paused } = this.#options.progress;
    const what = many === trials.length ? 'these trials' : `${many} of these trials`;
    const doing = paused ? `has ${what} and is paused` : `is training ${what}`;
    const notice = `Another tab or experiment ${doing}. This page uses those results instead of training twice, and trains here what the other one gives up.`;
    const alone = !runs.some(isActive) && !this.#paused;
    const finished = trials.filter(isFinished).length;
    const note = `${paused ? 'Paused' : 'Training'} elsewhere · ${finished}/${counted(trials.length, 'trial')}`;
    return { notices: [...known, notice], ...(alone ? { note } : {}) };
  }
}
