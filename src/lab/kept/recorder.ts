/** Records one run: stores each trial as it finishes. */
import { knownChecksum } from '../../data/checksums.ts';
import type { DatasetIdentity } from '../../document/parameters.ts';
import type { Experiment } from '../../document/schema.ts';
import { isFinished, isOpen } from '../../document/trial-status.ts';
import type { ClassRecord } from '../../formats/results/document.ts';
import type { KeptLosses, RunState, TrialState } from '../state.ts';
import type { Machine } from './expected.ts';
import type { RunStore } from '../ports/store.ts';
import { newRun } from './new-run.ts';
import { lossBytes, lossCount, lossesBudget, withLosses } from './losses.ts';
import { released } from '../reduce.ts';
import { entryOf, storedOf } from './new-trial.ts';
import { waitingEntry, withTrials, type StoredRun } from './stored-run.ts';
import { asStored, circumstancesOf } from './stored-trial.ts';
import type { StoredTrial } from './trial-schema.ts';

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
  /** Called for trials whose losses are on the device and need not stay in memory, once those are many. */
  readonly release?: (id: string, losses: KeptLosses) => void;
  /** Bytes of losses that stay in memory; `lossesBudget` if omitted. */
  readonly budget?: number;
}

export class RunRecorder {
  readonly runId: string;
  readonly #options: RecorderOptions;
  /** As it was when this page started recording. */
  readonly #run: StoredRun;
  /** Each trial's place in the run. */
  readonly #places: ReadonlyMap<string, number>;
  /** Checksums of the datasets of what was written, by name. */
  readonly #datasets: Record<string, string> = {};
  /** The last written state of each trial; states are new objects at each change. */
  readonly #written = new Map<string, TrialState>();
  /** Kept trials whose losses are still in memory. */
  readonly #held: { readonly trial: TrialState; readonly losses: KeptLosses }[] = [];
  /** Serialises writes, in the order of events. */
  #writing: Promise<unknown>;
  /** Those that were refused, to be written once more at the end. */
  readonly #refusedTrials = new Map<string, TrialState>();
  /** Number of trials when writing the whole run was last refused; 0 if it was not. */
  #refused = 0;
  /** Lets other tabs know that it has ended. */
  readonly #lock: Promise<(() => void) | undefined>;
  /** How it ended, once it has. */
  #ended: ((run: StoredRun) => StoredRun) | null = null;

  private constructor(options: RecorderOptions, run: StoredRun, first: Promise<unknown>) {
    this.#options = options;
    this.#run = run;
    this.#places = new Map(run.trials.map(({ id }, index) => [id, index]));
    this.runId = run.id;
    this.#writing = first;
    this.#lock = this.#hold(first).catch(() => undefined);
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

  /** Lets other tabs know that the run is trained here. The locks of a database are known once it was used. */
  async #hold(first: Promise<unknown>): Promise<(() => void) | undefined> {
    await first;
    const { store } = this.#options;
    const release = await (await store.runLocks?.())?.hold(this.runId);
    if (release !== undefined) store.closed.addEventListener('abort', release, { once: true });
    return release;
  }

  /** Writes trials that have finished since the last call. Cheap to call at every change. */
  take(trials: readonly TrialState[]): void {
    for (const trial of trials) {
      const written = this.#written.get(trial.plan.id);
      // Its losses may have left the memory since.
      if (!isFinished(trial) || written === trial || written?.epochs === trial.epochs) continue;
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
    for (const trial of [...this.#refusedTrials.values()]) await this.#write(trial);
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
        datasets: { ...run.datasets, ...this.#datasets },
        trials,
      };
    };
    await this.#options.store.change(this.runId, this.#ended);
    await this.#after(() => this.#ensureStored());
    (await this.#lock)?.();
  }

  #after(work: () => Promise<unknown>): Promise<unknown> {
    return (this.#writing = this.#writing.then(work));
  }

  async #write(trial: TrialState): Promise<void> {
    const { store } = this.#options;
    const { id } = trial.plan;
    try {
      const found = await this.#stored(trial);
      if (found === null) return;
      const { stored, dataset } = found;
      this.#datasets[trial.plan.trial.dataset.name] = dataset;
      const entry = entryOf(stored);
      const written = await store.append(this.runId, {
        index: this.#places.get(id)!,
        entry,
        stored,
        again: trial.kept !== undefined,
      });
      if (written) this.#refusedTrials.delete(id);
      else this.#refusedTrials.set(id, trial);
      if (written && store.whereabouts(this.runId) === 'kept')
        this.#release(trial, entry.key, stored.lossesHash);
      // Do not retry the whole run at every trial if the disk is full.
      const due = this.#written.size >= 2 * this.#refused;
      if (written && due && store.whereabouts(this.runId) !== 'kept') await this.#writeAgain();
    } catch (error) {
      // The store reports its own problems; errors here mean that a dataset is no longer available.
      const why = error instanceof Error ? error.message : String(error);
      store.report(`A finished trial could not be kept: ${why}`);
    }
  }

  /** Lets go of the losses of kept trials once they are more than a page should hold. */
  #release(trial: TrialState, key: string, sha256: string): void {
    const count = trial.batchLosses.length;
    if (count === 0) return;
    this.#held.push({ trial, losses: this.#options.store.losses(key, { count, sha256 }) });
    if (lossBytes(this.#held.map((each) => each.trial)) <= (this.#options.budget ?? lossesBudget))
      return;
    for (const { trial: each, losses } of this.#held.splice(0)) {
      const { id } = each.plan;
      this.#written.set(id, asStored(released(each, losses), each));
      this.#options.release?.(id, losses);
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
      trials: this.#run.trials.map(({ id }) => waitingEntry(id)),
    };
    const results = new Map<string, StoredTrial>();
    for (const trial of known.values()) {
      const found = await this.#stored(trial);
      if (found === null) continue;
      const { stored, dataset } = found;
      const entry = entryOf(stored);
      run = {
        ...run,
        datasets: { ...run.datasets, [trial.plan.trial.dataset.name]: dataset },
        trials: run.trials.map((each) => (each.id === entry.id ? entry : each)),
      };
      results.set(entry.key, stored);
    }
    if (this.#ended !== null) run = this.#ended(run);
    const kept = await store.add(withTrials(run, run.trials), results);
    this.#refused = kept ? 0 : this.#written.size;
    if (!kept || !lost) return;
    store.report(
      'The lab’s data in this browser was deleted while this page was open. This run was written again with all its finished trials; earlier runs are gone.',
    );
  }

  /** Null if its losses were on the device only, and are gone. */
  async #stored(
    trial: TrialState,
  ): Promise<{ readonly stored: StoredTrial; readonly dataset: string } | null> {
    const { userAgent, checksum } = this.#options;
    const { dataset: which } = trial.plan.trial;
    const from = circumstancesOf(trial);
    const dataset = from?.dataset ?? knownChecksum(which) ?? (await checksum(which));
    const at = trial.kept ?? Date.now();
    const [whole] = await withLosses([trial]);
    if (whole === undefined || whole.batchLosses.length < lossCount(trial)) return null;
    return { stored: await storedOf(whole, from ?? { dataset, userAgent, at }), dataset };
  }
}
