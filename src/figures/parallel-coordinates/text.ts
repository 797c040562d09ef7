/** Parallel coordinates in words, and their lines as CSV. */
import type { TrialState } from '../../lab/state.ts';
import { bestOf, type Column } from '../../text/columns.ts';
import { csvText } from '../../formats/csv.ts';
import { counted } from '../../base/numbers.ts';
import { trialLabel } from '../../text/labels.ts';
import { within, type Dimension, type Limits } from './dimensions.ts';
import { isComplete } from '../../document/trial-status.ts';

/** How many lines there are, how many within the limits, and the best of those. */
export function summaryOf(
  trials: readonly TrialState[],
  dimensions: readonly Dimension[],
  limits: Limits,
  metric: Column | undefined,
): string {
  const names = dimensions.map(({ name }) => name).join(', ');
  const inside = trials.filter((trial) => within(trial, dimensions, limits));
  const limited = dimensions.flatMap(({ key, name, write }) => {
    const { low = null, high = null } = limits.get(key) ?? {};
    if (low === null && high === null) return [];
    return [
      `${name} ${low === null ? '' : `from ${write(low)}`} ${high === null ? '' : `to ${write(high)}`}`
        .replaceAll(/ +/g, ' ')
        .trim(),
    ];
  });
  const parts = [`${counted(trials.length, 'trial')} over ${names}.`];
  if (limited.length > 0) {
    parts.push(`Within ${limited.join('; ')}: ${inside.length} of ${trials.length}.`);
  }
  const broken = trials.filter((trial) =>
    dimensions.some(({ edge }) => edge(trial) !== null),
  ).length;
  if (broken > 0) parts.push(`${counted(broken, 'trial')} diverged (× beyond the worse end).`);
  const open = trials.filter(
    (trial) => !isComplete(trial) && dimensions.every(({ edge }) => edge(trial) === null),
  ).length;
  if (open > 0) parts.push(`${counted(open, 'trial')} not finished (dotted).`);
  if (metric !== undefined) {
    const best = bestOf(inside, metric);
    const first = inside.find(({ plan }) => best.has(plan.id));
    const by = metric.chosenBy === undefined ? '' : `, selected by ${metric.chosenBy}`;
    if (first !== undefined) {
      parts.push(
        `Best ${limited.length > 0 ? 'of these ' : ''}by ${metric.head}: ${trialLabel(first.plan.values)}, ${metric.text(first)}${by}.`,
      );
    }
  }
  return parts.join(' ');
}

/** One row per trial: figures at full precision, names as shown. */
export function parallelCsv(
  trials: readonly TrialState[],
  dimensions: readonly Dimension[],
  limits: Limits,
): string {
  const head = [...dimensions.map(({ key }) => key), 'status', 'within limits'];
  const rows = trials.map((trial) => [
    ...dimensions.map(({ read, stops }) => {
      const value = read(trial);
      return value === null || stops === null ? value : (stops[value] ?? '');
    }),
    trial.status,
    within(trial, dimensions, limits) ? 'yes' : 'no',
  ]);
  return csvText([head, ...rows]);
}
