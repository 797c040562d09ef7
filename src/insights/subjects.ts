/** Who sentences are about: a trial, or all trials that differ in their seed only. */
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
  /** What the axes set, the seed left out. */
  readonly values: Readonly<Record<string, unknown>>;
  readonly trials: readonly TrialState[];
}

/** In the order in which the trials come. */
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

/** One trial, its seed included; "the network" where no axis sets anything. */
export const trialName = ({ plan }: TrialState): string =>
  nameOrNetwork(Object.keys(plan.values).length === 0 ? '' : trialLabel(plan.values));

export interface Range {
  readonly mean: number;
  readonly least: number;
  readonly most: number;
  readonly size: number;
}

export function rangeOf(values: readonly number[]): Range | null {
  if (values.length === 0) return null;
  return {
    mean: values.reduce((sum, value) => sum + value, 0) / values.length,
    least: Math.min(...values),
    most: Math.max(...values),
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

/** At each trial's own end. */
export function finalRange({ trials }: Subject, measure: Measure): Range | null {
  const values = trials.map(({ epochs }) => finalOf(epochs, measure));
  return values.every((value) => value !== null) ? rangeOf(values) : null;
}

/** Whether the first range is better beyond doubt: over seeds the ranges must not even touch. */
export function clearlyBetter(a: Range, b: Range, measure: Measure, apart: number): boolean {
  const sign = measure.better === 'high' ? 1 : -1;
  if (a.size === 1 && b.size === 1) return sign * (a.mean - b.mean) > apart;
  return measure.better === 'high' ? a.least > b.most : a.most < b.least;
}

/** As `clearlyBetter`, of the final figures of two subjects. */
export function clearlyAhead(a: Subject, b: Subject, measure: Measure): boolean {
  const [left, right] = [finalRange(a, measure), finalRange(b, measure)];
  const [first, second] = [a.trials[0], b.trials[0]];
  if (left === null || right === null || first === undefined || second === undefined) return false;
  return clearlyBetter(left, right, measure, margin(first, second, measure));
}

/** "83.9 %", or over seeds "83.9 % on average, 82.0 % to 84.5 % over 3 seeds". */
export function rangeText({ mean, least, most, size }: Range, write: Measure['write']): string {
  if (size === 1) return write(mean);
  return `${write(mean)} on average, ${write(least)} to ${write(most)} over ${counted(size, 'seed')}`;
}

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
