/** Finds unfinished trials that would go on from a checkpoint. */
import type { PlannedTrial } from '../../document/expand.ts';
import type { DatasetIdentity } from '../../document/parameters.ts';
import { isFinished } from '../../document/trial-status.ts';
import type { Place } from '../../formats/artefact/names.ts';
import type { KeptCheckpoints } from '../ports/checkpoints.ts';
import type { MachineOptions, SessionServices } from '../ports/services.ts';
import type { TrialState } from '../state.ts';

interface Found {
  /** Where trials would go on, by their ids. */
  readonly places: ReadonlyMap<string, Place>;
  /** Trials that were under way on another revision of the engine, or on other settings of this machine. */
  readonly unusable: number;
}

const nothing: Found = { places: new Map(), unusable: 0 };

/** What is asked of a session. */
interface Session {
  subscribe(listener: () => void): () => void;
  readonly active: boolean;
  readonly imported: string | null;
  readonly machine: MachineOptions;
  readonly state: { readonly trials: readonly TrialState[] };
}

type Lab = Pick<SessionServices, 'store' | 'dataset'>;

export class UnderWay {
  readonly #lab: Lab;
  readonly #session: Session;
  readonly #changed: () => void;
  #found = nothing;
  #looked: { readonly trials: readonly TrialState[] | null; readonly machine: unknown } = {
    trials: null,
    machine: null,
  };

  /** While another tab trains what would be offered. */
  #waiting = new AbortController();

  constructor(lab: Lab, session: Session, changed: () => void) {
    this.#lab = lab;
    this.#session = session;
    this.#changed = changed;
  }

  get places(): Found['places'] {
    return this.#now.places;
  }

  get unusable(): number {
    return this.#now.unusable;
  }

  /** Looks again whenever other trials are shown, or another machine is chosen. Returns a function that ends it. */
  follow(): () => void {
    const look = () => {
      const { state, machine } = this.#session;
      if (this.#looked.trials !== state.trials || this.#looked.machine !== machine)
        void this.look();
    };
    look();
    const stop = this.#session.subscribe(look);
    return () => {
      stop();
      this.#waiting.abort();
    };
  }

  /** Looks, as after another tab that trained was closed. Never throws. */
  async look(): Promise<void> {
    const { active, imported, machine, state } = this.#session;
    if (active || imported !== null) return;
    const looked = { trials: state.trials, machine };
    this.#looked = looked;
    const found = await this.#look(state.trials);
    // Something else may be shown by now.
    if (this.#looked !== looked || this.#session.state.trials !== looked.trials) return;
    const before = this.#found;
    this.#found = found;
    if (before !== nothing || found !== nothing) this.#changed();
    void this.#wait(openPlans(looked.trials).filter(({ id }) => !found.places.has(id)));
  }

  /** Looks again once another tab gives up one that is not offered, or is closed. Never throws. */
  async #wait(plans: readonly PlannedTrial[]): Promise<void> {
    this.#waiting.abort();
    const { signal } = (this.#waiting = new AbortController());
    const kept = plans.length === 0 ? null : await this.#checkpoints();
    const end = await kept?.given(plans, signal).catch(() => 'none' as const);
    if (end === 'given' && !signal.aborted) await this.look();
  }

  /** Lets the unfinished trials start from the beginning. Never throws. */
  async discard(): Promise<void> {
    await (await this.#checkpoints())?.discard(openPlans(this.#session.state.trials));
  }

  get #now(): Found {
    const { active, state } = this.#session;
    return active || this.#looked.trials !== state.trials ? nothing : this.#found;
  }

  async #look(trials: readonly TrialState[]): Promise<Found> {
    const plans = openPlans(trials);
    const kept = plans.length === 0 ? null : await this.#checkpoints();
    if (kept === null) return nothing;
    const places = await kept.places(plans);
    const unusable = await kept.unusable(plans.filter(({ id }) => !places.has(id)));
    return places.size + unusable === 0 ? nothing : { places, unusable };
  }

  /** Null if nothing is kept, or that part of the lab cannot be loaded. */
  async #checkpoints(): Promise<KeptCheckpoints | null> {
    const { store } = this.#lab;
    const checksum = async (dataset: DatasetIdentity) =>
      (await this.#lab.dataset(dataset)).checksum;
    return (await store?.checkpoints(this.#session.machine, checksum).catch(() => null)) ?? null;
  }
}

const openPlans = (trials: readonly TrialState[]): PlannedTrial[] =>
  trials.filter((trial) => !isFinished(trial)).map(({ plan }) => plan);
