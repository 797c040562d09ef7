/** Follows one run and keeps each trial as it finishes; and finds those that need no training. */
import { knownChecksum } from '../datasets/checksums.ts';
import type { PlannedTrial } from '../experiment/expand.ts';
import type { DatasetIdentity } from '../experiment/parameters.ts';
import type { Experiment } from '../experiment/schema.ts';
import { throwIfAborted } from '../protocol/errors.ts';
import type { RunState, TrialState } from '../run/state.ts';
import { expectedBits, type Machine } from './expected.ts';
import { placed } from './placed.ts';
import type { Store } from './store.ts';
import { newRun, settingsHash, type RunRecord, type StoredRun } from './stored-run.ts';
import { keyOf, stateOf, storedOf, trialKey } from './stored-trial.ts';

const isFinished = ({ status }: { readonly status: string }): boolean =>
  status === 'done' || status === 'diverged';

/**
 * The kept states of those trials that would come to the same bits. Throws LabError `aborted`.
 */
export async function keptTrials(
  store: Store,
  plans: readonly PlannedTrial[],
  machine: Machine,
  signal: AbortSignal,
): Promise<TrialState[]> {
  const found: TrialState[] = [];
  for (const plan of plans) {
    throwIfAborted(signal);
    const dataset = knownChecksum(plan.trial.dataset);
    const bits = await expectedBits(plan.trial, machine);
    if (dataset === null || bits === null) continue;
    const stored = await store.trial(trialKey(plan.id, bits, dataset));
    if (stored !== null) found.push(stateOf(stored, plan));
  }
  throwIfAborted(signal);
  return found;
}

/** The latest run of the same settings that was computed here; null where there is none. */
export async function latestRun(store: Store, experiment: Experiment): Promise<StoredRun | null> {
  const settings = settingsHash(experiment);
  const runs = await store.runs();
  return runs.find((run) => run.settings === settings && run.imported === null) ?? null;
}

/** What a run has, in the order of `plans`; trials without kept results are left out. */
export async function trialsOf(
  store: Store,
  run: StoredRun,
  plans: readonly PlannedTrial[],
): Promise<TrialState[]> {
  const keys = new Map(run.trials.map(({ id, key }) => [id, key]));
  const read = plans.map(async (plan) => {
    const key = keys.get(plan.id) ?? null;
    const stored = key === null ? null : await store.trial(key);
    return stored === null ? [] : [placed(stateOf(stored, plan), run)];
  });
  return (await Promise.all(read)).flat();
}

export interface KeeperOptions {
  readonly store: Store;
  readonly experiment: Experiment;
  /** Of a new run all trials; of one that goes on, those that were found finished. */
  readonly trials: readonly TrialState[];
  readonly machine: Machine;
  readonly userAgent: string;
  /** For datasets whose checksum is not known beforehand. */
  readonly checksum: (dataset: DatasetIdentity) => Promise<string>;
  /** What a new run keeps of its reader. */
  readonly record?: RunRecord;
}

export class RunKeeper {
  readonly runId: string;
  readonly #options: KeeperOptions;
  /** What was written last of each trial: a state is an object of its own at each change. */
  readonly #written = new Map<string, TrialState>();
  /** Writes one after the other, in the order of what happened. */
  #writing: Promise<unknown>;

  private constructor(options: KeeperOptions, run: StoredRun, first: Promise<unknown>) {
    this.#options = options;
    this.runId = run.id;
    this.#writing = first;
  }

  /** A new run, of which some trials may be finished already. */
  static begin(options: KeeperOptions): RunKeeper {
    const datasets: Record<string, string> = {};
    for (const { plan } of options.trials) {
      const { dataset } = plan.trial;
      const checksum = knownChecksum(dataset);
      if (checksum !== null) datasets[dataset.name] = checksum;
    }
    const run = newRun({
      experiment: options.experiment,
      ids: options.trials.map(({ plan }) => plan.id),
      machine: { engine: options.machine.engine, deterministic: options.machine.deterministic },
      userAgent: options.userAgent,
      datasets,
      started: Date.now(),
      ...options.record,
    });
    const keeper = new RunKeeper(options, run, options.store.add(run));
    keeper.take(options.trials);
    return keeper;
  }

  /** Goes on with a run, to train what it lacks or one of its trials again. */
  static resume(options: KeeperOptions, run: StoredRun): RunKeeper {
    const reopened = options.store.change(run.id, (now) => ({
      ...now,
      status: 'running' as const,
    }));
    const keeper = new RunKeeper(options, run, reopened);
    keeper.take(options.trials);
    return keeper;
  }

  /** Writes the trials that have finished since. Cheap to call at every change. */
  take(trials: readonly TrialState[]): void {
    for (const trial of trials) {
      if (!isFinished(trial) || this.#written.get(trial.plan.id) === trial) continue;
      this.#written.set(trial.plan.id, trial);
      this.#writing = this.#writing.then(() => this.#write(trial));
    }
  }

  /** Resolves once everything is written, or was refused. */
  async end(state: RunState): Promise<void> {
    this.take(state.trials);
    await this.#writing;
    const now = new Map(state.trials.map((trial) => [trial.plan.id, trial.status]));
    await this.#options.store.change(this.runId, (run) => {
      const trials = run.trials.map((entry) => {
        const ended = now.get(entry.id);
        // An earlier result of the trial stays when training it again came to nothing.
        return entry.key !== null || ended === undefined || ended === 'running'
          ? entry
          : { ...entry, status: ended };
      });
      const open = trials.some(({ status }) => status === 'waiting' || status === 'cancelled');
      return {
        ...run,
        status: state.status === 'failed' ? 'failed' : open ? 'cancelled' : 'done',
        ended: Date.now(),
        seconds: run.seconds + state.secondsElapsed,
        trials,
      };
    });
  }

  async #write(trial: TrialState): Promise<void> {
    const { store, userAgent, checksum } = this.#options;
    const { dataset: which } = trial.plan.trial;
    try {
      const dataset = knownChecksum(which) ?? (await checksum(which));
      const stored = await storedOf(trial, { dataset, userAgent, at: trial.kept ?? Date.now() });
      const key = keyOf(stored);
      const status = stored.state.status;
      const last = stored.state.epochs.at(-1) ?? null;
      await store.change(
        this.runId,
        (run) => ({
          ...run,
          datasets: { ...run.datasets, [which.name]: dataset },
          trials: run.trials.map((entry) =>
            entry.id === stored.id ? { ...entry, key, status, last } : entry,
          ),
        }),
        // A kept trial is in the store as it was written by its own version of the lab.
        trial.kept === undefined ? { key, stored } : undefined,
      );
    } catch (error) {
      // The store says its own troubles; what gets here is a dataset that cannot be had any more.
      const why = error instanceof Error ? error.message : String(error);
      store.report(`A finished trial could not be kept: ${why}`);
    }
  }
}
