/** A grid of two or more settings: its best cells, what each setting does, what is unstable, what it costs. */
import type { Axis } from '../document/schema.ts';
import { canonicalJson } from '../document/hash.ts';
import type { TrialState } from '../lab/state.ts';
import { count, counted, duration } from '../base/numbers.ts';
import { axisValueText, settingText } from '../text/labels.ts';
import { finalOf, mainMeasure, type Measure } from './measures.ts';
import type { Task } from '../document/parameters.ts';
import { isComplete } from '../document/trial-status.ts';
import { capital, joined, maxNamed, nameOrNetwork, times } from './prose.ts';
import { levelWithFirst, ranked } from './ranking.ts';
import { rangeFigure, rangeOf, trialName, type Range, type Subject } from './subjects.ts';
import type { Figure, Finding } from './types.ts';

/** That the best of many test figures flatters, and what a choice on held-out rows would be. */
export function choice(subjects: readonly Subject[], measure: Measure, task: Task): Finding[] {
  const order = ranked(subjects, measure);
  const [best] = order;
  if (best === undefined || order.length < 2) return [];
  const own = rangeFigure(best.subject, `${measure.name} at the end`, best.range, measure.write);
  const validation = mainMeasure(task, 'validation');
  const [chosen] = ranked(subjects, validation);
  if (chosen === undefined) {
    const level = levelWithFirst(order, measure).length;
    const among = level === 1 ? '' : ', and it is not clearly ahead';
    return [
      {
        id: 'choice-flatters',
        topic: 'limits',
        text: `${capital(nameOrNetwork(best.subject.label))} is picked by the ${measure.name} itself (${own.text})${among}: as the best of ${count(order.length)}, this figure is too good for new data by an amount that only held-out rows could show.`,
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
        ? `The held-out rows choose the same: ${nameOrNetwork(chosen.subject.label)} is best in ${validation.name} (${held.text}) too, so its ${measure.name} of ${test.text} took no part in the choice.`
        : `By ${validation.name} ${nameOrNetwork(chosen.subject.label)} is chosen (${held.text}); its ${measure.name} of ${test.text} is the honest one, ${own.text} (${nameOrNetwork(best.subject.label)}) only the best of ${count(order.length)}.`,
      restsOn: same ? [held, test] : [held, test, own],
    },
  ];
}

interface Level {
  readonly value: unknown;
  readonly label: string;
  readonly trials: readonly TrialState[];
  readonly range: Range;
}

/** An axis's values with the range of a figure over all trials that have it. */
function levelsOf(
  trials: readonly TrialState[],
  { path, values }: Axis,
  read: (trial: TrialState) => number | null,
): Level[] {
  return values.flatMap((value) => {
    const key = canonicalJson(value);
    const own = trials.filter(({ plan }) => canonicalJson(plan.values[path]) === key);
    const figures = own.map(read).filter((each) => each !== null);
    const range = figures.length === own.length ? rangeOf(figures) : null;
    return range === null ? [] : [{ value, label: axisValueText(path, value), trials: own, range }];
  });
}

const levelFigure = (name: string, { trials, range }: Level, text: string): Figure => ({
  trials: trials.map(({ plan }) => plan.id),
  name,
  value: range.mean,
  text,
});

/** Whether every combination of the axes' values has ended, so that means can be compared fairly. */
const isWhole = (trials: readonly TrialState[], axes: readonly Axis[]): boolean =>
  trials.length === axes.reduce((product, { values }) => product * values.length, 1);

/** What each setting does, averaged over all others. */
export function marginals(
  trials: readonly TrialState[],
  axes: readonly Axis[],
  measure: Measure,
): Finding[] {
  if (!isWhole(trials, axes)) return [];
  return axes.flatMap((axis): Finding[] => {
    const levels = levelsOf(trials, axis, ({ epochs }) => finalOf(epochs, measure));
    if (levels.length < 2 || levels.length !== axis.values.length) return [];
    const sign = measure.better === 'high' ? -1 : 1;
    const order = levels.toSorted((a, b) => sign * (a.range.mean - b.range.mean));
    const [best, worst] = [order[0]!, order.at(-1)!];
    const apart =
      measure.better === 'high'
        ? best.range.least > worst.range.most
        : best.range.most < worst.range.least;
    const shown = levels.length <= maxNamed ? levels : [best, worst];
    const name = `mean ${measure.name}`;
    const items = shown.map((level) => `${measure.write(level.range.mean)} with ${level.label}`);
    const restsOn = shown.map((level) => levelFigure(name, level, measure.write(level.range.mean)));
    const what = `averaged over the other settings, the ${measure.name} is ${joined(items)}`;
    const text = apart
      ? `The ${settingText(axis.path)} matters: ${what}, and every trial with ${best.label} is better than every one with ${worst.label}.`
      : `The ${settingText(axis.path)} alone decides nothing: ${what}, but single trials with ${worst.label} and with ${best.label} overlap.`;
    return [{ id: `marginal:${axis.path}`, topic: 'comparison', text, restsOn }];
  });
}

/** Seconds below which a time is written as 0.0. */
const shortest = 0.05;

/** What a setting costs in time, where every trial of one value is quicker than every one of another. */
export function costs(trials: readonly TrialState[], axes: readonly Axis[]): Finding[] {
  if (!isWhole(trials, axes) || !trials.every(isComplete)) return [];
  return axes.flatMap((axis): Finding[] => {
    if (axis.path === 'seed') return [];
    const levels = levelsOf(trials, axis, ({ seconds }) => seconds);
    const order = levels.toSorted((a, b) => a.range.mean - b.range.mean);
    const [quick, slow] = [order[0], order.at(-1)];
    // A machine has more to do than one trial: a single time of each value says nothing of the value.
    if (levels.some(({ range }) => range.size < 2)) return [];
    if (quick === undefined || slow === undefined || quick === slow) return [];
    if (quick.range.most >= slow.range.least) return [];
    const [little, much] = [duration(quick.range.mean), duration(slow.range.mean)];
    // What a clock can hardly tell from nothing is no measure for anything else.
    if (little === much || quick.range.mean < shortest) return [];
    return [
      {
        id: `cost:${axis.path}`,
        topic: 'comparison',
        text: `A trial with ${quick.label} took ${little} on average, one with ${slow.label} ${much}, ${times(slow.range.mean / quick.range.mean)} as long.`,
        restsOn: [
          levelFigure('mean seconds', quick, little),
          levelFigure('mean seconds', slow, much),
        ],
      },
    ];
  });
}

/** A figure that ends this much worse than it once was has been lost again: half as large again. */
const lost = 1.5;

/** Trials that were much better in the middle than at their end. */
export function unstable(trials: readonly TrialState[], measure: Measure): Finding[] {
  if (measure.better === 'high') return [];
  const cases = trials.flatMap((trial) => {
    const end = finalOf(trial.epochs, measure);
    const values = trial.epochs.map((record) => measure.read(record) ?? Infinity);
    const best = Math.min(...values);
    if (end === null || !(end > lost * best)) return [];
    return [{ trial, best, end, epoch: values.indexOf(best) + 1 }];
  });
  if (cases.length === 0) return [];
  const shown = cases.slice(0, maxNamed);
  const restsOn: Figure[] = [];
  const items = shown.map(({ trial, best, end, epoch }) => {
    const label = trialName(trial);
    const [from, to] = [measure.write(best), measure.write(end)];
    const trials = [trial.plan.id];
    restsOn.push(
      { trials, name: `${measure.name}, epoch ${epoch}`, value: best, text: from },
      { trials, name: `${measure.name} at the end`, value: end, text: to },
    );
    return `${label} (${from} at epoch ${count(epoch)}, ${to} at the end)`;
  });
  const rest = cases.length - shown.length;
  const list = rest === 0 ? joined(items) : `${items.join(', ')} and ${count(rest)} more`;
  const who = `${count(cases.length)} of ${counted(trials.length, 'trial')}`;
  return [
    {
      id: 'unstable',
      topic: 'troubles',
      text: `Training is unstable in ${who}, which lost again what they had reached: ${list}.`,
      restsOn,
    },
  ];
}
