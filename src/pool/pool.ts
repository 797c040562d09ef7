/** Trains trials on a pool of workers. */
import { engineMeta } from '../catalog/registry/engine.meta.ts';
import type { Dataset } from '../protocol/dataset.ts';
import { gpuMayPay } from '../document/parameters.ts';
import { datasetKey } from '../document/hash.ts';
import type { Trial } from '../document/schema.ts';
import type { Inspection } from '../protocol/inspection.ts';
import { isAbort, LabError, throwIfAborted, toLabError } from '../base/errors.ts';
import { expectedEngine } from '../protocol/expected-engine.ts';
import type { DatasetRequest, PredictRequest } from '../protocol/worker-api.ts';
import type { Job, JobOptions, TrialPool } from '../lab/ports/pool.ts';
import type { DatasetOptions, InspectOptions } from '../lab/ports/services.ts';
import { capacity, requested, thisMachine, type Machine } from './capacity.ts';
import { crashed, taints } from './crash.ts';
import { DatasetCache } from './dataset-cache.ts';
import type { WorkerHandle } from './handle.ts';
import { inOrder } from './queue.ts';
import type { Spawn } from './spawn.ts';
import { WorkerSlots } from './worker-slots.ts';

export interface PoolOptions {
  readonly spawn: Spawn;
  /** Maximum number of live workers; by default as many as the machine and the runs require. */
  readonly size?: number;
  /** Milliseconds after which an idle worker is terminated; 30,000 by default. */
  readonly idleMs?: number;
  /** The machine's resources; by default as reported by the browser. */
  readonly machine?: Machine;
  /**
   * Whether datasets may use shared memory, which saves a copy in every worker. By default if the page is
   * cross-origin isolated.
   */
  readonly shared?: boolean;
}

/** Attempts to start a worker before a run fails. */
const startAttempts = 3;

/** An isolated page may still lack shared memory, and then cannot receive what a worker shares. */
const canShare = (): boolean =>
  (globalThis as { crossOriginIsolated?: boolean }).crossOriginIsolated === true &&
  typeof SharedArrayBuffer === 'function';

export class Pool implements TrialPool {
  readonly #slots: WorkerSlots;
  readonly #size: number | null;
  readonly #machine: Machine;
  readonly #shared: boolean;
  readonly #datasets = new DatasetCache();
  /** Keys of the users' tables among the datasets. */
  readonly #tables = new Set<string>();
  /** Workers wanted by each active run. */
  readonly #wanted = new Map<symbol, number>();

  constructor({
    spawn,
    size,
    idleMs = 30_000,
    machine = thisMachine(),
    shared = canShare(),
  }: PoolOptions) {
    this.#size = size ?? null;
    this.#machine = machine;
    this.#shared = shared;
    this.#slots = new WorkerSlots({ spawn, idleMs, limit: this.#limit() });
  }

  /** Workers alive now. */
  get workers(): number {
    return this.#slots.size;
  }

  /**
   * A dataset, loaded by a worker the first time and cached from then on. Throws LabError: one of the
   * dataset codes, `aborted`, or `worker-crashed`.
   */
  loadDataset(
    { baseUrl, ...which }: Omit<DatasetRequest, 'shared'>,
    options: DatasetOptions = {},
  ): Promise<Dataset> {
    const request = { ...which, baseUrl, shared: this.#shared };
    const wanted = datasetKey(which);
    // Every change in how a table is read gives another dataset; cache only the latest.
    if (which.table !== undefined) {
      this.#tables.add(wanted);
      this.#datasets.forget((key) => key !== wanted && this.#tables.has(key));
    }
    return this.#datasets.get(wanted, (load) => this.#load(request, load), options);
  }

  /**
   * Trains all jobs, in the order in which the workers finish soonest. A trial whose worker dies or throws is settled with its
   * error while the others continue. On abort everything is settled as `aborted` at once (with checkpoints, once
   * the running trials have taken their last one), and the call resolves. It rejects, after settling every job, only if nothing can be trained at all: with the error
   * of the only dataset, or `worker-crashed` if no worker starts.
   */
  async run(jobs: readonly Job[], options: JobOptions): Promise<void> {
    const unsettled = new Set(jobs.map(({ id }) => id));
    const settle = (id: string, error: LabError | null) => {
      if (unsettled.delete(id)) options.onSettled?.(id, error);
    };
    const key = Symbol('run');
    try {
      const { trainable, datasets } = await this.#prepare(jobs, options, settle);
      const workers = await this.#workersFor(trainable, datasets, options);
      const queue = inOrder(trainable, workers);
      this.#wanted.set(key, workers);
      this.#slots.limit = this.#limit();
      const lanes = Array.from({ length: workers }, () =>
        this.#lane(queue, datasets, options, settle, (id) => void unsettled.delete(id)),
      );
      const ends = await Promise.allSettled(lanes);
      const failed = ends.find((end) => end.status === 'rejected');
      // If a lane's workers do not start, other lanes take its jobs.
      if (unsettled.size > 0 && failed !== undefined) throw failed.reason;
    } catch (error) {
      const reason = isAbort(error) ? new LabError('aborted', 'cancelled') : toLabError(error);
      for (const id of [...unsettled]) settle(id, reason);
      if (!isAbort(error)) throw reason;
    } finally {
      this.#wanted.delete(key);
      this.#slots.limit = this.#limit();
    }
  }

  /**
   * A trial's weights, activations and first batch before any training; waits for a worker if all are busy. Throws LabError as loadDataset does.
   */
  async inspect(
    trial: Trial,
    { datasetBase: baseUrl, steps, ...options }: InspectOptions & { readonly datasetBase: string },
  ): Promise<Inspection> {
    const { signal } = options;
    const { name, table } = trial.dataset;
    const dataset = await this.loadDataset({ name, table, baseUrl }, options);
    const handle = await this.#acquire(signal, (each) => each.keepDataset(dataset, { signal }));
    try {
      return await handle.inspect(trial, { signal }, steps);
    } finally {
      this.#slots.release(handle);
    }
  }

  /**
   * A model's outputs for the rows, [rows, outputs], on the next free worker: during a run, between two of its
   * trials. Throws LabError as loadDataset does.
   */
  async predict(
    request: PredictRequest,
    { datasetBase, signal }: { readonly datasetBase: string; readonly signal?: AbortSignal },
  ): Promise<Float32Array> {
    const { name, table } = request.model.trial.dataset;
    const dataset =
      typeof request.rows === 'string'
        ? await this.loadDataset({ name, table, baseUrl: datasetBase }, { signal })
        : null;
    const handle = await this.#acquire(signal, (each) =>
      dataset === null ? each.ready({ signal }) : each.keepDataset(dataset, { signal }),
    );
    try {
      return await handle.predict(request, { signal });
    } finally {
      this.#slots.release(handle);
    }
  }

  /** Ends all workers at once; pending calls throw `aborted` or `worker-crashed`. */
  close(): void {
    this.#datasets.clear();
    this.#slots.close();
  }

  /** Loads the jobs' datasets. Settles jobs whose dataset failed, and returns the others. */
  async #prepare(
    jobs: readonly Job[],
    { datasetBase: baseUrl, signal, onDataset: onProgress }: JobOptions,
    settle: (id: string, error: LabError) => void,
  ): Promise<{ trainable: Job[]; datasets: Map<string, Dataset> }> {
    const datasets = new Map<string, Dataset>();
    const wanted = new Map(jobs.map(({ trial }) => [datasetKey(trial.dataset), trial.dataset]));
    for (const [key, { name, table }] of wanted) {
      try {
        const request = { name, table, baseUrl };
        datasets.set(key, await this.loadDataset(request, { signal, onProgress }));
      } catch (error) {
        if (isAbort(error) || wanted.size === 1) throw error;
        for (const { id, trial } of jobs) {
          if (datasetKey(trial.dataset) === key) settle(id, toLabError(error));
        }
      }
    }
    const trainable = jobs.filter(({ trial }) => datasets.has(datasetKey(trial.dataset)));
    return { trainable, datasets };
  }

  /** One worker's lane of a run: job after job until none is left. */
  async #lane(
    queue: Job[],
    datasets: ReadonlyMap<string, Dataset>,
    options: JobOptions,
    settle: (id: string, error: LabError | null) => void,
    leave: (id: string) => void,
  ): Promise<void> {
    const { signal, pause } = options;
    for (let next = queue[0]; next !== undefined; next = queue[0]) {
      await pause?.whenGoing(signal);
      const key = datasetKey(next.trial.dataset);
      const dataset = datasets.get(key)!;
      const handle = await this.#acquire(signal, (each) => each.keepDataset(dataset, { signal }));
      try {
        // Others may have taken jobs meanwhile. No job leaves the queue before a worker can start it.
        const at = queue.findIndex(({ trial }) => datasetKey(trial.dataset) === key);
        const [job] = at === -1 ? [] : queue.splice(at, 1);
        if (job === undefined) continue;
        if ((await options.mayStart?.(job.id)) === false) leave(job.id);
        else await train(handle, job, options, settle);
      } finally {
        this.#slots.release(handle);
      }
    }
  }

  /** Acquires a prepared worker; one that dies meanwhile is replaced, up to `startAttempts` times. */
  async #acquire(
    signal: AbortSignal | undefined,
    prepare: (handle: WorkerHandle) => Promise<void>,
  ): Promise<WorkerHandle> {
    for (let attempt = 1; ; attempt++) {
      let handle: WorkerHandle | null = null;
      try {
        handle = await this.#slots.acquire(signal);
        await prepare(handle);
        return handle;
      } catch (error) {
        if (handle !== null) this.#slots.release(handle);
        if (isAbort(error) || attempt === startAttempts) throw error;
      }
    }
  }

  async #load(request: DatasetRequest, options: DatasetOptions): Promise<Dataset> {
    const { signal } = options;
    const handle = await this.#acquire(signal, (each) => each.ready({ signal }));
    try {
      return await handle.loadDataset(request, options);
    } finally {
      this.#slots.release(handle);
    }
  }

  async #workersFor(
    jobs: readonly Job[],
    datasets: ReadonlyMap<string, Dataset>,
    { engine, workers }: JobOptions,
  ): Promise<number> {
    const largest = jobs.find(({ trial }) => gpuMayPay(trial)) ?? jobs[0];
    const name = largest === undefined ? undefined : await expectedEngine(engine, largest.trial);
    const gpu = name !== undefined && engineMeta[name].gpu === true;
    const trials = jobs.length;
    const unshared = this.#shared ? 0 : Math.max(0, ...[...datasets.values()].map(megabytesOf));
    const count =
      workers === null || workers === undefined
        ? capacity(this.#machine, { trials, gpu, unshared })
        : requested(workers, jobs.length, gpu);
    return Math.min(count, this.#size ?? Infinity);
  }

  /** The explicit size, if given; else the machine's capacity, or more if a run asks for more. */
  #limit(): number {
    const machine = capacity(this.#machine, { trials: Infinity, gpu: false, unshared: 0 });
    return this.#size ?? Math.max(machine, ...this.#wanted.values());
  }
}

const megabytesOf = ({ features, targets }: Dataset): number =>
  (features.byteLength + targets.byteLength) / 1e6;

/** Trains one job and settles it in any case; throws only LabError `aborted`. */
async function train(
  handle: WorkerHandle,
  { id, trial, from: find }: Job,
  { engine, deterministic = true, signal, pause, checkpoints = null, ...options }: JobOptions,
  settle: (id: string, error: LabError | null) => void,
): Promise<void> {
  try {
    const from = (await find?.(signal)) ?? null;
    throwIfAborted(signal);
    const request = { trial, engine, deterministic, from, checkpoints };
    await handle.run(request, {
      signal,
      pause,
      onEvent: (event) => options.onEvent?.(id, event),
      onCheckpoint: (checkpoint) => options.onCheckpoint?.(id, checkpoint),
    });
  } catch (error) {
    if (isAbort(error)) throw error;
    // The failed trial leaves the worker in an unknown state, and only its end frees the memory.
    if (taints(error)) handle.terminate('a trial failed in it');
    settle(id, crashed(toLabError(error), trial));
    return;
  }
  settle(id, null);
}
