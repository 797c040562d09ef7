/** Where the page's workers are made, and in spawn-from.ts other pages'; cli/a2/spawn.ts makes those of Node. */
import type { Endpoint } from 'comlink';

/** A worker for the pool: a browser's Worker here, or a Node worker in the command line. */
export interface SpawnedWorker {
  readonly endpoint: Endpoint;
  /** Ends it at once. May or may not call `onFailure`'s listener. */
  terminate(): void;
  /** Calls the listener with a description once the worker can no longer answer. */
  onFailure(listener: (detail: string) => void): void;
}

/** May throw, or return a worker that fails later, for example because its script is missing. */
export type Spawn = (name: string) => SpawnedWorker;

// Locks belong to the origin, so two tabs must not have workers of the same name.
export const uniqueName = (name: string): string =>
  `${name} ${Math.random().toString(36).slice(2)}`;

/** A browser's worker that speaks WorkerApi. */
export const spawnTrialWorker: Spawn = (name) => {
  const unique = uniqueName(name);
  const worker = new Worker(new URL('../../workers/trial.worker.ts', import.meta.url), {
    type: 'module',
    name: unique,
  });
  return browserWorker(worker, unique);
};

/**
 * Adapts a browser's Worker to the pool. `life` names the lock that the worker holds from its first
 * message until its end; without it, a worker that closes itself is not detected. `advice` is appended to
 * the message that a script could not be loaded.
 */
export function browserWorker(
  worker: Worker,
  life: string | null = null,
  advice = '',
): SpawnedWorker {
  const ended = new AbortController();
  return {
    endpoint: worker,
    terminate() {
      ended.abort();
      worker.terminate();
    },
    onFailure(listener) {
      worker.addEventListener('error', (event: Event) => {
        // Handled here, so keep it from the page's own handlers.
        event.preventDefault();
        // A script that cannot be loaded fires a plain event, an exception an ErrorEvent.
        const message = event instanceof ErrorEvent ? event.message : '';
        listener(message === '' ? `its script could not be loaded${advice}` : message);
      });
      worker.addEventListener('messageerror', () => {
        listener('a message could not be read, perhaps for want of memory');
      });
      if (life === null) return;
      const watch = () =>
        watchLife(life, ended.signal, () => listener('it was ended from outside'));
      worker.addEventListener('message', watch, { once: true });
    },
  };
}

/** Calls back when the lock is free, that is, when its holder is gone. */
function watchLife(life: string, signal: AbortSignal, gone: () => void): void {
  const { locks } = navigator as { locks?: LockManager };
  if (locks === undefined || signal.aborted) return;
  locks.request(life, { signal, mode: 'shared' }, gone).catch(() => undefined);
}
