/** One experiment being edited and run. It outlives the page that shows it, so that a run continues meanwhile. */
import type { PlannedTrial } from '../../document/expand.ts';
import type { Issue } from '../../document/issue.ts';
import type { Parsed } from '../../document/parse.ts';
import type { Experiment, Trial } from '../../document/schema.ts';
import { isFinished } from '../../document/trial-status.ts';
import type { RunState, TrialState } from '../state.ts';
import type { RunRecorder } from '../kept/recorder.ts';
import type { ListedRun } from '../kept/stored-run.ts';
import { ClassSession, type Origin } from './class-session.ts';
import { finishedPart, isOutdatedRun, preparing } from '../kept/kept-state.ts';
import type { LabRun, MachineOptions, SessionServices } from '../ports/services.ts';
import { DraftCheck } from './draft-check.ts';
import { EarlierResults, isEmptyRun, shownRun, type ShownRun } from './earlier-results.ts';
import { isQuick, LiveRun, type LiveStatus } from './live-run.ts';
import { keptLosses, keptRun } from './kept-reader.ts';
import { idleState, isActive, isLike, merged, sameSettings } from './merge.ts';
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
  /** The last valid draft: what Run would start. `#trials` are its trials. */
  #valid: Experiment;
  #issues: readonly Issue[] = [];
  #machine: MachineOptions = { engine: 'auto', workers: null, deterministic: true };
  #run: LabRun | null = null;
  #shown: ShownRun;
  readonly #live: LiveRun;
  readonly #checking = new DraftCheck();
  #highlighted: string | null = null;
  #looking: AbortController | null = null;
  readonly #earlier = new EarlierResults();
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
    if (this.#trials.length === 0) throw new Error(`${original.name} has no trials`);
    this.#shown = { state: this.planned, ran: null, stored: null, imported: null };
    this.#live = new LiveRun(lab, (state) => {
      if (state !== null) this.#show({ state, ran: this.#valid, stored: null, imported: null });
      this.#changes.now();
    });
  }

  #show(changed: Partial<ShownRun>): void {
    this.#shown = { ...this.#shown, ...changed };
  }

  #showNow(changed: Partial<ShownRun>): void {
    this.#show(changed);
    this.#changes.now();
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
    return this.#trials[0]!.trial;
  }

  get machine(): MachineOptions {
    return this.#machine;
  }

  /** The state of the planned, current or last run. */
  get state(): RunState {
    return this.#shown.state;
  }

  /** The state for figures and tables: while a run is repeated, with the earlier results until there are new ones. */
  get results(): RunState {
    return this.#earlier.beside(this.#shown.state);
  }

  get planned(): RunState {
    return idleState(this.#trials);
  }

  get valid(): Experiment {
    return this.#valid;
  }

  /** The document behind `state`. */
  get shown(): Experiment {
    return this.#shown.ran ?? this.#valid;
  }

  get changed(): boolean {
    return !sameSettings(this.#draft, this.classroom.base);
  }

  /** Whether the figures belong to earlier settings. */
  get stale(): boolean {
    if (this.#live.status === 'computing' && this.#issues.length === 0) return false;
    return this.#shown.ran !== null && !sameSettings(this.#draft, this.#shown.ran);
  }

  /** Whether Run trains nothing and is cheap enough to run at every edit. */
  get quick(): boolean {
    return this.classroom.mayRunLive && isQuick(this.#trials);
  }

  /** Whether edits of quick experiments run automatically, and how the last such run is. */
  get live(): { readonly on: boolean; readonly status: LiveStatus } {
    return { on: this.#live.on, status: this.#live.status };
  }

  setLive(on: boolean): void {
    this.#live.on = on;
    this.#changes.now();
  }

  get active(): boolean {
    return isActive(this.#shown.state);
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
    const draft = (this.#draft = this.classroom.keep(edited));
    this.#checking.start(draft, (parsed) => this.#check(draft, parsed));
    this.#changes.now();
  }

  #check(draft: Experiment, parsed: Parsed): void {
    if (parsed.ok) {
      this.#issues = [];
      this.#trials = parsed.trials;
      this.#valid = draft;
      if (this.#shown.ran === null) this.#show({ state: this.planned });
      if (this.classroom.mayRunLive)
        this.#live.restart(parsed.trials, this.#machine, this.#shown.ran !== null);
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
      this.#show({ ran: null, stored: null, imported: null });
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
    return this.#shown.ran !== null && !this.stale && this.#shown.state.status !== 'idle';
  }

  /** The file that the shown run was imported from; null of what was computed here. */
  get imported(): string | null {
    return this.#shown.imported;
  }

  /** The shown run's id in the store; null if it is not stored. */
  get storedId(): string | null {
    return this.#shown.stored;
  }

  /**
   * Runs the whole experiment, replacing the shown run. Trials with stored results are shown and not trained,
   * unless `retrain` is set, as when the shown run is repeated.
   */
  start(retrain = this.again): Promise<void> {
    const { pending } = this.#checking;
    if (pending !== null) return pending.then(() => this.start(retrain));
    const blocked = this.#issues.length > 0 || this.classroom.blocked !== '';
    if (this.active || blocked) return Promise.resolve();
    // A stored run without results goes on, instead of beside a second one.
    if (this.again && isEmptyRun(this.#shown, this.classroom)) return this.startRest();
    this.#live.stop();
    this.#restoring = null;
    this.classroom.begin();
    this.#earlier.keep(this.again ? this.#shown : null);
    this.#show({ ran: this.#draft, stored: null, imported: null });
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
    const plans = this.#shown.state.trials.filter(which).map(({ plan }) => plan);
    if (this.active || plans.length === 0) return Promise.resolve();
    this.#live.stop();
    // A run never mixes imported or outdated results with new ones.
    if (this.#shown.imported !== null || isOutdatedRun(this)) return this.start(false);
    this.#earlier.keep(retrain ? this.#shown : null);
    return this.#begin(plans, this.#shown.state, retrain);
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

  /** Shows the latest stored run of the draft's settings, to be gone on with, unless something else is shown. */
  async restoreLatest(): Promise<void> {
    const wanted = this.#draft;
    const run = await this.classroom.latest(this.#lab.store, wanted);
    if (run === null || this.#shown.ran !== null || this.#restoring !== null) return;
    if (!sameSettings(this.#draft, wanted)) return;
    // The same settings: name, notes and questions stay as they are now.
    await this.restore(run, sameSettings(run.experiment, wanted) ? wanted : run.experiment);
  }

  /** Shows a stored run, as a document with its settings. Returns whether it could: not while a run is in progress. */
  async restore(run: ListedRun, document: Experiment = run.experiment): Promise<boolean> {
    const { store } = this.#lab;
    if (store === null) return false;
    const request = (this.#restoring = Symbol('restore'));
    const read = await keptRun(store, run, document);
    // The user may have pressed Run or changed settings meanwhile.
    if (read === null || this.active || this.#restoring !== request) return false;
    const { experiment, state } = read;
    this.classroom.restored(run);
    this.edit(experiment);
    this.#showNow(shownRun(run, read));
    const trials = await keptLosses(store, state.trials);
    if (this.#shown.state === state) this.#showNow({ state: { ...state, trials } });
    return true;
  }

  async #begin(
    plans: readonly PlannedTrial[],
    earlier: RunState | null,
    retrain: boolean,
  ): Promise<void> {
    const { store } = this.#lab;
    const unkept = () => this.#follow(this.#lab.createRun(plans, this.#machine), earlier);
    if (store === null) return unkept();
    const wanted = {
      shown: earlier ?? idleState(plans),
      plans,
      experiment: this.shown,
      machine: this.#machine,
      retrain,
      stored: this.#shown.stored,
      record: this.classroom.record,
    };
    this.#showNow({ state: preparing(wanted, []) });
    const looking = (this.#looking = new AbortController());
    const found = await prepared(store, this.#lab, wanted, looking.signal);
    this.#looking = null;
    if (found === null) return unkept();
    const { state, run, recorder } = found;
    this.#show({ stored: recorder.runId });
    if (run !== null) return this.#follow(run, state, recorder);
    const part = finishedPart(state);
    this.#showNow({ state: part, ...this.#earlier.after(part) });
    return recorder.end({ ...part, secondsElapsed: 0 });
  }

  async #follow(
    run: LabRun,
    earlier: RunState | null,
    recorder: RunRecorder | null = null,
  ): Promise<void> {
    if (earlier === null) this.#highlighted = null;
    const take = (state: RunState) => {
      const before = this.#shown.state;
      this.#show({ state: earlier === null ? state : merged(earlier, state) });
      recorder?.take(state.trials);
      this.#changes[isLike(before, state) ? 'soon' : 'now']();
    };
    this.#run = run;
    const stop = run.subscribe(take);
    const ended = run.start();
    take(run.state);
    const last = await ended;
    stop();
    take(last);
    this.#run = null;
    this.#showNow(this.#earlier.after(this.#shown.state) ?? {});
    await recorder?.end(last);
  }
}
