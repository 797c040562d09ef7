/**
 * The service worker from the page's side: it keeps the lab for use without a network, and says when a
 * new version has come. Nothing reloads by itself: whoever trains goes on.
 */
import type { Workbox } from 'workbox-window';

export type UpdateState =
  /** This browser, or this page, has no service workers: the lab needs the network. */
  | 'unsupported'
  /** Not yet kept. */
  | 'starting'
  /** Kept for use without a network, and of the newest version known. */
  | 'kept'
  /** A new version is there and waits. */
  | 'waiting'
  /** Another tab has gone to a new version; this one is of the one before. */
  | 'superseded'
  | 'failed';

type Listener = (state: UpdateState) => void;

/** How often a page that stays open asks for a new version. */
const hourMs = 3_600_000;

export class Updates {
  readonly #listeners = new Set<Listener>();
  readonly #reload: () => void;
  #workbox: Workbox | null = null;
  #state: UpdateState = 'starting';
  #why = '';
  /** Whether this tab has asked for the new version and so wants to be reloaded. */
  #accepted = false;

  constructor(reload: () => void = () => location.reload()) {
    this.#reload = reload;
  }

  get state(): UpdateState {
    return this.#state;
  }

  /** Why the lab is not kept, in the browser's words; `insecure` where the page came without https. */
  get why(): string {
    return this.#why;
  }

  subscribe(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /**
   * Registers the service worker and watches it until the signal is aborted. Browsers without service
   * workers, and pages that are not served securely, work all the same; they need the network.
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
        // The first visit's page is taken over by the version that it is of.
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

  /** It is asked for apart: the page is there before it is kept. Null where nobody wants it any more. */
  async #open(signal: AbortSignal): Promise<Workbox | null> {
    const module = await import('workbox-window');
    if (signal.aborted) return null;
    // Relative to the page, so that the lab works from any folder of a host.
    const workbox = new module.Workbox(new URL('service-worker.js', document.baseURI).href);
    workbox.addEventListener('waiting', () => this.#set('waiting'));
    this.#workbox = workbox;
    return workbox;
  }

  /** Asks the server for a new version. Without a network there is none, which is no error. */
  async check(): Promise<void> {
    await this.#workbox?.update().catch(() => undefined);
  }

  /** Goes over to the version that waits, and reloads this page. Others stay as they are. */
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

/** Null where there is none: an older browser, a page without https, a frame that may keep nothing. */
function container(): ServiceWorkerContainer | null {
  try {
    return 'serviceWorker' in navigator ? navigator.serviceWorker : null;
  } catch {
    return null;
  }
}

/** Rejects when a first installation is given up; without this, one would wait for it for ever. */
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
