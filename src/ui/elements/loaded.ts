/** Modules fetched when first shown, for templates, which cannot await. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';

export type Loaded<T> =
  | { readonly state: 'loading' }
  | { readonly state: 'here'; readonly module: T }
  | { readonly state: 'failed'; readonly why: string };

export class LoadedModules<T> implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #modules = new Map<string, Loaded<T>>();

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    // Retry what could not be fetched earlier.
    for (const [key, { state }] of this.#modules) if (state === 'failed') this.#modules.delete(key);
  }

  /** The module's state; the host updates when it changes. */
  get(key: string, load: () => Promise<T>): Loaded<T> {
    const kept = this.#modules.get(key);
    if (kept !== undefined) return kept;
    const loading: Loaded<T> = { state: 'loading' };
    this.#modules.set(key, loading);
    load().then(
      (module) => this.#set(key, { state: 'here', module }),
      (error: unknown) => {
        const why = error instanceof Error ? error.message : String(error);
        this.#set(key, { state: 'failed', why });
      },
    );
    return loading;
  }

  /** The same of a module that was asked for before. */
  known(key: string): Loaded<T> | undefined {
    return this.#modules.get(key);
  }

  /** Fetches a failed module again. */
  retry(key: string): void {
    this.#modules.delete(key);
    this.#host.requestUpdate();
  }

  #set(key: string, loaded: Loaded<T>): void {
    this.#modules.set(key, loaded);
    this.#host.requestUpdate();
  }
}
