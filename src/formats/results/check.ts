/** Checks what the schema of a results document cannot: whether its figures match its experiment and its hashes. */
import type { PlannedTrial } from '../../document/expand.ts';
import { issue, type Issue } from '../../document/issue.ts';
import { trialSteps } from '../../document/parameters.ts';
import { isComplete } from '../../document/trial-status.ts';
import type { ResultsDocument } from './document.ts';
import { lossesHash } from './losses-hash.ts';
import type { Results } from './schema.ts';
import { brokenSeals, isSealed } from './seals.ts';
import { recordedTrial, type RecordedTrial } from './trial.ts';

type Result = Results['trials'][number];
type At = (inner: string) => string;

/**
 * The trials of a document, and all issues with them.
 * @param found the document as read: its hashes cover more than the schema keeps
 */
export async function checkedTrials(
  found: ResultsDocument,
  results: Results,
  plans: readonly PlannedTrial[],
  at: At,
): Promise<{ trials: RecordedTrial[]; issues: Issue[] }> {
  const trials: RecordedTrial[] = [];
  const issues: Issue[] = [];
  const seen = new Set<string>();
  for (const [index, result] of results.trials.entries()) {
    const path = at(`trials.${index}`);
    const plan = plans.find(({ id }) => id === result.id);
    if (plan === undefined || seen.has(result.id)) {
      issues.push(issue(`${path}.id`, 'the id of a trial of this experiment, once', result.id));
      continue;
    }
    seen.add(result.id);
    const row = results.passport?.trials.find(({ id }) => id === result.id);
    const trial = recordedTrial(result, plan, row);
    trials.push(trial);
    const wrong = [...epochIssues(result, plan, path), ...lossIssues(result, plan, path)];
    issues.push(...wrong);
    const said = row?.losses;
    if (said !== undefined && (await lossesHash(trial.batchLosses)) !== said) {
      const where = at(`passport.trials.${results.passport?.trials.indexOf(row!) ?? 0}.losses`);
      issues.push(issue(where, 'the hash of the trial’s losses, which were changed', said));
    }
  }
  if (issues.length > 0) return { trials, issues };
  return { trials, issues: await sealIssues(found, at) };
}

/** Each epoch once and in order; all of them for complete trials. */
function epochIssues(result: Result, { trial }: PlannedTrial, path: string): Issue[] {
  const { epochs } = result;
  if (epochs.length > trial.epochs) {
    return [issue(`${path}.epochs`, `at most ${trial.epochs} epochs`, epochs.length)];
  }
  const beyond = epochs.findIndex(({ epoch }) => epoch > trial.epochs);
  if (beyond !== -1) {
    const expected = `at most ${trial.epochs}`;
    return [issue(`${path}.epochs.${beyond}.epoch`, expected, epochs[beyond]?.epoch)];
  }
  const wrong = epochs.findIndex(({ epoch }, index) => epoch <= (epochs[index - 1]?.epoch ?? 0));
  if (wrong !== -1) {
    const expected = `more than the epoch before it, ${epochs[wrong - 1]?.epoch ?? 0}`;
    return [issue(`${path}.epochs.${wrong}.epoch`, expected, epochs[wrong]?.epoch)];
  }
  if (isComplete(result) && epochs.length < trial.epochs) {
    const expected = `all ${trial.epochs} epochs of a trial that is done`;
    return [issue(`${path}.epochs`, expected, epochs.length)];
  }
  return [];
}

function lossIssues(result: Result, { trial }: PlannedTrial, path: string): Issue[] {
  const { batchLosses = [] } = result;
  const stepsTotal = trialSteps(trial);
  if (batchLosses.length > stepsTotal) {
    return [issue(`${path}.batchLosses`, `at most ${stepsTotal} losses`, batchLosses.length)];
  }
  if (!isComplete(result) || !trial.measure.batchLosses || batchLosses.length === stepsTotal) {
    return [];
  }
  const expected = `all ${stepsTotal} losses of a trial that is done`;
  return [issue(`${path}.batchLosses`, expected, batchLosses.length)];
}

async function sealIssues(document: ResultsDocument, at: At): Promise<Issue[]> {
  if (!isSealed(document)) return [];
  // The hash is over float32 values, so it would not cover digits beyond float32.
  for (const [index, { batchLosses = [] }] of document.trials.entries()) {
    const wrong = batchLosses.findIndex((loss) => !Object.is(Math.fround(loss), loss));
    if (wrong === -1) continue;
    const where = at(`trials.${index}.batchLosses.${wrong}`);
    return [issue(where, 'a float32, as the lab writes it', batchLosses[wrong])];
  }
  const broken = await brokenSeals(document);
  return broken.map(({ path, expected, found }) => issue(at(path), expected, found));
}
