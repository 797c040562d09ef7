/** A grid of two or more settings: what each setting does, what is unstable, how to select. */
import type { Axis } from '../document/schema.ts';
import { canonicalJson } from '../document/hash.ts';
import type { TrialState } from '../lab/state.ts';
import { count } from '../base/numbers.ts';
import { axisValueText, settingText } from '../text/labels.ts';
import { finalOf, mainMeasure, type Measure } from './measures.ts';
import type { Task } from '../document/parameters.ts';
import { joined, maxNamed, nameOrNetwork, verb } from './prose.ts';
import { ranked, tiedWithBest } from './ranking.ts';
import { rangeFigure, rangeOf, trialName, type Range, type Subject } from './subjects.ts';
import type { Figure, Finding } from './types.ts';

/** That selecting on the test set is optimistic, or what the validation rows select. */
export function selection(subjects: readonly Subject[], measure: Measure, task: Task): Finding[] {
  const order = ranked(subjects, measure);
  const [best] = order;
  if (best === undefined || order.length < 2) return [];
  const own = rangeFigure(best.subject, `${measure.name} at the end`, best.range, measure.write);
  const validation = mainMeasure(task, 'validation');
  const [chosen] = ranked(subjects, validation);
  if (chosen === undefined) {
    const level = tiedWithBest(order, measure).length;
    const clearly = level === 1 ? '' : ', within the noise of others';
    return [
      {
        id: 'choice-flatters',
        topic: 'limits',
        text: `Selecting on the test set is optimistic: the ${measure.name} of ${nameOrNetwork(best.subject.label)} (${own.text}) is the best of ${count(order.length)}${clearly}, so it overestimates the performance on new data. Only validation rows show by how much.`,
        restsOn: [own],
      },
    ];
  }
  const held = rangeFigure(
    chosen.subject,
    `${validation.name} at the end`,
    chosen.range,
    validation.write,
  );
  const there = ranked([chosen.subject], measure)[0];
  if (there === undefined) return [];
  const test = rangeFigure(
    chosen.subject,
    `${measure.name} at the end`,
    there.range,
    measure.write,
  );
  const same = chosen.subject === best.subject;
  return [
    {
      id: same ? 'choice-same' : 'choice-other',
      topic: 'comparison',
      text: same
        ? `The validation rows select the same: ${nameOrNetwork(chosen.subject.label)} also has the best ${validation.name} (${held.text}), so its ${measure.name} (${test.text}) played no part in the selection.`
        : `The validation rows select ${nameOrNetwork(chosen.subject.label)} (${validation.name} ${held.text}): its ${measure.name} (${test.text}) is the unbiased estimate, while that of ${nameOrNetwork(best.subject.label)} (${own.text}) is only the best of ${count(order.length)}.`,
      restsOn: same ? [held, test] : [held, test, own],
    },
  ];
}

export interface Level {
  readonly value: unknown;
  readonly label: string;
  readonly trials: readonly TrialState[];
  readonly range: Range;
}

/** An axis's values, each with the range of a figure over all trials with that value. */
export function levelsOf(
  trials: readonly TrialState[],
  { path, values }: Axis,
  read: (trial: TrialState) => number | null,
): Level[] {
  const byValue = new Map<string, TrialState[]>();
  for (const trial of trials) {
    const key = canonicalJson(trial.plan.values[path]);
    const same = byValue.get(key);
    if (same === undefined) byValue.set(key, [trial]);
    else same.push(trial);
  }
  return values.flatMap((value) => {
    const own = byValue.get(canonicalJson(value)) ?? [];
    const figures = own.map(read).filter((each) => each !== null);
    const range = figures.length === own.length ? rangeOf(figures) : null;
    return range === null ? [] : [{ value, label: axisValueText(path, value), trials: own, range }];
  });
}

export const levelFigure = (name: string, { trials, range }: Level, text: string): Figure => ({
  trials: trials.map(({ plan }) => plan.id),
  name,
  value: range.mean,
  text,
});

/** Whether every combination of the axes' values has ended, without which means cannot be compared fairly. */
export const isFullGrid = (trials: readonly TrialState[], axes: readonly Axis[]): boolean =>
  trials.length === axes.reduce((product, { values }) => product * values.length, 1);

/** The effect of each setting, averaged over all others. */
export function marginals(
  trials: readonly TrialState[],
  axes: readonly Axis[],
  measure: Measure,
): Finding[] {
  if (!isFullGrid(trials, axes)) return [];
  return axes.flatMap((axis): Finding[] => {
    const levels = levelsOf(trials, axis, ({ epochs }) => finalOf(epochs, measure));
    if (levels.length < 2 || levels.length !== axis.values.length) return [];
    const sign = measure.better === 'high' ? -1 : 1;
    const order = levels.toSorted((a, b) => sign * (a.range.mean - b.range.mean));
    const [best, worst] = [order[0]!, order.at(-1)!];
    const apart =
      measure.better === 'high'
        ? best.range.min > worst.range.max
        : best.range.max < worst.range.min;
    const shown = levels.length <= maxNamed ? levels : [best, worst];
    const name = `mean ${measure.name}`;
    const items = shown.map((level) => `${measure.write(level.range.mean)} with ${level.label}`);
    const restsOn = shown.map((level) => levelFigure(name, level, measure.write(level.range.mean)));
    const what = `averaged over the other settings, the ${measure.name} is ${joined(items)}`;
    const setting = settingText(axis.path);
    const text = apart
      ? `The ${setting} ${verb(setting, 'matters', 'matter')}: ${what}, and every trial with ${best.label} is better than every one with ${worst.label}.`
      : `The ${setting} ${verb(setting, 'has', 'have')} no consistent effect: ${what}, but individual trials with ${worst.label} and with ${best.label} overlap.`;
    return [{ id: `marginal:${axis.path}`, topic: 'comparison', text, restsOn }];
  });
}

/** Training is unstable where the final figure is more than this many times the lowest one. */
const unstableRatio = 1.5;

/** Trials that end much worse than they once were. */
export function unstable(trials: readonly TrialState[], measure: Measure): Finding[] {
  if (measure.better === 'high') return [];
  const cases = trials.flatMap((trial) => {
    const end = finalOf(trial.epochs, measure);
    const values = trial.epochs.map((record) => measure.read(record) ?? Infinity);
    const best = Math.min(...values);
    if (end === null || !(end > unstableRatio * best)) return [];
    return [{ trial, best, end, epoch: values.indexOf(best) + 1 }];
  });
  if (cases.length === 0) return [];
  const shown = cases.slice(0, maxNamed);
  const restsOn: Figure[] = [];
  const items = shown.map(({ trial, best, end, epoch }) => {
    const [from, to] = [measure.write(best), measure.write(end)];
    const trials = [trial.plan.id];
    restsOn.push(
      { trials, name: `${measure.name}, epoch ${epoch}`, value: best, text: from },
      { trials, name: `${measure.name} at the end`, value: end, text: to },
    );
    return `${trialName(trial)} (${from} at epoch ${count(epoch)}, ${to} at the end)`;
  });
  const rest = cases.length - shown.length;
  const list = rest === 0 ? joined(items) : `${items.join(', ')} and ${count(rest)} more`;
  const who =
    trials.length === 1
      ? 'the only trial'
      : `${count(cases.length)} of ${count(trials.length)} trials`;
  const [ends, its] = cases.length === 1 ? ['ends', 'its'] : ['end', 'their'];
  return [
    {
      id: 'unstable',
      topic: 'troubles',
      text: `Training is unstable in ${who}, which ${ends} at more than ${unstableRatio} times ${its} lowest ${measure.name}: ${list}.`,
      restsOn,
    },
  ];
}
