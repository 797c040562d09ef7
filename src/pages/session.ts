/**
 * One experiment while the page is open: its document as edited, what that means, and its run. It
 * outlives the page that shows it, so that a run goes on while another page is looked at.
 */
import type { MachineOptions } from '../components/settings-form/events.ts';
import type { PlannedTrial } from '../experiment/expand.ts';
import { canonicalJson } from '../experiment/hash.ts';
import type { Issue } from '../experiment/issue.ts';
import { parseExperiment } from '../experiment/parse.ts';
import type { Experiment, Trial } from '../experiment/schema.ts';
import type { RunState } from '../run/state.ts';
import type { Lab, LabRun } from './lab.ts';
import { isQuick, LiveRun, type LiveStatus } from './live-run.ts';
import { idleState, isActive, merged } from './merge.ts';

/** Pages redraw at most this often; a change of status is told at once. */
const redrawMs = 100;

export class ExperimentSession {
  readonly original: Experiment;
  readonly #lab: Lab;
  readonly #listeners = new Set<() => void>();
  #draft: Experiment;
  #trials: readonly PlannedTrial[];
  /** The last draft that was right; `#trials` are its. */
  #valid: Experiment;
  #issues: readonly Issue[] = [];
  #defaults: Trial;
  #machine: MachineOptions = { engine: 'auto', workers: null, deterministic: true };
  #run: LabRun | null = null;
  /** The document that the shown run was started from. */
  #ran: Experiment | null = null;
  #state: RunState;
  #timer: ReturnType<typeof setTimeout> | null = null;
  readonly #live: LiveRun;
  #highlighted: string | null = null;

  /** @param original a validated document @param trials its expansion, at least one */
  constructor(original: Experiment, trials: readonly PlannedTrial[], lab: Lab) {
    const [first] = trials;
    if (first === undefined) throw new Error(`${original.name} has no trials`);
    this.original = original;
    this.#lab = lab;
    this.#draft = original;
    this.#trials = trials;
    this.#valid = original;
    this.#defaults = first.trial;
    this.#state = idleState(trials);
    this.#live = new LiveRun(lab, (state) => {
      if (state !== null) {
        this.#ran = this.#valid;
        this.#state = state;
      }
      this.#tell();
    });
  }

  get draft(): Experiment {
    return this.#draft;
  }

  /** What is wrong with the draft; empty when it can run. */
  get issues(): readonly Issue[] {
    return this.#issues;
  }

  /** The first trial of the last draft that was right: what an unwritten setting defaults to. */
  get defaults(): Trial {
    return this.#defaults;
  }

  get machine(): MachineOptions {
    return this.#machine;
  }

  /** What would run, what runs or what has run last. */
  get state(): RunState {
    return this.#state;
  }

  /** What Run would start, not yet started. */
  get planned(): RunState {
    return idleState(this.#trials);
  }

  /** The last draft that was right: what Run would start. */
  get valid(): Experiment {
    return this.#valid;
  }

  /** The document behind `state`. */
  get shown(): Experiment {
    return this.#ran ?? this.#valid;
  }

  get changed(): boolean {
    return this.#draft !== this.original && !sameSettings(this.#draft, this.original);
  }

  /** Whether the figures are those of an earlier set-up. */
  get stale(): boolean {
    if (this.#live.status === 'computing' && this.#issues.length === 0) return false;
    return this.#ran !== null && !sameSettings(this.#draft, this.#ran);
  }

  /** Whether Run trains nothing and costs so little that every edit may run it. */
  get quick(): boolean {
    return isQuick(this.#trials);
  }

  /** Whether edits run by themselves where the experiment is quick, and what became of the last. */
  get live(): { readonly on: boolean; readonly status: LiveStatus } {
    return { on: this.#live.on, status: this.#live.status };
  }

  setLive(on: boolean): void {
    this.#live.on = on;
    this.#tell();
  }

  get active(): boolean {
    return isActive(this.#state);
  }

  /** The id of the trial that all figures set off; null for none. */
  get highlighted(): string | null {
    return this.#highlighted;
  }

  highlight(trial: string | null): void {
    if (trial === this.#highlighted) return;
    this.#highlighted = trial;
    this.#tell();
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  edit(draft: Experiment): void {
    if (this.active) return;
    this.#draft = draft;
    const parsed = parseExperiment(draft);
    if (parsed.ok) {
      this.#issues = [];
      this.#trials = parsed.trials;
      this.#valid = draft;
      this.#defaults = parsed.trials[0]?.trial ?? this.#defaults;
      if (this.#ran === null) this.#state = idleState(parsed.trials);
      this.#live.restart(parsed.trials, this.#machine, this.#ran !== null);
    } else {
      this.#issues = parsed.issues;
      this.#live.stop();
    }
    this.#tell();
  }

  reset(): void {
    this.edit(this.original);
  }

  setMachine(machine: MachineOptions): void {
    this.#machine = machine;
    this.#tell();
  }

  /** Runs the whole experiment; what an earlier run found is let go. */
  start(): Promise<void> {
    if (this.active || this.#issues.length > 0) return Promise.resolve();
    this.#live.stop();
    this.#ran = this.#draft;
    return this.#follow(this.#trials, null);
  }

  /** Runs some trials of the shown run again and keeps the others. */
  startAgain(ids: readonly string[]): Promise<void> {
    const plans = this.#state.trials.map(({ plan }) => plan).filter(({ id }) => ids.includes(id));
    if (this.active || plans.length === 0) return Promise.resolve();
    this.#live.stop();
    return this.#follow(plans, this.#state);
  }

  cancel(): void {
    this.#run?.cancel();
  }

  pause(): void {
    this.#run?.pause();
  }

  resume(): void {
    this.#run?.resume();
  }

  async #follow(plans: readonly PlannedTrial[], earlier: RunState | null): Promise<void> {
    if (earlier === null) this.#highlighted = null;
    const run = this.#lab.createRun(plans, this.#machine);
    const take = (state: RunState) => {
      const { status: before, paused = false } = this.#state;
      this.#state = earlier === null ? state : merged(earlier, state);
      if (state.status !== before || (state.paused ?? false) !== paused) this.#tell();
      else this.#tellSoon();
    };
    this.#run = run;
    const stop = run.subscribe(take);
    const ended = run.start();
    take(run.state);
    const last = await ended;
    stop();
    take(last);
    this.#run = null;
    this.#tell();
  }

  #tellSoon(): void {
    this.#timer ??= setTimeout(() => {
      this.#tell();
    }, redrawMs);
  }

  #tell(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    for (const listener of this.#listeners) listener();
  }
}

const sameSettings = (a: Experiment, b: Experiment): boolean =>
  canonicalJson({ trial: a.trial, axes: a.axes }) ===
  canonicalJson({ trial: b.trial, axes: b.axes });
