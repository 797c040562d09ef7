/** The step between pressing Run and training: finds stored trials and starts recording the run. */
import type { PlannedTrial } from '../../document/expand.ts';
import { canonicalJson } from '../../document/hash.ts';
import type { DatasetIdentity } from '../../document/parameters.ts';
import type { Experiment } from '../../document/schema.ts';
import { isAbort, LabError } from '../../base/errors.ts';
import type { KeptLosses, RunState } from '../state.ts';
import { keptTrials, sharedKeys } from '../kept/cache.ts';
import { RunRecorder } from '../kept/recorder.ts';
import { hasAll, latestRun } from '../kept/kept.ts';
import type { ClassRecord } from '../../formats/results/document.ts';
import { hasOutdatedTrials, type StoredRun } from '../kept/stored-run.ts';
import { preparing } from '../kept/kept-state.ts';
import type { LabRun, MachineOptions, SessionServices } from '../ports/services.ts';
import type { Claims, RunStore } from '../ports/store.ts';
import { ProgressChannel } from './shared-progress.ts';
import { SharedRun } from './shared-run.ts';

export interface CacheRequest {
  /** What is shown: all trials of the run, including those to train. */
  readonly shown: RunState;
  readonly plans: readonly PlannedTrial[];
  readonly experiment: Experiment;
  readonly machine: MachineOptions;
  /** Whether to ignore stored results. */
  readonly retrain: boolean;
  /** The stored run to resume; null starts a new one. */
  readonly stored: string | null;
  /** What a new run records about its reader. */
  readonly record: ClassRecord;
}

export interface Prepared {
  readonly state: RunState;
  /** Trains what is left, or waits for another tab that trains it; null if nothing is left, or after an abort. */
  readonly run: LabRun | null;
  readonly recorder: RunRecorder;
}

/** Never throws: trials that cannot be looked up are trained. After an abort, trials found so far count. */
export async function prepare(
  store: RunStore,
  lab: SessionServices,
  wanted: CacheRequest,
  claims: Claims,
  signal: AbortSignal,
): Promise<Prepared> {
  const { plans, machine, retrain, experiment } = wanted;
  const looked = retrain ? [] : keptTrials(store, plans, machine, signal);
  const kept = await Promise.race([looked, onAbort(signal)]).catch(() => []);
  const found = new Set(kept.map(({ plan }) => plan.id));
  const left = plans.filter(({ id }) => !found.has(id));
  const state = preparing(wanted, kept);
  const known = wanted.stored === null ? null : await store.run(wanted.stored);
  const run = known ?? (left.length === 0 ? await wholeRun(store, wanted) : null);
  const options = {
    store,
    experiment,
    trials: run === null ? state.trials : kept,
    shown: state.trials,
    machine,
    userAgent: lab.userAgent,
    checksum: checksumOf(lab),
    record: wanted.record,
    release: (id: string, losses: KeptLosses) => training?.release?.(id, losses),
  };
  let training: LabRun | null = null;
  const recorder = run === null ? RunRecorder.begin(options) : RunRecorder.resume(options, run);
  training = await trainingOf(store, lab, { ...wanted, plans: left, claims }, recorder, signal);
  return { state, run: training, recorder };
}

/** For datasets whose checksum is not known in advance. */
const checksumOf =
  (lab: Pick<SessionServices, 'dataset'>) =>
  async (dataset: DatasetIdentity): Promise<string> =>
    (await lab.dataset(dataset)).checksum;

/** Rejects on abort, so that a database that does not open is not waited for. */
const onAbort = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    const stop = () => reject(new LabError('aborted', 'cancelled'));
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });

async function trainingOf(
  store: RunStore,
  lab: SessionServices,
  { plans, machine, retrain, claims }: CacheRequest & { readonly claims: Claims },
  recorder: RunRecorder,
  signal: AbortSignal,
): Promise<LabRun | null> {
  const cancelled = () => signal.aborted;
  if (cancelled() || plans.length === 0) return null;
  const keys = new Map<string, string>();
  try {
    for await (const { plan, key } of sharedKeys(plans, machine, signal)) {
      if (key !== null) keys.set(plan.id, key);
    }
  } catch (error) {
    if (isAbort(error)) return null;
    throw error;
  }
  const checkpoints = await store.checkpoints(machine, checksumOf(lab));
  // The claims' scope is known once the store was read, or the run was recorded.
  await recorder.settled();
  const run = await SharedRun.claim(
    {
      plans,
      keys,
      claims,
      progress: new ProgressChannel(),
      train: (some) => lab.createRun(some, machine, checkpoints),
      kept: (some, during) => keptTrials(store, some, machine, during),
      written: () => recorder.settled(),
      closed: store.closed,
    },
    retrain,
    signal,
  );
  if (!cancelled()) return run;
  claims.releaseAll();
  return null;
}

/** A complete run of these settings, so that showing it again does not create a second one. */
async function wholeRun(
  store: RunStore,
  { experiment, record }: Pick<CacheRequest, 'experiment' | 'record'>,
): Promise<StoredRun | null> {
  const run = await latestRun(store, experiment);
  // A run of another reader, or with another prediction, is not reused.
  const same = ({ prediction, student }: ClassRecord) => canonicalJson({ prediction, student });
  if (run === null || same(run) !== same(record)) return null;
  // Results of another engine revision stay unchanged, next to the new ones.
  if (hasOutdatedTrials(run)) return null;
  return hasAll(run) ? store.run(run.id) : null;
}
