/** Trials that differ in nothing but their seed, as one line with the range around it. */
import type { ChartGroup, Spread } from './charts/model.ts';
import { trialStyle } from './charts/palette.ts';
import type { Axis } from '../document/schema.ts';
import { endedEarly, isComplete } from '../document/trial-status.ts';
import type { TrialState } from '../lab/state.ts';
import { trialLabel } from '../text/labels.ts';

/** The lines of one colour in a figure and the trials behind them. */
export interface TrialGroup {
  readonly group: ChartGroup;
  readonly trials: readonly TrialState[];
  /** Whether the trials are the seeds of one set-up. */
  readonly together: boolean;
}

export const hasSeedAxis = (axes: readonly Axis[]): boolean =>
  axes.some(({ path, values }) => path === 'seed' && values.length > 1);

/** What went wrong in a trial, in a few words; undefined if nothing did. From src/insights, which pages load late. */
export type BadgeOf = (trial: TrialState) => string | undefined;

/** @param together whether seeds are drawn as one line, where they are an axis */
export const trialGroups = (
  trials: readonly TrialState[],
  axes: readonly Axis[],
  together: boolean,
  badgeOf: BadgeOf,
): TrialGroup[] =>
  groupMembers(trials, axes, together).map((each) => groupOf(each, axes, together, badgeOf));

/** The trials of each group, in order: cheaper than the groups, of which only some may be shown. */
export function groupMembers<T extends Pick<TrialState, 'plan'>>(
  trials: readonly T[],
  axes: readonly Axis[],
  together: boolean,
): (readonly T[])[] {
  if (!together || !hasSeedAxis(axes)) return trials.map((trial) => [trial]);
  const others = axes.filter(({ path }) => path !== 'seed');
  const found = new Map<string, T[]>();
  for (const trial of trials) {
    const key = JSON.stringify(others.map(({ path }) => trial.plan.values[path]));
    const same = found.get(key);
    if (same === undefined) found.set(key, [trial]);
    else same.push(trial);
  }
  return [...found.values()];
}

/** @param members one of `groupMembers` */
export function groupOf(
  members: readonly TrialState[],
  axes: readonly Axis[],
  together: boolean,
  badgeOf: BadgeOf,
): TrialGroup {
  if (!together || !hasSeedAxis(axes)) return single(members[0]!, axes, badgeOf);
  return ofSeeds(
    members,
    axes.filter(({ path }) => path !== 'seed'),
  );
}

function single(trial: TrialState, axes: readonly Axis[], badgeOf: BadgeOf): TrialGroup {
  const { plan, status } = trial;
  const trouble = badgeOf(trial);
  const aside = isComplete(trial) && trouble !== undefined ? `, ${trouble}` : '';
  const group = {
    id: plan.id,
    label: trialLabel(plan.values) + aside,
    style: trialStyle(axes, plan.values),
  };
  return {
    group: endedEarly(trial)
      ? { ...group, note: trouble ?? status, ...divergedIf(status === 'diverged') }
      : group,
    trials: [trial],
    together: false,
  };
}

const divergedIf = (diverged: boolean): Pick<ChartGroup, 'diverged'> =>
  diverged ? { diverged } : {};

function ofSeeds(trials: readonly TrialState[], others: readonly Axis[]): TrialGroup {
  const first = trials[0]!.plan;
  const values = Object.fromEntries(
    Object.entries(first.values).filter(([path]) => path !== 'seed'),
  );
  const number = trials.length === 1 ? '1 seed' : `${trials.length} seeds`;
  const label = others.length === 0 ? number : `${trialLabel(values)}, ${number}`;
  const stopped = trials.filter(endedEarly);
  const [one, ...more] = new Set(stopped.map(({ status }) => status));
  const group = { id: `seeds of ${first.id}`, label, style: trialStyle(others, values) };
  // A status that all seeds share belongs to the set-up; otherwise it is counted in the label.
  if (one === undefined) return { group, trials, together: true };
  const note = more.length === 0 ? one : 'stopped';
  return {
    group:
      stopped.length === trials.length
        ? { ...group, note, ...divergedIf(note === 'diverged') }
        : { ...group, label: `${label} (${stopped.length} ${note})` },
    trials,
    together: true,
  };
}

/**
 * Those that have something to show, or else one that stands for all: hundreds of seeds that wait have the mean of one.
 * `meanOf` is told how many there are.
 */
export function begunOf<T>(seeds: readonly T[], has: (seed: T) => boolean): readonly T[] {
  const begun = seeds.filter(has);
  return begun.length === 0 ? seeds.slice(0, 1) : begun;
}

export interface Mean {
  readonly values: (number | null)[];
  readonly spread: Spread;
}

/**
 * The mean over columns at every index, with the minimum, maximum and count of those that have a value.
 * @param columns one for each seed, all of the same length
 * @param of how many seeds there are, if some without values are left out
 */
export function meanOf(
  columns: readonly (readonly (number | null)[])[],
  of = columns.length,
): Mean {
  const length = columns[0]?.length ?? 0;
  const values = new Array<number | null>(length).fill(null);
  const low = values.slice();
  const high = values.slice();
  const counts = new Array<number>(length).fill(0);
  for (let at = 0; at < length; at++) {
    let [sum, min, max, finite] = [0, Infinity, -Infinity, 0];
    for (const column of columns) {
      const value = column[at] ?? null;
      if (value === null) continue;
      sum += value;
      finite++;
      if (value < min) min = value;
      if (value > max) max = value;
    }
    if (finite === 0) continue;
    // Rounding must not carry the mean out of its range, nor an overflowing sum to infinity.
    values[at] = Math.min(max, Math.max(min, sum / finite));
    low[at] = min;
    high[at] = max;
    counts[at] = finite;
  }
  return { values, spread: { low, high, counts, of } };
}
