/** The pool's workers in Node: worker threads, with the same trial and engine code as in a browser. */
import os from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Endpoint } from 'comlink';
import type { Machine } from '../../src/pool/capacity.ts';
import type { Spawn, SpawnedWorker } from '../../src/pool/spawn.ts';

/** Data that a thread gets when it starts. */
export interface TrialThreadData {
  /** The file of --table; null without one. */
  readonly table: string | null;
}

/** Starts a thread that serves WorkerApi. @param table the file of the user's own table */
export const spawnTrialThread =
  (table: string | null): Spawn =>
  (name) => {
    const workerData: TrialThreadData = { table };
    const url = new URL('./trial.worker.ts', import.meta.url);
    // Its output is redirected to standard error: standard output is for results only.
    return nodeWorker(new Worker(url, { name, stdout: true, workerData }));
  };

/** Adapts a Node worker to the pool. */
export function nodeWorker(worker: Worker): SpawnedWorker {
  worker.stdout.on('data', (chunk: Uint8Array) => process.stderr.write(chunk));
  return {
    endpoint: endpointOf(worker),
    terminate() {
      void worker.terminate();
    },
    onFailure(listener) {
      worker.on('error', (error: unknown) => {
        listener(error instanceof Error ? error.message : String(error));
      });
      worker.on('messageerror', () => {
        listener('a message could not be read, perhaps for want of memory');
      });
      worker.on('exit', (code) => listener(`its thread ended with the exit code ${code}`));
    },
  };
}

type Listener = Parameters<Endpoint['addEventListener']>[1];

/** A Node Worker is an event emitter that passes bare messages; Comlink expects message events. */
function endpointOf(worker: Worker): Endpoint {
  const wrappers = new Map<Listener, (data: unknown) => void>();
  return {
    postMessage(message, transfer) {
      worker.postMessage(message, transfer as Parameters<Worker['postMessage']>[1]);
    },
    addEventListener(type, listener) {
      const wrapper = (data: unknown) => {
        const event = { type, data } as MessageEvent;
        if ('handleEvent' in listener) listener.handleEvent(event);
        else listener(event);
      };
      wrappers.set(listener, wrapper);
      worker.on(type, wrapper);
    },
    removeEventListener(type, listener) {
      const wrapper = wrappers.get(listener);
      if (wrapper !== undefined) worker.off(type, wrapper);
      wrappers.delete(listener);
    },
  };
}

/** This machine's cores and memory. A container's memory limit counts where it is smaller. */
export function thisMachine(): Machine {
  const allowed = process.constrainedMemory();
  const bytes = allowed > 0 ? Math.min(allowed, os.totalmem()) : os.totalmem();
  return { cores: os.availableParallelism(), memory: bytes / 2 ** 30 };
}
