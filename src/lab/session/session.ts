/**
 * One experiment being edited and run: its draft, the resulting trials, and its run. It outlives the page
 * that shows it, so that a run continues while another page is open.
 */
import type { PlannedTrial } from '../../document/expand.ts';
import type { Issue } from '../../document/issue.ts';
import { parseExperiment } from '../../document/parse.ts';
import type { Experiment, Trial } from '../../document/schema.ts';
import { isFinished } from '../../document/trial-status.ts';
import type { RunState, TrialState } from '../state.ts';
import type { RunRecorder } from '../kept/recorder.ts';
import { trialsOf } from '../kept/kept.ts';
import type { StoredRun } from '../kept/stored-run.ts';
import { ClassSession, type Origin } from './class-session.ts';
import { finishedPart, isOutdatedRun, keptState, preparing } from '../kept/kept-state.ts';
import type { LabRun, MachineOptions, SessionServices } from '../ports/services.ts';
import { isQuick, LiveRun, type LiveStatus } from './live-run.ts';
import { idleState, isActive, merged, sameSettings } from './merge.ts';
import { prepared } from './prepared.ts';
import { ThrottledEmitter } from './throttled-emitter.ts';

export class ExperimentSession {
  readonly original: Experiment;
  readonly origin: Origin;
  readonly #lab: SessionServices;
  /** The classroom part, if the experiment is for a class. */
  readonly classroom: ClassSession;
  readonly #changes = new ThrottledEmitter();
  #draft: Experiment;
  #trials: readonly PlannedTrial[];
  /** The last valid draft; `#trials` are its trials. */
  #valid: Experiment;
  #issues: readonly Issue[] = [];
  #defaults: Trial;
  #machine: MachineOptions = { engine: 'auto', workers: null, deterministic: true };
  #run: LabRun | null = null;
  /** The document that the shown run was started from. */
  #ran: Experiment | null = null;
  #state: RunState;
  readonly #live: LiveRun;
  #highlighted: string | null = null;
  /** While looking up stored trials, before training. */
  #looking: AbortController | null = null;
  /** Id of the shown run in the store; null if it is not stored. */
  #stored: StoredRun['id'] | null = null;
  /** The file that the shown run was imported from; null if computed here. */ #imported:
    string | null = null;
  /** The latest request to show a stored run, until something else happens. */
  #restoring: symbol | null = null;

  /** @param original a validated document @param trials its expansion, at least one */
  constructor(
    original: Experiment,
    trials: readonly PlannedTrial[],
    lab: SessionServices,
    origin: Origin = 'preset',
  ) {
    this.original = original;
    this.origin = origin;
    this.#lab = lab;
    this.classroom = new ClassSession(original, origin, lab.reader);
    this.#draft = this.classroom.base;
    this.#valid = this.#draft;
    this.#trials = this.classroom.plans(trials);
    const [first] = this.#trials;
    if (first === undefined) throw new Error(`${original.name} has no trials`);
    this.#defaults = first.trial;
    this.#state = idleState(this.#trials);
    this.#live = new LiveRun(lab, (state) => {
      if (state !== null) {
        this.#ran = this.#valid;
        this.#state = state;
      }
      this.#changes.now();
    });
  }

  get draft(): Experiment {
    return this.#draft;
  }

  /** Issues of the draft; empty if it can run. */
  get issues(): readonly Issue[] {
    return this.#issues;
  }

  /** The first trial of the last valid draft: the defaults of unwritten settings. */
  get defaults(): Trial {
    return this.#defaults;
  }

  get machine(): MachineOptions {
    return this.#machine;
  }

  /** The state of the planned, current or last run. */
  get state(): RunState {
    return this.#state;
  }

  /** What Run would start, not yet started. */
  get planned(): RunState {
    return idleState(this.#trials);
  }

  /** The last valid draft: what Run would start. */
  get valid(): Experiment {
    return this.#valid;
  }

  /** The document behind `state`. */
  get shown(): Experiment {
    return this.#ran ?? this.#valid;
  }

  get changed(): boolean {
    return !sameSettings(this.#draft, this.classroom.base);
  }

  /** Whether the figures belong to earlier settings. */
  get stale(): boolean {
    if (this.#live.status === 'computing' && this.#issues.length === 0) return false;
    return this.#ran !== null && !sameSettings(this.#draft, this.#ran);
  }

  /** Whether Run trains nothing and is cheap enough to run at every edit. */
  get quick(): boolean {
    return this.classroom.mayRunLive && isQuick(this.#trials);
  }

  /** Whether edits of quick experiments run automatically, and the status of the last such run. */
  get live(): { readonly on: boolean; readonly status: LiveStatus } {
    return { on: this.#live.on, status: this.#live.status };
  }

  setLive(on: boolean): void {
    this.#live.on = on;
    this.#changes.now();
  }

  get active(): boolean {
    return isActive(this.#state);
  }

  /** The id of the trial highlighted in all figures; null for none. */
  get highlighted(): string | null {
    return this.#highlighted;
  }

  highlight(trial: string | null): void {
    if (trial === this.#highlighted) return;
    this.#highlighted = trial;
    this.#changes.now();
  }

  readonly subscribe = (listener: () => void): (() => void) => this.#changes.subscribe(listener);

  edit(edited: Experiment): void {
    if (this.active) return;
    this.#restoring = null;
    const draft = this.classroom.keep(edited);
    this.#draft = draft;
    const parsed = parseExperiment(draft);
    if (parsed.ok) {
      this.#issues = [];
      this.#trials = parsed.trials;
      this.#valid = draft;
      this.#defaults = parsed.trials[0]?.trial ?? this.#defaults;
      if (this.#ran === null) this.#state = idleState(parsed.trials);
      if (this.classroom.mayRunLive) {
        this.#live.restart(parsed.trials, this.#machine, this.#ran !== null);
      }
    } else {
      this.#issues = parsed.issues;
      this.#live.stop();
    }
    this.#changes.now();
  }

  reset(): void {
    this.edit(this.classroom.base);
  }

  /** Changes the prediction or the reader; for a new reader, shows that reader's latest run. */
  forClass(change: (classroom: ClassSession) => void): void {
    if (this.active) return;
    const { student } = this.classroom;
    change(this.classroom);
    if (this.classroom.student !== student) {
      this.#ran = this.#stored = this.#imported = null;
      this.reset();
      void this.restoreLatest();
    }
    this.#changes.now();
  }

  setMachine(machine: MachineOptions): void {
    this.#machine = machine;
    this.#changes.now();
  }

  /** Whether Run would repeat what is shown. */
  get again(): boolean {
    return this.#ran !== null && !this.stale && this.#state.status !== 'idle';
  }

  /** The file that the shown run was imported from; null of what was computed here. */
  get imported(): string | null {
    return this.#imported;
  }

  /** The shown run's id in the store; null if it is not stored. */
  get storedId(): string | null {
    return this.#stored;
  }

  /**
   * Runs the whole experiment, replacing the shown run. Trials with stored results are shown and not trained,
   * unless `retrain` is set, as when the shown run is repeated.
   */
  start(retrain = this.again): Promise<void> {
    const blocked = this.#issues.length > 0 || this.classroom.blocked !== '';
    if (this.active || blocked) return Promise.resolve();
    this.#live.stop();
    this.#restoring = null;
    this.classroom.begin();
    this.#ran = this.#draft;
    this.#stored = null;
    this.#imported = null;
    return this.#begin(this.#trials, null, retrain);
  }

  /** Retrains some trials of the shown run and keeps the others. */
  startAgain(ids: readonly string[]): Promise<void> {
    return this.#startSome(({ plan }) => ids.includes(plan.id), true);
  }

  /** Trains those trials of the shown run that have no results yet. */
  startRest(): Promise<void> {
    return this.#startSome((trial) => !isFinished(trial), false);
  }

  #startSome(which: (trial: TrialState) => boolean, retrain: boolean): Promise<void> {
    const plans = this.#state.trials.filter(which).map(({ plan }) => plan);
    if (this.active || plans.length === 0) return Promise.resolve();
    this.#live.stop();
    // A run never mixes imported or outdated results with new ones.
    if (this.#imported !== null || isOutdatedRun(this)) return this.start(false);
    return this.#begin(plans, this.#state, retrain);
  }

  cancel(): void {
    this.#looking?.abort();
    this.#run?.cancel();
  }

  pause(): void {
    this.#run?.pause();
  }

  resume(): void {
    this.#run?.resume();
  }

  /** Shows the latest stored run of the original's settings, unless something else is shown. */
  async restoreLatest(): Promise<void> {
    const run = await this.classroom.latest(this.#lab.store);
    const untouched = this.#ran === null && this.#restoring === null && !this.changed;
    if (run !== null && untouched) await this.restore(run);
  }

  /** Shows a stored run without training. Returns whether it could: not while another run is in progress. */
  async restore(run: StoredRun): Promise<boolean> {
    const { store } = this.#lab;
    const parsed = parseExperiment(run.experiment);
    if (store === null || !parsed.ok) return false;
    const request = Symbol('restore');
    this.#restoring = request;
    const kept = await trialsOf(store, run, parsed.trials);
    // The user may have pressed Run or changed settings meanwhile.
    if (this.active || this.#restoring !== request) return false;
    this.classroom.restored(run);
    this.edit(parsed.experiment);
    this.#ran = parsed.experiment;
    this.#stored = run.id;
    this.#imported = run.imported?.file ?? null;
    this.#state = keptState(parsed.trials, kept, run.seconds, this.#imported);
    this.#changes.now();
    return true;
  }

  async #begin(
    plans: readonly PlannedTrial[],
    earlier: RunState | null,
    retrain: boolean,
  ): Promise<void> {
    const { store } = this.#lab;
    if (store === null) return this.#follow(this.#lab.createRun(plans, this.#machine), earlier);
    const wanted = {
      shown: earlier ?? idleState(plans),
      plans,
      experiment: this.shown,
      machine: this.#machine,
      retrain,
      stored: this.#stored,
      record: this.classroom.record,
    };
    this.#state = preparing(wanted, []);
    this.#changes.now();
    const looking = (this.#looking = new AbortController());
    const found = await prepared(store, this.#lab, wanted, looking.signal);
    this.#looking = null;
    if (found === null) return this.#follow(this.#lab.createRun(plans, this.#machine), earlier);
    const { state, run, recorder } = found;
    this.#stored = recorder.runId;
    if (run !== null) return this.#follow(run, state, recorder);
    this.#state = finishedPart(state);
    this.#changes.now();
    return recorder.end({ ...this.#state, secondsElapsed: 0 });
  }

  async #follow(
    run: LabRun,
    earlier: RunState | null,
    recorder: RunRecorder | null = null,
  ): Promise<void> {
    if (earlier === null) this.#highlighted = null;
    const take = (state: RunState) => {
      const { status: before, paused = false } = this.#state;
      this.#state = earlier === null ? state : merged(earlier, state);
      recorder?.take(state.trials);
      if (state.status !== before || (state.paused ?? false) !== paused) this.#changes.now();
      else this.#changes.soon();
    };
    this.#run = run;
    const stop = run.subscribe(take);
    const ended = run.start();
    take(run.state);
    const last = await ended;
    stop();
    take(last);
    this.#run = null;
    this.#changes.now();
    await recorder?.end(last);
  }
}
