/** Checks what the schemas of a results document cannot: whether its figures match its experiment and its hashes. */
import { yieldToEventLoop } from '../../base/event-loop.ts';
import type { PlannedTrial } from '../../document/expand.ts';
import { issue, type Issue } from '../../document/issue.ts';
import { trialSteps } from '../../document/parameters.ts';
import { isComplete } from '../../document/trial-status.ts';
import type { HashLosses } from './hash-once.ts';
import type { BrokenSeal } from './seal.ts';
import type { ProvenanceRow, RecordedTrial } from './trial.ts';

export type At = (inner: string) => string;

/** What is the same in all versions of a document. */
interface Results<Result> {
  readonly trials: readonly Result[];
  readonly passport?:
    | {
        readonly trials: readonly (ProvenanceRow & {
          readonly id: string;
          readonly losses: string;
        })[];
      }
    | undefined;
}

/** What is different. */
export interface Version<Result> {
  /** Reads a trial; issues where it contradicts itself. @param at makes paths inside the trial */
  readonly trialOf: (
    result: Result,
    plan: PlannedTrial,
    row: ProvenanceRow | undefined,
    at: At,
  ) => { readonly trial: RecordedTrial | null; readonly issues: readonly Issue[] };
  /** Where a trial has the number of one of its epochs. */
  readonly epochPath: (index: number) => string;
  /** Where a trial has its losses. */
  readonly lossesPath: string;
  /** Whether a trial that is done may be without its losses, which were removed to make room. */
  readonly mayLackLosses: boolean;
  /** Called once all else is right. */
  readonly seals: (hash: HashLosses) => Promise<readonly (Issue | BrokenSeal)[]>;
}

/** The trials of a document, and all issues with them. */
export async function checkedTrials<Result extends { readonly id: string }>(
  { trials: results, passport }: Results<Result>,
  plans: readonly PlannedTrial[],
  version: Version<Result>,
  { at, hash }: { readonly at: At; readonly hash: HashLosses },
): Promise<{ readonly trials: readonly RecordedTrial[]; readonly issues: readonly Issue[] }> {
  const trials: RecordedTrial[] = [];
  const issues: Issue[] = [];
  const planned = new Map(plans.map((plan) => [plan.id, plan]));
  const rows = new Map(passport?.trials.map((row, index) => [row.id, { row, index }]));
  for (const [index, result] of results.entries()) {
    // Hashing a million losses takes milliseconds.
    await yieldToEventLoop();
    const inTrial: At = (inner) => at(`trials.${index}.${inner}`);
    const plan = planned.get(result.id);
    if (plan === undefined) {
      issues.push(issue(inTrial('id'), 'the id of a trial of this experiment, once', result.id));
      continue;
    }
    planned.delete(result.id);
    const found = rows.get(result.id);
    const { trial, issues: wrong } = version.trialOf(result, plan, found?.row, inTrial);
    issues.push(...wrong);
    if (trial === null) continue;
    trials.push(trial);
    issues.push(...epochIssues(trial, version, inTrial), ...lossIssues(trial, version, inTrial));
    if (found !== undefined && (await hash(trial.batchLosses)) !== found.row.losses) {
      const where = at(`passport.trials.${found.index}.losses`);
      const expected = 'the hash of the trial’s losses, which were changed';
      issues.push(issue(where, expected, found.row.losses));
    }
  }
  if (issues.length > 0) return { trials, issues };
  const broken = await version.seals(hash);
  return {
    trials,
    issues: broken.map((each) =>
      'message' in each ? each : issue(at(each.path), each.expected, each.found),
    ),
  };
}

type Paths = Pick<Version<never>, 'epochPath' | 'lossesPath' | 'mayLackLosses'>;

/** Each epoch once and in order; all of them for complete trials. */
function epochIssues(trial: RecordedTrial, { epochPath }: Paths, at: At): Issue[] {
  const { epochs } = trial;
  const wanted = trial.plan.trial.epochs;
  if (epochs.length > wanted) {
    return [issue(at('epochs'), `at most ${wanted} epochs`, epochs.length)];
  }
  const beyond = epochs.findIndex(({ epoch }) => epoch > wanted);
  if (beyond !== -1) {
    return [issue(at(epochPath(beyond)), `at most ${wanted}`, epochs[beyond]?.epoch)];
  }
  const wrong = epochs.findIndex(({ epoch }, index) => epoch <= (epochs[index - 1]?.epoch ?? 0));
  if (wrong !== -1) {
    const expected = `more than the epoch before it, ${epochs[wrong - 1]?.epoch ?? 0}`;
    return [issue(at(epochPath(wrong)), expected, epochs[wrong]?.epoch)];
  }
  if (isComplete(trial) && epochs.length < wanted) {
    return [issue(at('epochs'), `all ${wanted} epochs of a trial that is done`, epochs.length)];
  }
  return [];
}

function lossIssues(trial: RecordedTrial, { lossesPath, mayLackLosses }: Paths, at: At): Issue[] {
  const { batchLosses, plan } = trial;
  const stepsTotal = trialSteps(plan.trial);
  if (batchLosses.length > stepsTotal) {
    return [issue(at(lossesPath), `at most ${stepsTotal} losses`, batchLosses.length)];
  }
  if (batchLosses.length === 0 && mayLackLosses) return [];
  const isShort = plan.trial.measure.batchLosses && batchLosses.length !== stepsTotal;
  if (!isComplete(trial) || !isShort) return [];
  const expected = `all ${stepsTotal} losses of a trial that is done`;
  return [issue(at(lossesPath), expected, batchLosses.length)];
}
