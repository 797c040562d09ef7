/** Retrains recorded trials on their engine and compares the results. */
import { knownChecksum } from '../data/checksums.ts';
import type { PlannedTrial } from '../document/expand.ts';
import { isFinished } from '../document/trial-status.ts';
import type { TrialError } from '../document/results.ts';
import { isProven, machineOf } from './again.ts';
import { compareTrials, type Comparison } from './compare.ts';
import { withLosses } from './kept/losses.ts';
import type { LoadedRun } from './kept/load-run.ts';
import { keepVerified } from './kept/verified.ts';
import type { LabServices, MachineOptions, Training } from './ports/services.ts';
import { runToEnd } from './run-to-end.ts';
import type { RunState, TrialState } from './state.ts';

/** A record to reproduce by retraining: a trial, or a trained model. */
export interface Recorded {
  readonly plan: PlannedTrial;
  readonly machine: Omit<MachineOptions, 'workers'>;
  /** The checksum of the data in the record; null to skip this check. */
  readonly dataset: string | null;
  readonly claim:
    | { readonly kind: 'trial'; readonly trial: TrialState }
    /** The hash of a model's weights. */
    | { readonly kind: 'model'; readonly weights: string };
}

/** A trial as a record of itself. */
export const recordOfTrial = (trial: TrialState, dataset: string | null = null): Recorded => ({
  plan: trial.plan,
  machine: machineOf(trial),
  dataset,
  claim: { kind: 'trial', trial },
});

export type Verdict =
  | {
      readonly kind: 'trial';
      readonly recorded: TrialState;
      readonly again: TrialState;
      readonly comparison: Comparison;
      readonly proven: boolean;
    }
  | { readonly kind: 'model'; readonly proven: boolean }
  /** The data differ from those named in the record. */
  | { readonly kind: 'other data'; readonly wanted: string; readonly found: string }
  /** Retraining did not finish: why it failed, or null if it was cancelled. */
  | { readonly kind: 'none'; readonly error: TrialError | null };

/** Whether retraining proved the record. */
export const isTrue = (verdict: Verdict): boolean =>
  (verdict.kind === 'trial' || verdict.kind === 'model') && verdict.proven;

export interface VerifyOptions<R extends Recorded> {
  /** Trials trained at once; null lets the pool choose. */
  readonly workers: number | null;
  readonly signal: AbortSignal;
  /** Progress of retraining a record, 0 … 1. */
  readonly progress?: (record: R, fraction: number) => void;
  /** Called once for every record, unless the signal is aborted before its turn. */
  readonly tell: (record: R, verdict: Verdict) => void;
}

type Again = Pick<Training, 'createRun' | 'dataset'>;

/**
 * Retrains records of one engine together, each trial once. Resolves when all have ended, or at once after an
 * abort.
 */
export async function verify<R extends Recorded>(
  records: readonly R[],
  training: Again,
  options: VerifyOptions<R>,
): Promise<void> {
  const groups = new Map<string, R[]>();
  for (const record of records) {
    const key = JSON.stringify(record.machine);
    groups.set(key, [...(groups.get(key) ?? []), record]);
  }
  for (const group of groups.values()) {
    if (options.signal.aborted) break;
    await verifyGroup(group, training, options);
  }
}

async function verifyGroup<R extends Recorded>(
  group: readonly R[],
  training: Again,
  { workers, signal, progress, tell }: VerifyOptions<R>,
): Promise<void> {
  const plans = new Map(group.map(({ plan }) => [plan.id, plan]));
  const run = training.createRun([...plans.values()], { ...group[0]!.machine, workers });
  const open = new Set(group);
  /** Reports verdicts in sequence, because each may need to load its data. */
  let telling: Promise<void> = Promise.resolve();
  const look = ({ trials }: RunState, ended: boolean) => {
    const found = new Map(trials.map((trial) => [trial.plan.id, trial]));
    for (const record of open) {
      const again = found.get(record.plan.id);
      if (ended || again === undefined || isFinished(again) || again.status === 'failed') {
        open.delete(record);
        telling = telling.then(async () => tell(record, await verdictOn(record, again, training)));
      } else {
        progress?.(record, again.stepsTotal === 0 ? 0 : again.stepsDone / again.stepsTotal);
      }
    }
  };
  const stop = run.subscribe((state) => look(state, false));
  try {
    look(await runToEnd(run, signal), true);
    await telling;
  } finally {
    stop();
  }
}

async function verdictOn(
  { claim, plan, dataset }: Recorded,
  again: TrialState | undefined,
  training: Again,
): Promise<Verdict> {
  if (again === undefined || !isFinished(again)) {
    return { kind: 'none', error: again?.error ?? null };
  }
  if (dataset !== null) {
    const { dataset: which } = plan.trial;
    const wanted = knownChecksum(which) ?? (await training.dataset(which)).checksum;
    if (dataset !== wanted) return { kind: 'other data', wanted, found: dataset };
  }
  if (claim.kind === 'model') return { kind: 'model', proven: again.weights === claim.weights };
  const { trial: recorded } = claim;
  const comparison = compareTrials(recorded, again);
  const proven = isProven(recorded, comparison);
  return { kind: 'trial', recorded, again, comparison, proven };
}

/**
 * Verifies trials of a stored run. Trials of an imported run that give the same bits are marked as verified and
 * replaced by the retrained ones; runs computed here are not changed.
 */
export async function verifyKept(
  { run, state }: LoadedRun,
  ids: readonly string[],
  services: Again & Pick<LabServices, 'store' | 'userAgent'>,
  options: VerifyOptions<Recorded>,
): Promise<void> {
  const chosen = state.trials.filter(({ plan }) => ids.includes(plan.id));
  const records = (await withLosses(chosen)).map((trial) => recordOfTrial(trial));
  const proven: TrialState[] = [];
  const tell = (record: Recorded, verdict: Verdict) => {
    if (verdict.kind === 'trial' && verdict.proven) proven.push(verdict.again);
    options.tell(record, verdict);
  };
  await verify(records, services, { ...options, tell });
  const { store, userAgent } = services;
  if (run.imported === null || store === null) return;
  try {
    for (const again of proven) {
      const { checksum } = await services.dataset(again.plan.trial.dataset);
      await keepVerified(store, run.id, again, { dataset: checksum, userAgent });
    }
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    store.report(`The run could not be marked as verified: ${why}`);
  }
}
