/** What was changed in a session's set-up, step by step, to be undone and redone while the lab is open. */
import { canonicalJson } from '../../document/hash.ts';
import type { Experiment } from '../../document/schema.ts';
import type { MachineOptions } from '../ports/services.ts';
import { edited, redone, started, undone, type EditHistory } from './edit-history.ts';
import type { ExperimentSession } from './session.ts';

export interface SetUp {
  readonly draft: Experiment;
  readonly machine: MachineOptions;
}

/** Edits of the same settings within this time are one step, as when an arrow key is held. */
const burstMs = 1000;

const sameSetUp = (a: SetUp, b: SetUp): boolean =>
  a.machine === b.machine && a.draft === b.draft
    ? true
    : canonicalJson([a.draft, a.machine]) === canonicalJson([b.draft, b.machine]);

type Watched = Pick<
  ExperimentSession,
  'draft' | 'machine' | 'active' | 'classroom' | 'edit' | 'setMachine' | 'subscribe'
>;

export class SetUpHistory {
  readonly #session: Watched;
  /** Names what differs between two set-ups: edits of the same join. */
  readonly #changedBetween: (before: SetUp, after: SetUp) => string;
  #history: EditHistory<SetUp>;
  #student: unknown;
  /** The last edit, until it is committed. */
  #last: { readonly what: string; readonly at: number } | null = null;
  #moving = false;
  /** Set while a field with text that is not committed has the focus: then all edits of its setting are one step. */
  typing = false;

  constructor(session: Watched, changedBetween: (before: SetUp, after: SetUp) => string) {
    this.#session = session;
    this.#changedBetween = changedBetween;
    this.#history = started(this.#now);
    this.#student = session.classroom.student;
    // As long as the session: pages come and go.
    session.subscribe(() => this.#take());
  }

  get #now(): SetUp {
    const { draft, machine } = this.#session;
    return { draft, machine };
  }

  get canUndo(): boolean {
    return !this.#session.active && this.#history.past.length > 0;
  }

  get canRedo(): boolean {
    return !this.#session.active && this.#history.future.length > 0;
  }

  /** Ends the current burst: the next edit is a step of its own. */
  commit(): void {
    this.#last = null;
    this.typing = false;
  }

  /** @returns the set-ups before and after; null if there is nothing to undo, or a run is in progress */
  undo(): { readonly from: SetUp; readonly to: SetUp } | null {
    return this.#move(undone(this.#history));
  }

  redo(): { readonly from: SetUp; readonly to: SetUp } | null {
    return this.#move(redone(this.#history));
  }

  #take(): void {
    const now = this.#now;
    const { present } = this.#history;
    const { student } = this.#session.classroom;
    if (student !== this.#student) {
      // Another reader's set-up has another seed, so there is no way back into the earlier one.
      this.#student = student;
      this.#history = started(now);
      this.commit();
      return;
    }
    if (this.#moving || (now.draft === present.draft && now.machine === present.machine)) return;
    const at = performance.now();
    const what = this.#changedBetween(present, now);
    const last = this.#last?.what === what ? this.#last : null;
    const joins = last !== null && (this.typing || at - last.at < burstMs);
    // "0." after "0" changes nothing, and does not end the burst.
    if (what !== '') this.#last = { what, at };
    this.#history = edited(this.#history, now, joins, sameSetUp);
  }

  #move(moved: EditHistory<SetUp> | null): { from: SetUp; to: SetUp } | null {
    if (moved === null || this.#session.active) return null;
    const from = this.#history.present;
    const { draft, machine } = moved.present;
    this.#moving = true;
    try {
      if (machine !== from.machine) this.#session.setMachine(machine);
      if (draft !== from.draft) this.#session.edit(draft);
    } finally {
      this.#moving = false;
    }
    this.commit();
    // As the session has it: locked settings stay.
    const to = this.#now;
    this.#history = { ...moved, present: to };
    return { from, to };
  }
}
