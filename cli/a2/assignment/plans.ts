/** The experiments of the assignment, and their distinct trials. */
import { isListed } from '../../../src/catalog/lookup/dataset.ts';
import type { PlannedTrial } from '../../../src/document/expand.ts';
import { parseExperiment } from '../../../src/document/parse.ts';
import { withValue } from '../../../src/document/settings.ts';
import { assignmentPresets } from '../../../src/course/handin/questions.ts';
import { datasetInfo } from '../../../src/data/registry.ts';
import { trialLabel } from '../../../src/text/labels.ts';
import { readPlan, type Plan } from '../documents.ts';
import { Problem } from '../problem.ts';

/** @param standIns generated data in place of the real ones, in every experiment */
export async function assignmentPlans(root: string, standIns: boolean): Promise<Plan[]> {
  const plans: Plan[] = [];
  for (const name of assignmentPresets) {
    const plan = await readPlan(name, root);
    plans.push(standIns ? onStandIn(plan) : plan);
  }
  return plans;
}

function onStandIn({ experiment, trials }: Plan): Plan {
  const name = trials[0]?.trial.dataset.name;
  const standIn = name !== undefined && isListed(name) ? datasetInfo[name].standIn : null;
  if (standIn === null) return { experiment, trials };
  const trial = withValue({ ...experiment.trial }, ['dataset', 'name'], standIn);
  const parsed = parseExperiment({ ...experiment, trial });
  if (parsed.ok) return parsed;
  const issues = parsed.issues.map(({ message }) => message).join(' ');
  throw new Problem(`${experiment.name} cannot be run on ${standIn}: ${issues}`);
}

/** Every trial once: experiments may share one, as I1d and I1f do. */
export function distinctTrials(plans: readonly Plan[]): PlannedTrial[] {
  const distinct = new Map<string, PlannedTrial>();
  for (const plan of plans.flatMap(({ trials }) => trials)) {
    if (!distinct.has(plan.id)) distinct.set(plan.id, plan);
  }
  return [...distinct.values()];
}

/** "I1d · Xavier"; the first experiment's label where several share the trial. */
export function trialLabels(plans: readonly Plan[]): ReadonlyMap<string, string> {
  const labels = new Map<string, string>();
  for (const { experiment, trials } of plans) {
    for (const { id, values } of trials) {
      const varied = Object.keys(values).length > 0;
      const label = varied ? `${experiment.name} · ${trialLabel(values)}` : experiment.name;
      if (!labels.has(id)) labels.set(id, label);
    }
  }
  return labels;
}
