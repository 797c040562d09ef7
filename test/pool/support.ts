/** What the pool's tests share: short trials on the stand-in, and a record of what a run reports. */
import { wrap } from 'comlink';
import { parse } from 'valibot';
import { trialSchema, type Trial } from '../../src/document/schema.ts';
import type { LabError } from '../../src/base/errors.ts';
import type { TrialEvent, TrialRequest, WorkerApi } from '../../src/protocol/worker-api.ts';
import type { Job, JobOptions } from '../../src/lab/ports/pool.ts';
import {
  browserWorker,
  spawnTrialWorker,
  type Spawn,
  type SpawnedWorker,
} from '../../src/pool/spawn.ts';

export interface TrialOptions {
  readonly seed?: number;
  readonly epochs?: number;
  readonly width?: number;
  readonly trainSize?: number;
  readonly learningRate?: number;
  readonly gradientNorms?: boolean;
}

/** A trial on drawn fashion that takes a fraction of a second. */
export function smallTrial({
  seed = 433,
  epochs = 1,
  width = 16,
  trainSize = 1000,
  learningRate = 0.05,
  gradientNorms = false,
}: TrialOptions = {}): Trial {
  return parse(trialSchema, {
    dataset: { name: 'fashion-synthetic', trainSize, testSize: 200 },
    model: { depth: 2, width },
    init: { name: 'xavier-uniform' },
    optimizer: { name: 'sgd', learningRate },
    batchSize: 32,
    epochs,
    seed,
    measure: { gradientNorms },
  });
}

/** A trial that would take minutes: for what is to be interrupted. */
export const longTrial = (seed = 433): Trial =>
  smallTrial({ seed, epochs: 10_000, trainSize: 12_000 });

export const job = (id: string, trial: Trial): Job => ({ id, trial });

/** Everything that a run reports, by trial. */
export class Record {
  readonly events = new Map<string, TrialEvent[]>();
  readonly settled = new Map<string, LabError | null>();
  /** Ids in the order in which their trials started. */
  readonly order: string[] = [];
  readonly #watchers: { readonly test: () => boolean; readonly resolve: () => void }[] = [];

  get options(): Pick<JobOptions, 'engine' | 'datasetBase' | 'onEvent' | 'onSettled'> {
    return {
      engine: 'tfjs-wasm',
      datasetBase: new URL('/datasets/', location.origin).href,
      onEvent: (id, event) => {
        if (event.type === 'start') this.order.push(id);
        this.events.set(id, [...(this.events.get(id) ?? []), event]);
        this.#look();
      },
      onSettled: (id, error) => {
        if (this.settled.has(id)) throw new Error(`${id} was settled twice`);
        this.settled.set(id, error);
        this.#look();
      },
    };
  }

  losses(id: string): number[] {
    return (this.events.get(id) ?? []).flatMap((event) =>
      event.type === 'batches' ? [...event.losses] : [],
    );
  }

  /** Everything of a trial that must be reproducible. */
  figures(id: string): unknown {
    const events = this.events.get(id) ?? [];
    const records = events.flatMap((event) => (event.type === 'epoch' ? [event.record] : []));
    return { losses: this.losses(id), records };
  }

  count(id: string): number {
    return this.events.get(id)?.length ?? 0;
  }

  /** Resolves when the trial has begun to train. */
  training(id: string): Promise<void> {
    return this.until(() => this.losses(id).length > 0);
  }

  /** Resolves at the first report after which the condition holds. */
  until(test: () => boolean): Promise<void> {
    if (test()) return Promise.resolve();
    return new Promise((resolve) => this.#watchers.push({ test, resolve }));
  }

  #look(): void {
    for (const { test, resolve } of this.#watchers) if (test()) resolve();
  }
}

/** What a worker was asked for, by the name in WorkerApi. */
export interface Call {
  readonly worker: Worker;
  readonly method: string;
  /** The trial, where it was asked to train one. */
  readonly trial: Trial | undefined;
}

export interface Watched {
  readonly spawn: Spawn;
  readonly spawned: Worker[];
  readonly calls: Call[];
  /** Resolves with the first such call, before the page can hear its answer. */
  readonly called: (method: keyof WorkerApi) => Promise<Call>;
}

/** Real trial workers, all of them at hand, with what the pool asks of them. */
export function watchedSpawn(): Watched {
  const spawned: Worker[] = [];
  const calls: Call[] = [];
  const watchers = new Set<(call: Call) => void>();
  const spawn: Spawn = (name) => {
    const made = spawnTrialWorker(name);
    const worker = made.endpoint as Worker;
    const post = worker.postMessage.bind(worker);
    worker.postMessage = (
      message: ComlinkCall,
      options?: Transferable[] | StructuredSerializeOptions,
    ) => {
      // Comlink gives a list of what it hands over.
      post(message, (options ?? []) as Transferable[]);
      if (message.type !== 'APPLY') return;
      const first = message.argumentList[0]?.value as Partial<TrialRequest> | undefined;
      const call = { worker, method: message.path.join('.'), trial: first?.trial };
      calls.push(call);
      for (const watch of [...watchers]) watch(call);
    };
    spawned.push(worker);
    spoken.set(
      worker,
      new Promise((resolve) => worker.addEventListener('message', resolve, { once: true })),
    );
    return made;
  };
  const called = (method: string): Promise<Call> =>
    new Promise((resolve) => {
      const look = (call: Call) => {
        if (call.method !== method) return;
        watchers.delete(look);
        resolve(call);
      };
      watchers.add(look);
    });
  return { spawn, spawned, calls, called };
}

/** The first message of each worker: only from then on does it hold its liveness lock. */
const spoken = new WeakMap<Worker, Promise<unknown>>();

/** As Comlink posts it. */
interface ComlinkCall {
  readonly type: string;
  readonly path: readonly string[];
  readonly argumentList: readonly { readonly value: unknown }[];
}

/**
 * Asks each watched worker for nothing, many times in turn. A worker answers between two pieces of its work,
 * so that by the end it has had many occasions to do, and to tell, what it should not.
 */
export async function roundTrips(workers: readonly Worker[]): Promise<void> {
  // The pool would consider a worker dead that answers before it holds its liveness lock.
  for (const worker of workers) await spoken.get(worker);
  const remotes = workers.map((worker) => wrap<{ nothing: undefined }>(worker));
  for (let turn = 0; turn < 50; turn++) {
    await Promise.all(remotes.map((remote) => remote.nothing));
  }
}

/** Workers of another script under test/pool. */
export const spawnOther =
  (url: URL): Spawn =>
  (name): SpawnedWorker =>
    browserWorker(new Worker(url, { type: 'module', name }));
