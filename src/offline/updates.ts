/**
 * The page's side of the service worker: it caches the lab for offline use, and reports new versions. Nothing
 * reloads automatically, so training is not interrupted.
 */
import type { Workbox } from 'workbox-window';

export type UpdateState =
  /** This browser, or this page, has no service workers: the lab needs the network. */
  | 'unsupported'
  /** Not cached yet. */
  | 'starting'
  /** Cached for offline use, and the latest known version. */
  | 'kept'
  /** A new version is waiting to be activated. */
  | 'waiting'
  /** Another tab has activated a new version; this one still runs the previous one. */
  | 'superseded'
  | 'failed';

type Listener = (state: UpdateState) => void;

/** How often an open page checks for a new version. */
const hourMs = 3_600_000;

export class Updates {
  readonly #listeners = new Set<Listener>();
  readonly #reload: () => void;
  #workbox: Workbox | null = null;
  #state: UpdateState = 'starting';
  #why = '';
  /** Whether this tab has activated the new version and should reload. */
  #accepted = false;

  constructor(reload: () => void = () => location.reload()) {
    this.#reload = reload;
  }

  get state(): UpdateState {
    return this.#state;
  }

  /** Why the lab is not cached, in the browser's words; `insecure` if the page was not loaded over HTTPS. */
  get why(): string {
    return this.#why;
  }

  subscribe(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /**
   * Registers the service worker and watches it until the signal is aborted. Browsers without service
   * workers, and insecure pages still work; they need the network.
   */
  async start(signal: AbortSignal): Promise<void> {
    const serviceWorker = container();
    if (serviceWorker === null) {
      this.#why = isSecureContext ? '' : 'insecure';
      this.#set('unsupported');
      return;
    }
    let controlled = serviceWorker.controller !== null;
    serviceWorker.addEventListener(
      'controllerchange',
      () => {
        if (this.#accepted) this.#reload();
        // On the first visit, the worker that takes control has the page's own version.
        else if (controlled) this.#set('superseded');
        controlled = true;
      },
      { signal },
    );
    try {
      const workbox = await this.#open(signal);
      if (workbox === null) return;
      const registration = await workbox.register();
      await Promise.race([serviceWorker.ready, installFailure(registration)]);
      if (signal.aborted) return;
      if (this.#state === 'starting') this.#set(registration?.waiting ? 'waiting' : 'kept');
      serviceWorker.controller?.postMessage('opened');
      const timer = setInterval(() => void this.check(), hourMs);
      signal.addEventListener('abort', () => clearInterval(timer));
    } catch (error) {
      this.#why = error instanceof Error ? error.message : String(error);
      this.#set('failed');
    }
  }

  /** Loaded separately, so that the page appears before it is cached. Null after an abort. */
  async #open(signal: AbortSignal): Promise<Workbox | null> {
    const module = await import('workbox-window');
    if (signal.aborted) return null;
    // Relative to the page, so that the lab works from any folder of a host.
    const workbox = new module.Workbox(new URL('service-worker.js', document.baseURI).href);
    workbox.addEventListener('waiting', () => this.#set('waiting'));
    this.#workbox = workbox;
    return workbox;
  }

  /** Checks the server for a new version. Being offline is not an error. */
  async check(): Promise<void> {
    await this.#workbox?.update().catch(() => undefined);
  }

  /** Activates the waiting version and reloads this page. Other tabs are not reloaded. */
  accept(): void {
    if (this.#state === 'superseded') {
      this.#reload();
      return;
    }
    if (this.#state !== 'waiting') return;
    this.#accepted = true;
    void navigator.serviceWorker
      .getRegistration()
      .then((registration) => registration?.waiting?.postMessage('activate'));
  }

  #set(state: UpdateState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener(state);
  }
}

/** Null if unavailable: in older browsers, on insecure pages, in frames without storage access. */
function container(): ServiceWorkerContainer | null {
  try {
    return 'serviceWorker' in navigator ? navigator.serviceWorker : null;
  } catch {
    return null;
  }
}

/** Rejects when a first installation fails; otherwise one would wait forever. */
function installFailure(registration: ServiceWorkerRegistration | undefined): Promise<never> {
  return new Promise((_, reject) => {
    const worker = registration?.installing;
    if (registration?.active !== null) return;
    worker?.addEventListener('statechange', () => {
      if (worker.state !== 'redundant') return;
      reject(
        new Error('some files of the lab could not be downloaded, or there is no space for them'),
      );
    });
  });
}
