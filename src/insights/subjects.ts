/** What sentences are about: one trial, or all trials that differ only in their seed. */
import { canonicalJson } from '../document/hash.ts';
import type { TrialState } from '../lab/state.ts';
import { counted } from '../base/numbers.ts';
import { trialLabel } from '../text/labels.ts';
import { margin } from './late-range.ts';
import { finalOf, type Measure } from './measures.ts';
import { nameOrNetwork } from './prose.ts';
import type { Figure } from './types.ts';

export interface Subject {
  /** "Xavier", "rate 0.1 · batch 16"; '' where nothing but the seed differs. */
  readonly label: string;
  /** What the axes set, without the seed. */
  readonly values: Readonly<Record<string, unknown>>;
  readonly trials: readonly TrialState[];
}

/** In the order of their first trials. */
export function subjectsOf(trials: readonly TrialState[]): Subject[] {
  const groups = new Map<string, { values: Record<string, unknown>; trials: TrialState[] }>();
  for (const trial of trials) {
    const set = Object.entries(trial.plan.values).filter(([path]) => path !== 'seed');
    const values: Record<string, unknown> = Object.fromEntries(set);
    const key = canonicalJson(values);
    const group = groups.get(key) ?? { values, trials: [] };
    group.trials.push(trial);
    groups.set(key, group);
  }
  return [...groups.values()].map(({ values, trials: own }) => ({
    label: Object.keys(values).length === 0 ? '' : trialLabel(values),
    values,
    trials: own,
  }));
}

/** One trial with its seed; "the network" where there are no axes. */
export const trialName = ({ plan }: TrialState): string =>
  nameOrNetwork(Object.keys(plan.values).length === 0 ? '' : trialLabel(plan.values));

export interface Range {
  readonly mean: number;
  readonly min: number;
  readonly max: number;
  /** Standard deviation over the trials, divided by one less than their number; 0 for one. */
  readonly deviation: number;
  readonly size: number;
}

export function rangeOf(values: readonly number[]): Range | null {
  if (values.length === 0) return null;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return {
    mean,
    deviation: values.length < 2 ? 0 : Math.sqrt(squares / (values.length - 1)),
    min: Math.min(...values),
    max: Math.max(...values),
    size: values.length,
  };
}

/** A subject's figure after `epoch` epochs; null unless each of its trials has one. */
export function rangeAt(subject: Subject, measure: Measure, epoch: number): Range | null {
  const values = subject.trials.map(({ epochs }) => {
    const record = epochs[epoch - 1];
    return record === undefined ? null : measure.read(record);
  });
  return values.every((value) => value !== null) ? rangeOf(values) : null;
}

/** After each trial's own last epoch; null unless each of them has a figure. */
export function finalRange({ trials }: Subject, measure: Measure): Range | null {
  const values = trials.map(({ epochs }) => finalOf(epochs, measure));
  return values.every((value) => value !== null) ? rangeOf(values) : null;
}

/** Whether the first range is clearly better: by more than `apart`, or over seeds without touching the other. */
export function clearlyBetter(a: Range, b: Range, measure: Measure, apart: number): boolean {
  const sign = measure.better === 'high' ? 1 : -1;
  if (a.size === 1 && b.size === 1) return sign * (a.mean - b.mean) > apart;
  return measure.better === 'high' ? a.min > b.max : a.max < b.min;
}

/** `clearlyBetter` for the final figures of two subjects. */
export function clearlyAhead(a: Subject, b: Subject, measure: Measure): boolean {
  const [left, right] = [finalRange(a, measure), finalRange(b, measure)];
  const [first, second] = [a.trials[0], b.trials[0]];
  if (left === null || right === null || first === undefined || second === undefined) return false;
  return clearlyBetter(left, right, measure, margin(first, second, measure));
}

/** "83.9 %", or over seeds "83.9 % on average, 82.0 % to 84.5 % over 3 seeds". */
export function rangeText({ mean, min, max, size }: Range, write: Measure['write']): string {
  if (size === 1) return write(mean);
  return `${write(mean)} on average, ${write(min)} to ${write(max)} over ${counted(size, 'seed')}`;
}

/** The same, shorter: "83.9 %", or over seeds "83.9 % ± 0.8 %, 3 seeds". */
export const meanFigure = (
  { trials }: Subject,
  name: string,
  { mean, deviation, size }: Range,
  write: Measure['write'],
): Figure => ({
  trials: trials.map(({ plan }) => plan.id),
  name,
  value: mean,
  text: size === 1 ? write(mean) : `${write(mean)} ± ${write(deviation)}, ${counted(size, 'seed')}`,
});

/** The figure behind `rangeText`. */
export const rangeFigure = (
  subject: Subject,
  name: string,
  range: Range,
  write: Measure['write'],
): Figure => ({
  trials: subject.trials.map(({ plan }) => plan.id),
  name,
  value: range.mean,
  text: rangeText(range, write),
});
