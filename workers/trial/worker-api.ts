/** The worker's side of the protocol: it keeps a dataset, an engine, and what may be cancelled. */
import { releaseProxy, transfer, type ProxyMethods } from 'comlink';
import { loadDataset } from '../../src/datasets/load.ts';
import type { Dataset, DatasetProgress } from '../../src/datasets/types.ts';
import { LabError, throwIfAborted, toErrorData } from '../../src/protocol/errors.ts';
import type {
  Callback,
  DatasetRequest,
  EngineChoice,
  Outcome,
  TrialEvent,
  TrialRequest,
  WorkerApi,
} from '../../src/protocol/worker-api.ts';
import { chooseEngine, withoutGpu } from '../engine/choose.ts';
import type { Engine } from '../engine/types.ts';
import { EventPump } from './event-pump.ts';
import { runTrial } from './run-trial.ts';

/** The engine of the trial before, and what it was asked for. */
interface Kept {
  readonly choice: EngineChoice;
  readonly deterministic: boolean;
  readonly engine: Engine;
}

interface Wanted {
  readonly signal: AbortSignal;
  readonly deterministic: boolean;
}

export interface TrialWorkerOptions {
  /** No call is answered before it, so that the page may rely on the sign of life from then on. */
  readonly alive?: Promise<void>;
  /** How the files of datasets are asked for; the thread's own fetch when left out. */
  readonly fetch?: typeof globalThis.fetch;
}

export class TrialWorker implements WorkerApi {
  readonly #alive: Promise<void>;
  readonly #fetch: typeof globalThis.fetch | undefined;
  #dataset: Dataset | null = null;
  #engine: Kept | null = null;
  #controller: AbortController | null = null;

  constructor({ alive = Promise.resolve(), fetch }: TrialWorkerOptions = {}) {
    this.#alive = alive;
    this.#fetch = fetch;
  }

  loadDataset(
    request: DatasetRequest,
    onProgress: Callback<DatasetProgress>,
  ): Promise<Outcome<Dataset>> {
    return this.#outcome(async (signal) => {
      // Nobody waits for progress to be drawn, but the last of it arrives before the dataset does.
      let last: Promise<unknown> = Promise.resolve();
      const report = (progress: DatasetProgress) => {
        last = Promise.resolve(onProgress(progress)).catch(() => undefined);
      };
      try {
        const { name, baseUrl, shared } = request;
        const dataset = await loadDataset(name, {
          baseUrl,
          shared,
          signal,
          onProgress: report,
          fetch: this.#fetch,
        });
        await last;
        return dataset;
      } finally {
        release(onProgress);
      }
    }).then((outcome) => (outcome.ok ? transfer(outcome, buffersOf(outcome.value)) : outcome));
  }

  async keepDataset(dataset: Dataset): Promise<void> {
    this.#dataset = dataset;
    await this.#alive;
  }

  run(
    { trial, engine: choice, deterministic = true }: TrialRequest,
    onEvent: Callback<TrialEvent>,
  ): Promise<Outcome<null>> {
    return this.#outcome(async (signal) => {
      const pump = new EventPump(onEvent);
      try {
        const dataset = this.#dataset;
        if (dataset?.name !== trial.dataset.name) {
          const held = dataset === null ? 'none' : dataset.name;
          throw new LabError(
            'internal',
            `Cannot train on ${trial.dataset.name}: the worker holds ${held}`,
          );
        }
        const wanted = { signal, deterministic };
        const engine = await this.#engineFor(choice, wanted);
        const fallback = (why: string) => this.#leaveGpu(why, wanted);
        const options = choice === 'auto' ? { signal, fallback } : { signal };
        for await (const event of runTrial(trial, dataset, engine, options)) {
          await pump.send(packed(event));
        }
        await pump.drain();
        return null;
      } finally {
        release(onEvent);
      }
    });
  }

  async cancel(): Promise<void> {
    this.#controller?.abort();
    await this.#alive;
  }

  /** The engine of the trial before, where it still serves: starting one takes a moment. */
  async #engineFor(choice: EngineChoice, wanted: Wanted): Promise<Engine> {
    const { deterministic } = wanted;
    if (this.#engine?.choice !== choice || this.#engine.deterministic !== deterministic) {
      this.#engine = { choice, deterministic, engine: await chooseEngine(choice, wanted) };
    }
    return this.#engine.engine;
  }

  /** For this trial and those after it: a GPU that was lost once tends to be lost again. */
  async #leaveGpu(why: string, wanted: Wanted): Promise<Engine> {
    const engine = await withoutGpu(why, wanted);
    this.#engine = { choice: 'auto', deterministic: wanted.deterministic, engine };
    return engine;
  }

  /** Runs one call under a controller of its own; errors become data, so that they keep their code. */
  async #outcome<T>(work: (signal: AbortSignal) => Promise<T>): Promise<Outcome<T>> {
    if (this.#controller !== null) {
      await this.#alive;
      const message = 'Cannot start a call: the worker is busy with another';
      return { ok: false, error: { code: 'internal', message } };
    }
    const controller = new AbortController();
    this.#controller = controller;
    try {
      await this.#alive;
      const value = await work(controller.signal);
      throwIfAborted(controller.signal);
      return { ok: true, value };
    } catch (error) {
      return { ok: false, error: toErrorData(error) };
    } finally {
      this.#controller = null;
    }
  }
}

/** Losses travel without a copy. */
function packed(event: TrialEvent): TrialEvent {
  return event.type === 'batches' ? transfer(event, [event.losses.buffer]) : event;
}

/** What can be transferred of a dataset; shared memory is passed on by itself. */
function buffersOf({ features, targets }: Dataset): ArrayBuffer[] {
  const buffers = new Set([features.buffer, targets.buffer]);
  return [...buffers].filter((buffer) => buffer instanceof ArrayBuffer);
}

/** Callbacks arrive as Comlink proxies, each with a port that stays open until it is released. */
function release(callback: unknown): void {
  (callback as Partial<ProxyMethods>)[releaseProxy]?.();
}
