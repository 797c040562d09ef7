/** Requests inspections of networks, debounced, and drops outdated ones. */
import type { DatasetProgress } from '../../../protocol/dataset.ts';
import type { Inspection } from '../../../protocol/inspection.ts';
import { isAbort, toLabError, type LabError } from '../../../base/errors.ts';
import type { Lab } from '../lab.ts';
import type { Start } from '../../../figures/plans.ts';

/** Milliseconds after the last change before a request. */
const quietMs = 100;
/** Inspections kept, so that going back to a setting costs nothing. */
const maxKept = 32;

export interface InspectorState {
  readonly busy: boolean;
  readonly progress: DatasetProgress | null;
  readonly error: LabError | null;
}

const atRest: InspectorState = { busy: false, progress: null, error: null };

export class Inspector {
  readonly #changed: () => void;
  readonly #kept = new Map<string, Inspection>();
  #controller: AbortController | null = null;
  #state: InspectorState = atRest;

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  get state(): InspectorState {
    return this.#state;
  }

  /** A start's inspection; null until known. */
  get({ key }: Start): Inspection | null {
    return this.#kept.get(key) ?? null;
  }

  /** Inspects the starts not known yet, and cancels earlier requests. */
  ask(starts: readonly Start[], lab: Lab): void {
    this.stop();
    const unknown = starts.filter(({ key }) => !this.#kept.has(key));
    if (unknown.length === 0) {
      this.#set(atRest);
      return;
    }
    const controller = new AbortController();
    this.#controller = controller;
    this.#set({ busy: true, progress: null, error: null });
    void this.#work(unknown, lab, controller.signal);
  }

  stop(): void {
    this.#controller?.abort();
    this.#controller = null;
  }

  async #work(starts: readonly Start[], lab: Lab, signal: AbortSignal): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, quietMs));
    const tell = (state: InspectorState) => {
      if (!signal.aborted) this.#set(state);
    };
    const onProgress = (progress: DatasetProgress) => tell({ busy: true, progress, error: null });
    try {
      for (const { key, trial } of starts) {
        if (signal.aborted) return;
        this.#keep(key, await lab.inspect(trial, { signal, onProgress }));
        tell({ busy: true, progress: null, error: null });
      }
      tell(atRest);
    } catch (error) {
      if (isAbort(error)) return;
      tell({ busy: false, progress: null, error: toLabError(error) });
    }
  }

  #keep(key: string, inspection: Inspection): void {
    this.#kept.set(key, inspection);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > maxKept && oldest !== undefined) this.#kept.delete(oldest);
  }

  #set(state: InspectorState): void {
    this.#state = state;
    this.#changed();
  }
}
