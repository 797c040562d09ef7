/** Which untrained networks explain a run, and how they are measured. Nothing of it is trained. */
import type { PlannedTrial } from '../../document/expand.ts';
import { shortForm } from '../../document/network-form.ts';
import { trialCounts, trialParameters } from '../../document/parameters.ts';
import type { Axis, Trial } from '../../document/schema.ts';
import { inspectedRows, measuredSteps } from '../../protocol/inspection.ts';
import type { Training } from '../ports/services.ts';
import { startKey, withoutDepth, type MeasuredStart } from './measured.ts';

/** Depths at which a network is measured, to see how depth changes it. */
export const measuredDepths: readonly number[] = [2, 4, 8, 16];

/** More networks than this are not explained one by one. */
const maxOwn = 8;

/** Multiply–adds of all measurements up to which they take a few seconds at most. */
const maxCost = 4e9;

/** A setting that changes the untrained network, and so what depth does to it. */
const changesNetwork = /^(?:init|model)(?:\.|$)/;
const changesStart = /^(?:init|model|optimizer\.name)(?:\.|$)/;

/**
 * The networks to measure for a run: its own, of one seed, and where it compares networks each of them at
 * other depths. [] where it compares neither networks nor optimisers, or where measuring them would take long.
 */
export function startsToMeasure(plans: readonly PlannedTrial[], axes: readonly Axis[]): Trial[] {
  const varied = axes.filter(({ values }) => values.length > 1).map(({ path }) => path);
  const beside = varied.filter((path) => path !== 'seed');
  if (beside.length === 0 || !beside.every((path) => changesStart.test(path))) return [];
  const own = distinct(
    plans
      .filter(({ trial }) => trial.seed === plans[0]?.trial.seed)
      .map(({ trial }) => trial)
      .filter(({ model }) => (shortForm(model)?.depth ?? 0) > 1),
  );
  if (own.length === 0 || own.length > maxOwn) return [];
  const deep = beside.some((path) => changesNetwork.test(path)) && !beside.includes('model.depth');
  const others = own.flatMap((trial) =>
    measuredDepths.map((depth): Trial => ({ ...trial, model: { ...trial.model, depth } })),
  );
  const series = deep ? distinct([...own, ...others]) : own;
  return [series, own].find((each) => costOf(each) <= maxCost) ?? [];
}

function distinct(trials: readonly Trial[]): Trial[] {
  const found = new Map<string, Trial>();
  for (const trial of trials) {
    const key = startKey(trial);
    if (!found.has(key)) found.set(key, trial);
  }
  return [...found.values()];
}

/** Rough: forward in JavaScript, and the first steps in the engine. */
const costOf = (trials: readonly Trial[]): number =>
  trials.reduce((sum, trial) => {
    const rows = Math.min(trial.batchSize, trialCounts(trial).train);
    const parameters = trialParameters(trial);
    return sum + parameters * (Math.min(rows, inspectedRows) + 3 * measuredSteps * rows);
  }, 0);

/** Throws what `inspect` throws, and the signal's reason on abort. */
export async function measureStarts(
  trials: readonly Trial[],
  inspect: Training['inspect'],
  signal: AbortSignal,
): Promise<MeasuredStart[]> {
  const found: MeasuredStart[] = [];
  for (const trial of trials) {
    signal.throwIfAborted();
    found.push({ trial, inspection: await inspect(trial, { signal, steps: true }) });
  }
  return found;
}

const depthOf = ({ model }: Trial): number => shortForm(model)?.depth ?? 0;

/** The measured networks that differ from this one in depth only, itself included, the shallowest first. */
export function depthSeries(trial: Trial, starts: readonly MeasuredStart[]): MeasuredStart[] {
  const key = withoutDepth(trial);
  return starts
    .filter((start) => withoutDepth(start.trial) === key)
    .toSorted((a, b) => depthOf(a.trial) - depthOf(b.trial));
}
