/** Records one run: stores each trial as it finishes. */
import { knownChecksum } from '../../data/checksums.ts';
import type { DatasetIdentity } from '../../document/parameters.ts';
import type { Experiment } from '../../document/schema.ts';
import { isFinished, isOpen } from '../../document/trial-status.ts';
import type { ClassRecord } from '../../formats/results/document.ts';
import type { RunState, TrialState } from '../state.ts';
import type { Machine } from './expected.ts';
import type { RunStore } from '../ports/store.ts';
import { newRun } from './new-run.ts';
import { keyOf, storedOf } from './new-trial.ts';
import type { StoredRun } from './stored-run.ts';
import { circumstancesOf, type StoredTrial } from './stored-trial.ts';

export interface RecorderOptions {
  readonly store: RunStore;
  readonly experiment: Experiment;
  /** For a new run all trials; for a resumed one, those that were found finished. */
  readonly trials: readonly TrialState[];
  /** All trials shown of a resumed run, in case it must be rewritten. */
  readonly shown?: readonly TrialState[];
  readonly machine: Machine;
  readonly userAgent: string;
  /** For datasets whose checksum is not known in advance. */
  readonly checksum: (dataset: DatasetIdentity) => Promise<string>;
  /** What a new run records about its reader. */
  readonly record?: ClassRecord;
}

export class RunRecorder {
  readonly runId: string;
  readonly #options: RecorderOptions;
  /** As it was when this page started recording. */
  readonly #run: StoredRun;
  /** The last written state of each trial; states are new objects at each change. */
  readonly #written = new Map<string, TrialState>();
  /** Serialises writes, in the order of events. */
  #writing: Promise<unknown>;
  /** Number of trials when writing the whole run was last refused; 0 if it was not. */
  #refused = 0;
  /** How it ended, once it has. */
  #ended: ((run: StoredRun) => StoredRun) | null = null;

  private constructor(options: RecorderOptions, run: StoredRun, first: Promise<unknown>) {
    this.#options = options;
    this.#run = run;
    this.runId = run.id;
    this.#writing = first;
  }

  /** Starts recording a new run; some trials may already be finished. */
  static begin(options: RecorderOptions): RunRecorder {
    const datasets: Record<string, string> = {};
    for (const { plan } of options.trials) {
      const { dataset } = plan.trial;
      const checksum = knownChecksum(dataset);
      if (checksum !== null) datasets[dataset.name] = checksum;
    }
    const run = newRun({
      experiment: options.experiment,
      plans: options.trials.map(({ plan }) => plan),
      machine: { engine: options.machine.engine, deterministic: options.machine.deterministic },
      userAgent: options.userAgent,
      datasets,
      started: Date.now(),
      ...options.record,
    });
    const recorder = new RunRecorder(options, run, options.store.add(run));
    recorder.take(options.trials);
    return recorder;
  }

  /** Resumes a stored run, to train its missing trials or retrain one. */
  static resume(options: RecorderOptions, run: StoredRun): RunRecorder {
    const reopened = options.store.change(run.id, (now) => ({
      ...now,
      status: 'running' as const,
    }));
    const recorder = new RunRecorder(options, run, reopened);
    recorder.take(options.trials);
    return recorder;
  }

  /** Writes trials that have finished since the last call. Cheap to call at every change. */
  take(trials: readonly TrialState[]): void {
    for (const trial of trials) {
      if (!isFinished(trial) || this.#written.get(trial.plan.id) === trial) continue;
      this.#written.set(trial.plan.id, trial);
      void this.#after(() => this.#write(trial));
    }
  }

  /** Resolves once everything taken so far is written or refused. */
  async settled(): Promise<void> {
    await this.#writing;
  }

  /** Resolves once everything is written or refused. */
  async end(state: RunState): Promise<void> {
    this.take(state.trials);
    await this.#writing;
    const now = new Map(state.trials.map((trial) => [trial.plan.id, trial.status]));
    const ended = Date.now();
    this.#ended = (run) => {
      const trials = run.trials.map((entry) => {
        const status = now.get(entry.id);
        // An earlier result stays if retraining did not finish.
        return entry.key !== null || status === undefined || status === 'running'
          ? entry
          : { ...entry, status };
      });
      const open = trials.some(isOpen);
      return {
        ...run,
        status: state.status === 'failed' ? 'failed' : open ? 'cancelled' : 'done',
        ended,
        seconds: run.seconds + state.secondsElapsed,
        trials,
      };
    };
    await this.#options.store.change(this.runId, this.#ended);
    await this.#after(() => this.#ensureStored());
  }

  #after(work: () => Promise<unknown>): Promise<unknown> {
    return (this.#writing = this.#writing.then(work));
  }

  async #write(trial: TrialState): Promise<void> {
    const { store } = this.#options;
    try {
      const { key, stored, dataset } = await this.#stored(trial);
      const written = await store.change(
        this.runId,
        (run) => withTrial(run, key, stored, dataset),
        {
          key,
          stored,
          again: trial.kept !== undefined,
        },
      );
      // Do not retry the whole run at every trial if the disk is full.
      const due = this.#written.size >= 2 * this.#refused;
      if (written && due && store.whereabouts(this.runId) !== 'kept') await this.#writeAgain();
    } catch (error) {
      // The store reports its own problems; errors here mean that a dataset is no longer available.
      const why = error instanceof Error ? error.message : String(error);
      store.report(`A finished trial could not be kept: ${why}`);
    }
  }

  /** Writes the whole run if no database has it, also when the database opens late. */
  async #ensureStored(): Promise<void> {
    const { store } = this.#options;
    if (store.whereabouts(this.runId) === 'kept') return;
    await this.#writeAgain();
    if (store.whereabouts(this.runId) === 'kept') return;
    const stop = store.whenLate(() => {
      stop();
      void this.#after(() => this.#ensureStored());
    });
  }

  async #writeAgain(): Promise<void> {
    const { store, shown = [], trials } = this.#options;
    const lost = store.whereabouts(this.runId) === 'lost';
    const known = new Map(
      [...shown, ...trials, ...this.#written.values()]
        .filter(isFinished)
        .map((trial) => [trial.plan.id, trial]),
    );
    // Results that this page does not hold are lost.
    let run: StoredRun = {
      ...this.#run,
      status: 'running',
      trials: this.#run.trials.map(({ id }) => ({ id, key: null, status: 'waiting', last: null })),
    };
    const results = new Map<string, StoredTrial>();
    for (const trial of known.values()) {
      const { key, stored, dataset } = await this.#stored(trial);
      run = withTrial(run, key, stored, dataset);
      results.set(key, stored);
    }
    if (this.#ended !== null) run = this.#ended(run);
    const kept = await store.add(run, results);
    this.#refused = kept ? 0 : this.#written.size;
    if (!kept || !lost) return;
    store.report(
      'The lab’s data in this browser was deleted while this page was open. This run was written again with all its finished trials; earlier runs are gone.',
    );
  }

  async #stored(
    trial: TrialState,
  ): Promise<{ readonly key: string; readonly stored: StoredTrial; readonly dataset: string }> {
    const { userAgent, checksum } = this.#options;
    const { dataset: which } = trial.plan.trial;
    const from = circumstancesOf(trial);
    const dataset = from?.dataset ?? knownChecksum(which) ?? (await checksum(which));
    const at = trial.kept ?? Date.now();
    const stored = await storedOf(trial, from ?? { dataset, userAgent, at });
    return { key: keyOf(stored), stored, dataset };
  }
}

/** The run with one trial's results added. */
const withTrial = (
  run: StoredRun,
  key: string,
  { id, trial, state }: StoredTrial,
  dataset: string,
): StoredRun => ({
  ...run,
  datasets: { ...run.datasets, [trial.dataset.name]: dataset },
  trials: run.trials.map((entry) =>
    entry.id === id
      ? { ...entry, key, status: state.status, last: state.epochs.at(-1) ?? null }
      : entry,
  ),
});
