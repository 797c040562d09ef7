/** A worker that trains one network step by step. Every call ends: with its answer, the worker's failure, or an abort. */
import { releaseProxy, wrap, type Remote } from 'comlink';
import { fromErrorData, LabError, throwIfAborted, toLabError } from '../base/errors.ts';
import type {
  LiveApi,
  LiveExplanation,
  LiveFrame,
  LivePalette,
  LiveRequest,
  LiveStart,
  LiveStarter,
} from '../protocol/live.ts';
import type { Outcome } from '../protocol/worker-api.ts';
import { spawnTrialWorker, type Spawn, type SpawnedWorker } from './spawn.ts';

interface Started {
  readonly spawned: SpawnedWorker;
  readonly starter: Remote<LiveStarter>;
  readonly api: Promise<Remote<LiveApi>>;
}

/** All calls throw LabError: the worker's own, `aborted` or `worker-crashed`; after either of the last two a call of `open` starts a new worker. */
export class LiveNetwork {
  readonly #spawn: Spawn;
  #worker: Started | null = null;
  /** Why there is no worker. */
  #end = new LabError('worker-crashed', 'The live network was closed.');
  readonly #fails = new Set<(error: LabError) => void>();
  /** Calls one after the other: the worker answers one at a time. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(spawn: Spawn = spawnTrialWorker) {
    this.#spawn = spawn;
  }

  /** Starts a trial at its beginning; the one before it is dropped. */
  open(request: LiveRequest, signal: AbortSignal): Promise<LiveStart> {
    return this.#call((api) => api.open(request), signal, true);
  }

  advance(steps: number, signal: AbortSignal): Promise<LiveFrame> {
    return this.#call((api) => api.advance(steps), signal);
  }

  explain(row: number, signal: AbortSignal): Promise<LiveExplanation> {
    return this.#call((api) => api.explain(row), signal);
  }

  recolour(palette: LivePalette, signal: AbortSignal): Promise<LiveFrame> {
    return this.#call((api) => api.recolour(palette), signal);
  }

  /** Ends the worker and its pending calls. */
  close(): void {
    this.#die(new LabError('aborted', 'cancelled'));
  }

  #die(error: LabError): void {
    const worker = this.#worker;
    this.#worker = null;
    worker?.spawned.terminate();
    worker?.starter[releaseProxy]();
    for (const fail of [...this.#fails]) fail(error);
    this.#fails.clear();
  }

  #started(): Started {
    const spawned = this.#spawn('live');
    const starter = wrap<LiveStarter>(spawned.endpoint);
    const api = starter.live();
    // Whoever calls meets the error.
    api.catch(() => undefined);
    const worker = (this.#worker = { spawned, starter, api });
    spawned.onFailure((why) => {
      if (this.#worker !== worker) return;
      this.#end = new LabError('worker-crashed', `The live network’s worker stopped: ${why}`);
      this.#die(this.#end);
    });
    return worker;
  }

  async #call<T>(
    invoke: (api: Remote<LiveApi>) => Promise<Outcome<T>>,
    signal: AbortSignal,
    starts = false,
  ): Promise<T> {
    const before = this.#last;
    const answer = (async () => {
      await before;
      throwIfAborted(signal);
      const worker = this.#worker ?? (starts ? this.#started() : null);
      if (worker === null) throw this.#end;
      return this.#alive(async () => invoke(await worker.api));
    })();
    // A call takes some milliseconds: an abort stops the waiting, and the next call waits for the worker.
    this.#last = answer.then(
      () => undefined,
      () => undefined,
    );
    const outcome = await untilAborted(answer, signal);
    if (!outcome.ok) throw fromErrorData(outcome.error);
    return outcome.value;
  }

  /** Rejects when the worker dies. */
  #alive<T>(invoke: () => Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.#fails.add(reject);
      // Posting may throw synchronously if something cannot be cloned.
      void (async () => invoke())()
        .then(resolve, (error: unknown) => reject(toLabError(error)))
        .finally(() => this.#fails.delete(reject));
    });
  }
}

function untilAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const abort = () => reject(new LabError('aborted', 'cancelled'));
    signal.addEventListener('abort', abort);
    void promise
      .then(resolve, (error: unknown) => reject(toLabError(error)))
      .finally(() => signal.removeEventListener('abort', abort));
  });
}
