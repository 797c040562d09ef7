/** The worker's side of the protocol: keeps a dataset, engines, and the running call's controller. */
import type { EngineChoice } from '../../src/catalog/lookup/engine.ts';
import { engineMeta } from '../../src/catalog/registry/engine.meta.ts';
import { isListed } from '../../src/catalog/lookup/dataset.ts';
import { proxy, releaseProxy, transfer, type ProxyMarked, type ProxyMethods } from 'comlink';
import { loadDataset } from '../../src/data/load.ts';
import { trialData } from '../../src/data/prepare-trial.ts';
import type { Dataset, DatasetProgress } from '../../src/protocol/dataset.ts';
import { datasetKey } from '../../src/document/hash.ts';
import { isList } from '../../src/document/network-form.ts';
import { gpuMayPay } from '../../src/document/parameters.ts';
import type { Trial } from '../../src/document/schema.ts';
import type { TableSettings } from '../../src/document/table.ts';
import type { Inspection } from '../../src/protocol/inspection.ts';
import { isNamed, valuesOf } from '../../src/torch/layers.ts';
import { LabError, throwIfAborted, toErrorData } from '../../src/base/errors.ts';
import type {
  Callback,
  DatasetRequest,
  Outcome,
  PredictRequest,
  TrialEvent,
  TrialRequest,
  WorkerApi,
} from '../../src/protocol/worker-api.ts';
import type { OwnTable } from '../../src/protocol/table.ts';
import { chooseEngine, withoutGpu } from '../engine/choose.ts';
import type { Engine } from '../engine/types.ts';
import { yieldToEventLoop } from '../../src/base/event-loop.ts';
import type { LiveApi, LiveStarter } from '../../src/protocol/live.ts';
import { EventPump } from './event-pump.ts';
import { Gate } from './gate.ts';
import { runTrial } from './run-trial.ts';

interface Wanted {
  readonly signal: AbortSignal;
  readonly deterministic: boolean;
}

export interface TrialWorkerOptions {
  /** Calls are answered only after it resolves, so that the page can rely on the liveness lock from then on. */
  readonly alive?: Promise<void>;
  /** Fetches dataset files; the thread's own fetch by default. */
  readonly fetch?: typeof globalThis.fetch;
  /** Finds a user's table by SHA-256; null if it is not stored here. */
  readonly readTable?: ReadTable;
}

export type ReadTable = (table: TableSettings) => Promise<OwnTable | null>;

export class TrialWorker implements WorkerApi, LiveStarter {
  readonly #alive: Promise<void>;
  readonly #fetch: typeof globalThis.fetch | undefined;
  readonly #readTable: ReadTable;
  #dataset: Dataset | null = null;
  /** Started engines, and the results of calibration, by request. */
  readonly #engines = new Map<string, Engine>();
  /** Why no GPU is used any more, after one was lost (which tends to recur) or computed wrong results. */
  #noGpu: string | null = null;
  #controller: AbortController | null = null;
  readonly #gate = new Gate();

  constructor({ alive = Promise.resolve(), fetch, readTable }: TrialWorkerOptions = {}) {
    this.#alive = alive;
    this.#fetch = fetch;
    this.#readTable = readTable ?? (() => Promise.resolve(null));
  }

  loadDataset(
    request: DatasetRequest,
    onProgress: Callback<DatasetProgress>,
  ): Promise<Outcome<Dataset>> {
    return this.#outcome(async (signal) => {
      // Progress is not awaited, except that the last report arrives before the dataset.
      let last: Promise<unknown> = Promise.resolve();
      const report = (progress: DatasetProgress) => {
        last = Promise.resolve(onProgress(progress)).catch(() => undefined);
      };
      try {
        const { name, baseUrl, shared } = request;
        if (!isListed(name)) return await this.#table(request);
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

  async #table({ table, shared }: DatasetRequest): Promise<Dataset> {
    if (table === undefined) throw new LabError('internal', 'Cannot load a table: none is named');
    const own = await this.#readTable(table);
    if (own === null) {
      const file = `${table.title} (sha256 ${table.sha256.slice(0, 12)}…)`;
      throw new LabError('table-missing', `The table ${file} is not kept here.`);
    }
    const { tableDataset } = await import('../../src/data/tables/dataset.ts');
    return tableDataset(own, table, shared);
  }

  async keepDataset(dataset: Dataset): Promise<void> {
    this.#dataset = dataset;
    await this.#alive;
  }

  run(
    { trial, engine: choice, deterministic = true, from = null, checkpoints = null }: TrialRequest,
    onEvent: Callback<TrialEvent>,
  ): Promise<Outcome<null>> {
    // A pause for this trial is requested after `run`.
    this.#gate.open = true;
    return this.#outcome(async (signal) => {
      const pump = new EventPump(onEvent);
      try {
        const dataset = this.#datasetOf(trial);
        const wanted = { signal, deterministic };
        const engine = await this.#engineFor(choice, trial, dataset, wanted);
        const fallback = (why: string) => this.#leaveGpu(why, wanted);
        const held = { signal, gate: this.#gate, from, checkpoints };
        const options = choice === 'auto' ? { ...held, fallback } : held;
        for await (const event of runTrial(trial, dataset, engine, options)) {
          if (event.type === 'checkpoint') {
            const { checkpointBuffers } = await import('../../src/protocol/checkpoint-buffers.ts');
            await pump.send(transfer(event, checkpointBuffers(event.checkpoint)));
            // It is kept before the trial goes on, so that this counts as its cost.
            await pump.drain();
          } else await pump.send(packed(event));
        }
        await pump.drain();
        return null;
      } finally {
        release(onEvent);
      }
    });
  }

  inspect(trial: Trial, steps = false): Promise<Outcome<Inspection>> {
    return this.#outcome(async (signal) => {
      const dataset = this.#datasetOf(trial);
      const { inspectTrial } = await import('./inspect.ts');
      const inspection = await inspectTrial(trial, dataset, signal);
      if (!steps) return inspection;
      const { firstSteps } = await import('./first-steps.ts');
      const wanted = { signal, deterministic: true };
      const engine = await this.#engineFor('auto', trial, dataset, wanted);
      return { ...inspection, firstSteps: await firstSteps(trial, dataset, engine, signal) };
    });
  }

  async pause(on: boolean): Promise<void> {
    this.#gate.open = !on;
    await this.#alive;
  }

  predict({ model, rows }: PredictRequest): Promise<Outcome<Float32Array>> {
    return this.#outcome(async (signal) => {
      const pause = async () => {
        await yieldToEventLoop();
        throwIfAborted(signal);
      };
      const { dataset: settings, seed } = model.trial;
      const { features, divisor } =
        typeof rows === 'string'
          ? trialData(this.#datasetOf(model.trial), settings, seed)[rows]
          : { features: rows, divisor: 1 };
      const { trial, parameters } = model;
      if (!isNamed(parameters)) {
        const { predictRows } = await import('../../src/lab/model/forward.ts');
        return predictRows(model, features, divisor, pause);
      }
      const { predictList } = await import('./predict-list.ts');
      const engine = await this.#listEngine('auto', { signal, deterministic: true });
      return predictList({ trial, parameters }, features, divisor, engine, pause);
    }).then((outcome) => (outcome.ok ? transfer(outcome, [outcome.value.buffer]) : outcome));
  }

  async live(): Promise<LiveApi & ProxyMarked> {
    const { LiveWorker } = await import('../live/worker-api.ts');
    await this.#alive;
    return proxy(new LiveWorker());
  }

  async cancel(): Promise<void> {
    this.#controller?.abort();
    await this.#alive;
  }

  #datasetOf(trial: Trial): Dataset {
    const dataset = this.#dataset;
    const wanted = datasetKey(trial.dataset);
    const held = dataset === null ? 'none' : (dataset.key ?? dataset.name);
    if (dataset !== null && held === wanted) return dataset;
    throw new LabError('internal', `Cannot use ${wanted}: the worker holds ${held}`);
  }

  /** Reuses an earlier trial's engine if possible, because starting one takes a moment. */
  async #engineFor(
    choice: EngineChoice,
    trial: Trial,
    dataset: Dataset,
    wanted: Wanted,
  ): Promise<Engine> {
    const { deterministic } = wanted;
    const large = choice === 'auto' && gpuMayPay(trial);
    if (large && this.#noGpu !== null) return this.#leaveGpu(this.#noGpu, wanted);
    const engine = isList(trial.model)
      ? await this.#listEngine(choice, wanted)
      : await this.#kept(`${choice} ${large} ${deterministic}`, () =>
          chooseEngine(choice, { ...wanted, gpuMayPay: large }),
        );
    if (!large || engineMeta[engine.info.name].gpu !== true) return engine;
    const { dataset: rows, model, loss, optimizer, batchSize } = trial;
    const shape = JSON.stringify([rows, model, loss, optimizer.name, batchSize]);
    return this.#kept(`${shape} ${deterministic}`, async () => {
      const processor = await withoutGpu('', wanted);
      const { calibrate } = await import('./calibrate.ts');
      const found = await calibrate(trial, dataset, engine, processor, wanted.signal);
      this.#noGpu ??= found.fault;
      return found.engine;
    });
  }

  /** For a list of layers. What a GPU computes of one is not checked, so that `auto` leaves it. */
  #listEngine(choice: EngineChoice, wanted: Wanted): Promise<Engine> {
    const noGpu = 'lists of layers train on the processor unless another engine is chosen';
    return this.#kept(`${choice} lists ${wanted.deterministic}`, () =>
      chooseEngine(choice, { ...wanted, gpuMayPay: false, noGpu }),
    );
  }

  async #kept(key: string, start: () => Promise<Engine>): Promise<Engine> {
    const engine = this.#engines.get(key) ?? (await start());
    this.#engines.set(key, engine);
    return engine;
  }

  #leaveGpu(why: string, wanted: Wanted): Promise<Engine> {
    this.#noGpu = why;
    return this.#kept(`no GPU ${wanted.deterministic}`, () => withoutGpu(why, wanted));
  }

  /** Runs one call with its own controller; errors become data, so that they keep their code. */
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

/** Transfers losses and parameters instead of copying. */
function packed(event: TrialEvent): TrialEvent {
  if (event.type === 'model') {
    const buffers = valuesOf(event.parameters).flatMap(({ buffer }) =>
      buffer instanceof ArrayBuffer ? buffer : [],
    );
    return transfer(event, [...new Set(buffers)]);
  }
  return event.type === 'batches' ? transfer(event, [event.losses.buffer]) : event;
}

/** The transferable buffers of a dataset; shared memory needs no transfer. */
function buffersOf({ features, targets }: Dataset): ArrayBuffer[] {
  const buffers = new Set([features.buffer, targets.buffer]);
  return [...buffers].filter((buffer) => buffer instanceof ArrayBuffer);
}

/** Releases a callback: Comlink proxies keep a port open until they are released. */
function release(callback: unknown): void {
  (callback as Partial<ProxyMethods>)[releaseProxy]?.();
}
