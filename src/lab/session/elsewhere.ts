/** Shows a run while another tab trains it: its finished trials as they come, and that it is trained there. */
import type { SessionServices } from '../ports/services.ts';
import type { RunLocks } from '../ports/store.ts';
import { isFinished } from '../../document/trial-status.ts';
import type { ExperimentSession } from './session.ts';

type Session = Pick<
  ExperimentSession,
  'active' | 'stale' | 'storedId' | 'imported' | 'state' | 'shown' | 'subscribe' | 'restore'
>;

export class Elsewhere {
  readonly #store: SessionServices['store'];
  readonly #session: Session;
  readonly #changed: () => void;
  /** The run that another tab trains; null if none does. */
  #run: string | null = null;
  /** The run that was looked at. */
  #looked: string | null = null;
  /** Ends waiting for the other tab. */
  #waiting = new AbortController();
  #reading = false;

  /** @param changed called when there is something else to show */
  constructor(lab: Pick<SessionServices, 'store'>, session: Session, changed: () => void) {
    this.#store = lab.store;
    this.#session = session;
    this.#changed = changed;
  }

  /** Whether another tab trains the run that is shown. */
  get training(): boolean {
    const { active, storedId } = this.#session;
    return !active && this.#run !== null && this.#run === storedId;
  }

  /** Looks whenever another run is shown. Returns a function that ends it. */
  follow(): () => void {
    const look = () => {
      if (this.#candidate !== this.#looked) void this.look();
    };
    look();
    const stops = [this.#session.subscribe(look), this.#store?.subscribe(() => void this.#read())];
    return () => {
      stops.forEach((stop) => stop?.());
      this.#waiting.abort();
    };
  }

  /** Never throws. */
  async look(): Promise<void> {
    this.#waiting.abort();
    const { signal } = (this.#waiting = new AbortController());
    const stopped = () => signal.aborted || this.#candidate !== id;
    const id = (this.#looked = this.#candidate);
    this.#run = null;
    const locks = id === null ? null : await this.#locks();
    if (id === null || locks === null || stopped()) return;
    if (!(await locks.held([id])).has(id) || stopped()) return;
    this.#run = id;
    this.#changed();
    const ended = await locks.ended(id, signal).then(
      () => true,
      () => false,
    );
    if (!ended) return;
    await this.#read();
    this.#run = null;
    this.#changed();
  }

  /** The run that another tab may train: shown here, not finished and not trained here. */
  get #candidate(): string | null {
    const { active, imported, storedId, state } = this.#session;
    return active || imported !== null || state.trials.every(isFinished) ? null : storedId;
  }

  /** Whether what the other tab finishes is shown here. */
  get #follows(): boolean {
    return this.training && !this.#session.stale;
  }

  /** Shows what the other tab has finished since. */
  async #read(): Promise<void> {
    const follows = () => this.#follows;
    if (!follows() || this.#reading) return;
    this.#reading = true;
    try {
      const run = (await this.#store?.run(this.#run ?? '')) ?? null;
      const { state, shown } = this.#session;
      const here = state.trials.filter(isFinished).length;
      if (run === null || !follows()) return;
      if (run.trials.filter(isFinished).length > here) await this.#session.restore(run, shown);
    } finally {
      this.#reading = false;
    }
  }

  /** Null if nothing is kept, or that part of the lab cannot be loaded. */
  async #locks(): Promise<RunLocks | null> {
    return (await this.#store?.runLocks?.().catch(() => null)) ?? null;
  }
}
