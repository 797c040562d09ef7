/**
 * A handle on one worker. Comlink leaves a call pending forever when its worker dies; here every call
 * ends: with the answer, the worker's failure, or its AbortSignal.
 */
import { proxy, releaseProxy, transfer, wrap, type Remote } from 'comlink';
import type { Checkpoint } from '../protocol/checkpoint.ts';
import type { Dataset, DatasetProgress } from '../protocol/dataset.ts';
import type { Trial } from '../document/schema.ts';
import type { Inspection } from '../protocol/inspection.ts';
import { fromErrorData, LabError, throwIfAborted, toLabError } from '../base/errors.ts';
import type {
  DatasetRequest,
  Outcome,
  PredictRequest,
  TrialEvent,
  TrialRequest,
  WorkerApi,
} from '../protocol/worker-api.ts';
import type { PauseSwitch } from '../lab/pause.ts';
import type { SpawnedWorker } from './spawn.ts';

/** Milliseconds that a cancelled call may take to end before its worker is terminated. */
const cancelTimeoutMs = 500;

export interface CallOptions {
  readonly signal?: AbortSignal | undefined;
}

export interface RunCallOptions extends CallOptions {
  readonly onEvent: (event: TrialEvent) => void;
  /** The trial waits for the promise. */
  readonly onCheckpoint?: (checkpoint: Checkpoint) => Promise<void> | undefined;
  readonly pause?: PauseSwitch | undefined;
}

export class WorkerHandle {
  readonly name: string;
  readonly #spawned: SpawnedWorker;
  readonly #api: Remote<WorkerApi>;
  /** Notified when the worker dies. */
  readonly #deathListeners = new Set<(error: LabError) => void>();
  readonly #waiting = new Set<() => void>();
  #calls = 0;
  /** While a checkpoint is being kept on this side. */
  #keeping: Promise<void> | null = null;
  #dead: LabError | null = null;
  #dataset: Dataset | null = null;

  constructor(spawned: SpawnedWorker, name: string) {
    this.name = name;
    this.#spawned = spawned;
    this.#api = wrap<WorkerApi>(spawned.endpoint);
    spawned.onFailure((detail) => this.#die(detail));
  }

  /** Why the worker died; null while it is alive. */
  get dead(): LabError | null {
    return this.#dead;
  }

  /** Calls back once, when the worker dies or is terminated. */
  onDeath(listener: (error: LabError) => void): void {
    if (this.#dead === null) this.#deathListeners.add(listener);
    else listener(this.#dead);
  }

  /** Resolves once the worker answers. Throws LabError `worker-crashed` or `aborted`. */
  async ready(options: CallOptions = {}): Promise<void> {
    // Cancelling nothing has no effect, and the answer shows that the script runs.
    await this.#call((api) => api.cancel(), options);
  }

  /** Resolves to the dataset. Throws LabError: the worker's own, `aborted` or `worker-crashed`. */
  async loadDataset(
    request: DatasetRequest,
    options: CallOptions & {
      readonly onProgress?: ((progress: DatasetProgress) => void) | undefined;
    } = {},
  ): Promise<Dataset> {
    const onProgress = proxy(guarded(options));
    return unwrap(
      await this.#call<Outcome<Dataset>>((api) => api.loadDataset(request, onProgress), options),
    );
  }

  /** Sends the worker a dataset, unless it already has this one. Throws like loadDataset. */
  async keepDataset(dataset: Dataset, options: CallOptions = {}): Promise<void> {
    if (this.#dataset === dataset) return;
    await this.#call((api) => api.keepDataset(dataset), options);
    this.#dataset = dataset;
  }

  /**
   * Trains a trial on the sent dataset. No events follow after the promise settles or after an abort; with
   * checkpoints, the events of an aborted trial go on until the worker has ended it, with a last checkpoint, or is
   * terminated, and only then the promise settles.
   * While `pause` is on, the trial is paused in its worker. Throws like loadDataset.
   */
  async run(request: TrialRequest, options: RunCallOptions): Promise<void> {
    const { signal, onEvent, onCheckpoint, pause } = options;
    const { from = null, checkpoints = null } = request;
    const toTheEnd = checkpoints !== null;
    let ended = false;
    const report = guarded({ signal: toTheEnd ? undefined : signal, onProgress: onEvent });
    const callback = proxy((event: TrialEvent) => {
      if (ended) return undefined;
      if (event.type === 'checkpoint')
        return this.#keep(async () => onCheckpoint?.(event.checkpoint));
      report(event);
      return undefined;
    });
    const sent = from === null ? request : transfer(request, await buffersOf(from));
    const call = this.#call<Outcome<null>>((api) => api.run(sent, callback), options, toTheEnd);
    const hold = (on: boolean) => {
      // A dead worker has nothing to pause.
      if (this.#dead === null) void this.#api.pause(on).catch(() => undefined);
    };
    const stop = pause?.onChange(hold);
    if (pause?.paused === true) hold(true);
    try {
      unwrap(await call);
    } catch (error) {
      // An aborted worker that was terminated in the end is no crash.
      throwIfAborted(signal);
      throw error;
    } finally {
      ended = true;
      stop?.();
    }
  }

  /** Never rejects: a page that cannot keep a checkpoint should not stop the training. */
  #keep(keep: () => Promise<void>): Promise<void> {
    const keeping = keep()
      .catch((error: unknown) => console.error(error))
      .finally(() => (this.#keeping = null));
    this.#keeping = keeping;
    return keeping;
  }

  /** Inspects a trial before its first step, on the sent dataset. Throws like loadDataset. */
  async inspect(trial: Trial, options: CallOptions = {}, steps = false): Promise<Inspection> {
    return unwrap(
      await this.#call<Outcome<Inspection>>((api) => api.inspect(trial, steps), options),
    );
  }

  /** The outputs, [rows, outputs]; for a part of a dataset, the worker must have it. Throws like loadDataset. */
  async predict(request: PredictRequest, options: CallOptions = {}): Promise<Float32Array> {
    return unwrap(await this.#call<Outcome<Float32Array>>((api) => api.predict(request), options));
  }

  /** Resolves once no call is in progress: to true, or to false if the worker died. */
  whenFree(): Promise<boolean> {
    if (this.#calls === 0 || this.#dead !== null) return Promise.resolve(this.#dead === null);
    return new Promise((resolve) => this.#waiting.add(() => resolve(this.#dead === null)));
  }

  /** Ends the worker at once; a pending call throws `worker-crashed` with the reason. */
  terminate(why = 'it was terminated'): void {
    this.#die(why);
  }

  #die(detail: string): void {
    if (this.#dead !== null) return;
    const error = new LabError('worker-crashed', `${this.name} stopped: ${detail}`);
    this.#dead = error;
    this.#dataset = null;
    this.#spawned.terminate();
    this.#api[releaseProxy]();
    for (const listener of [...this.#deathListeners]) listener(error);
    this.#deathListeners.clear();
    this.#freed();
  }

  #freed(): void {
    for (const resolve of [...this.#waiting]) resolve();
    this.#waiting.clear();
  }

  /** @param toTheEnd whether an aborted call settles only once the worker has ended it, or is terminated */
  #call<T>(
    invoke: (api: Remote<WorkerApi>) => Promise<T>,
    { signal }: CallOptions,
    toTheEnd = false,
  ): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      throwIfAborted(signal);
      if (this.#dead !== null) throw this.#dead;
      const end = () => {
        this.#deathListeners.delete(fail);
        signal?.removeEventListener('abort', abort);
      };
      const fail = (error: LabError) => {
        end();
        reject(error);
      };
      const abort = () => {
        if (!toTheEnd) fail(new LabError('aborted', 'cancelled'));
        this.#interrupt();
      };
      this.#deathListeners.add(fail);
      signal?.addEventListener('abort', abort);
      this.#calls += 1;
      // Posting may throw synchronously if something cannot be cloned.
      void (async () => invoke(this.#api))()
        .then(
          (value) => {
            end();
            resolve(value);
          },
          (error: unknown) => fail(toLabError(error)),
        )
        .finally(() => {
          this.#calls -= 1;
          if (this.#calls === 0) this.#freed();
        });
    });
  }

  /** Asks the worker to stop its call, and terminates it if it does not; a checkpoint may take its time. */
  #interrupt(): void {
    const wait = () =>
      setTimeout(() => {
        if (this.#keeping === null) {
          this.terminate(`it did not stop within ${cancelTimeoutMs} ms of being cancelled`);
        } else void this.#keeping.then(() => this.#calls > 0 && (timer = wait()));
      }, cancelTimeoutMs);
    let timer = wait();
    void this.whenFree().then(() => clearTimeout(timer));
    void this.#api.cancel().catch(() => undefined);
  }
}

/** Loaded on demand, because most pages never go on from a checkpoint. */
async function buffersOf(from: Checkpoint): Promise<ArrayBuffer[]> {
  return (await import('../protocol/checkpoint-buffers.ts')).checkpointBuffers(from);
}

function unwrap<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw fromErrorData(outcome.error);
  return outcome.value;
}

/**
 * Wraps a callback for the worker: ignores calls after an abort, and keeps errors on this side, because a
 * page that fails to draw should not stop training.
 */
function guarded<T>({
  signal,
  onProgress,
}: CallOptions & { readonly onProgress?: ((value: T) => void) | undefined }): (value: T) => void {
  return (value) => {
    if (signal?.aborted === true) return;
    try {
      onProgress?.(value);
    } catch (error) {
      console.error(error);
    }
  };
}
