/** Whether anything trains in this tab, on whichever page: nothing may interrupt it then. */
import type { LabRun } from '../ports/services.ts';

export class Trainings {
  readonly #listeners = new Set<() => void>();
  /** The runs under way, and whether each is paused. */
  readonly #under = new Map<LabRun, boolean>();

  /** Whether a run is under way; a paused one is. */
  get active(): boolean {
    return this.#under.size > 0;
  }

  /** Whether one computes: not where all are paused. */
  get computing(): boolean {
    return [...this.#under.values()].includes(false);
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Counts the run from its start to its end, and knows when it is paused. */
  watch<T extends LabRun>(run: T): T {
    const stop = run.subscribe(({ status, paused = false }) => {
      const active = status === 'preparing' || status === 'running';
      const known = this.#under.get(run);
      if (active && known !== paused) {
        this.#under.set(run, paused);
        this.#tell();
      }
      if (active || status === 'idle') return;
      stop();
      if (this.#under.delete(run)) this.#tell();
    });
    return run;
  }

  #tell(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}
