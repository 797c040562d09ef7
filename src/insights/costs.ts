/**
 * What a setting costs, in steps or in multiply–adds: they are the same on every machine, while seconds also measure what
 * else the machine did.
 */
import type { Axis } from '../document/schema.ts';
import { multiplyAdds } from '../document/multiply-adds.ts';
import { trialSteps } from '../document/parameters.ts';
import { isComplete } from '../document/trial-status.ts';
import type { TrialState } from '../lab/state.ts';
import { count, significant } from '../base/numbers.ts';
import { isFullGrid, levelFigure, levelsOf, type Level } from './grid.ts';
import { times } from './prose.ts';
import type { Finding } from './types.ts';

interface Cost {
  readonly name: string;
  readonly of: (trial: TrialState) => number;
  readonly write: (value: number) => string;
}

const steps: Cost = { name: 'steps', of: ({ plan }) => trialSteps(plan.trial), write: count };
const work: Cost = {
  name: 'multiply–adds',
  of: ({ plan }) => multiplyAdds(plan.trial),
  write: (value) => significant(value, 2),
};

/** Where every trial with one value costs less than every one with another: in steps, else in multiply–adds. */
export function costs(trials: readonly TrialState[], axes: readonly Axis[]): Finding[] {
  if (!isFullGrid(trials, axes) || !trials.every(isComplete)) return [];
  return axes.flatMap((axis) => {
    if (axis.path === 'seed') return [];
    const [own] = [steps, work].flatMap((cost) => costOf(trials, axis, cost));
    return own === undefined ? [] : [own];
  });
}

function costOf(trials: readonly TrialState[], axis: Axis, { name, of, write }: Cost): Finding[] {
  const order = levelsOf(trials, axis, of).toSorted((a, b) => a.range.mean - b.range.mean);
  const [least, most] = [order[0], order.at(-1)];
  if (least === undefined || most === undefined || least.range.max >= most.range.min) return [];
  if (least.range.mean === 0) return [];
  const text = (level: Level) => write(Math.round(level.range.mean));
  const average = least.range.min < least.range.max || most.range.min < most.range.max;
  return [
    {
      id: `cost:${axis.path}`,
      topic: 'comparison',
      text: `Trials with ${most.label} take ${times(most.range.mean / least.range.mean)} as many ${name} as those with ${least.label}: ${text(most)} against ${text(least)}${average ? ' on average' : ''}.`,
      restsOn: [levelFigure(name, least, text(least)), levelFigure(name, most, text(most))],
    },
  ];
}
