/** Imbalanced classes: the metrics of each class, which accuracy hides. Balanced classes have no such finding. */
import type { ClassFigure } from '../catalog/kinds/metric.ts';
import { trialCounts } from '../document/parameters.ts';
import { chanceOf, unequalClassFigures } from '../lab/class-figures.ts';
import type { TrialState } from '../lab/state.ts';
import { count, percent, significant } from '../base/numbers.ts';
import { classMetricValues, type MetricValue } from '../text/metrics.ts';
import { finalOf, mainMeasure } from './measures.ts';
import { capital, joined, maxNamed, quoted } from './prose.ts';
import { trialName } from './subjects.ts';
import type { Figure, Finding } from './types.ts';

interface ClassResult {
  readonly trial: TrialState;
  readonly classes: readonly ClassFigure[];
  /** The metrics computed from them, the most informative first. */
  readonly metrics: readonly MetricValue[];
  readonly accuracy: number;
}

const main = mainMeasure('classification');

/** Up to this many classes are listed with their recall. */
const maxClasses = 4;
const f1Text = (value: number): string => significant(value, 3);

export function classFindings(trials: readonly TrialState[]): Finding[] {
  const results = trials.flatMap((trial): ClassResult[] => {
    const classes = unequalClassFigures(trial.plan.trial, trial.classes);
    const accuracy = finalOf(trial.epochs, main);
    if (classes === null || accuracy === null) return [];
    return [{ trial, classes, metrics: classMetricValues(classes), accuracy }];
  });
  const [first] = results;
  if (first === undefined) return [];
  const order = results.toSorted((a, b) => (b.metrics[0]?.value ?? 0) - (a.metrics[0]?.value ?? 0));
  const shown = results.length <= maxNamed ? results : [order[0]!, order.at(-1)!];
  const items = shown.map((each) => item(each, results.length === 1));
  const [opening, restsOn] = imbalance(first.trial);
  const list = items.map((each) => each.text).join('; ');
  const text =
    results.length === 1
      ? `${opening}: ${list}.`
      : results.length === shown.length
        ? `${opening}. ${capital(list)}.`
        : `${opening}. The best and the worst of ${count(results.length)} trials by ${first.metrics[0]?.label ?? ''}: ${list}.`;
  return [
    {
      id: 'unequal-classes',
      topic: 'comparison',
      text,
      restsOn: [...restsOn, ...items.flatMap((each) => each.restsOn)],
    },
  ];
}

/** "Accuracy alone says little, because the classes are imbalanced (“no” has 95.5 % of 200 test rows)". */
function imbalance(trial: TrialState): readonly [string, readonly Figure[]] {
  const chance = chanceOf(trial.plan.trial, trial.classes);
  const share: Figure = {
    trials: [trial.plan.id],
    name: 'share of the most frequent class',
    value: chance?.share ?? NaN,
    text: percent(chance?.share ?? NaN),
  };
  const rows = count(trialCounts(trial.plan.trial).test);
  const most = quoted(chance?.mostFrequent ?? '');
  return [
    `Accuracy alone says little, because the classes are imbalanced (${most} has ${share.text} of ${rows} test rows)`,
    [share],
  ];
}

function item(
  { trial, classes, metrics, accuracy }: ClassResult,
  only: boolean,
): { text: string; restsOn: readonly Figure[] } {
  const figure = (name: string, value: number, text: string): Figure => ({
    trials: [trial.plan.id],
    name,
    value,
    text,
  });
  const plain = figure(main.name, accuracy, main.write(accuracy));
  const means = metrics.map(({ label, value, text }) => figure(label, value, text));
  const recalls = named(classes).map(({ name, recall, rows, found, f1 }) => ({
    text: `${percent(recall ?? 0)} for ${quoted(name)} (${count(found)} of ${count(rows)} rows, F1 ${f1Text(f1)})`,
    restsOn: [
      figure(`recall of ${name}`, recall ?? 0, percent(recall ?? 0)),
      figure(`F1 of ${name}`, f1, f1Text(f1)),
    ],
  }));
  const rest = recalls.length < classes.filter(({ rows }) => rows > 0).length;
  const found = rest
    ? `recall ranges from ${recalls.map(({ text }) => text).join(' to ')}`
    : `recall is ${joined(recalls.map(({ text }) => text))}`;
  const who = only ? 'with an accuracy of' : `with ${trialName(trial)} and an accuracy of`;
  const said = means.map(({ name, text }, at) => `${name}${at === 0 ? ' is' : ''} ${text}`);
  return {
    text: `${who} ${plain.text}, ${said.join(', ')}, and ${found}`,
    restsOn: [plain, ...means, ...recalls.flatMap((each) => each.restsOn)],
  };
}

/** All classes with test rows; of many, those with the lowest and the highest recall. */
function named(classes: readonly ClassFigure[]): readonly ClassFigure[] {
  const tested = classes.filter(({ recall }) => recall !== null);
  if (tested.length <= maxClasses) return tested;
  const order = tested.toSorted((a, b) => (a.recall ?? 0) - (b.recall ?? 0));
  return [order[0]!, order.at(-1)!];
}
