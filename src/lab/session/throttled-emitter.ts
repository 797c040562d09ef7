/** Notifies listeners of changes, throttled. */

/** Pages redraw at most this often; status changes are emitted at once. */
const redrawMs = 100;

export class ThrottledEmitter {
  readonly #listeners = new Set<() => void>();
  #timer: ReturnType<typeof setTimeout> | null = null;

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  soon(): void {
    this.#timer ??= setTimeout(() => {
      this.now();
    }, redrawMs);
  }

  now(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    for (const listener of this.#listeners) listener();
  }
}
