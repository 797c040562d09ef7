/** Tracks whether anything trains in this tab, on any page, so that nothing interrupts it. */
import type { LabRun } from '../ports/services.ts';

export class Trainings {
  readonly #listeners = new Set<() => void>();
  /** Runs in progress, and whether each is paused. */
  readonly #under = new Map<LabRun, boolean>();

  /** Whether a run is in progress, including paused ones. */
  get active(): boolean {
    return this.#under.size > 0;
  }

  /** Whether any run is in progress and not paused. */
  get computing(): boolean {
    return [...this.#under.values()].includes(false);
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Tracks the run from its start to its end, and its pauses. */
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
