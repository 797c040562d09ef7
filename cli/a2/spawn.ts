/** The pool's workers in Node: worker threads, with the same trial and engine code as in a browser. */
import os from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Endpoint } from 'comlink';
import type { Machine } from '../../src/pool/capacity.ts';
import type { Spawn, SpawnedWorker } from '../../src/pool/spawn.ts';

/** What a thread is given at its start. */
export interface TrialThreadData {
  /** The file that --table named; null where none was. */
  readonly table: string | null;
}

/** A thread that speaks WorkerApi. @param table the file of a table of one's own */
export const spawnTrialThread =
  (table: string | null): Spawn =>
  (name) => {
    const workerData: TrialThreadData = { table };
    const url = new URL('./trial.worker.ts', import.meta.url);
    // Its standard output is ours to place: the program's own belongs to its results.
    return nodeWorker(new Worker(url, { name, stdout: true, workerData }));
  };

/** Fits a worker of Node to the pool. */
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

/** A Worker of Node is an event emitter whose messages come bare; Comlink wants events. */
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

/** This machine. A container's limit counts where it is the smaller. */
export function thisMachine(): Machine {
  const allowed = process.constrainedMemory();
  const bytes = allowed > 0 ? Math.min(allowed, os.totalmem()) : os.totalmem();
  return { cores: os.availableParallelism(), memory: bytes / 2 ** 30 };
}
