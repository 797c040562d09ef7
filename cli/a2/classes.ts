/** Text under the results table where classes are unequal: the chance level, and figures for each class. */
import { chanceOf, unequalClassFigures } from '../../src/lab/class-figures.ts';
import type { TrialState } from '../../src/lab/state.ts';
import { count, percent, significant } from '../../src/base/numbers.ts';
import { textTable } from './columns.ts';
import { spaced } from './terminal.ts';
import { labelOf } from './figures.ts';
import { mainMetric, minimisedMetric } from '../../src/catalog/lookup/metric.ts';
import { metricName } from '../../src/text/metrics.ts';

/** With more trials or classes, only the means in the table above are shown. */
const maxTrials = 6;
const maxClasses = 20;

const heads = ['Trial', 'Class', 'Test rows', 'Correct', 'Recall', 'Precision', 'F1'];

/** "" where classes are equal or were not counted. */
export function classesText(trials: readonly TrialState[]): string {
  const found = trials.flatMap((trial) => {
    const figures = unequalClassFigures(trial.plan.trial, trial.classes);
    return figures === null ? [] : [{ trial, figures }];
  });
  const [first] = found;
  if (first === undefined) return '';
  const told = first.figures.length > maxClasses ? [] : found.slice(0, maxTrials);
  const rows = told.flatMap(({ trial, figures }) =>
    figures.map(({ name, rows: all, found: right, recall, precision, f1 }) => [
      labelOf(trial),
      name,
      count(all),
      count(right),
      recall === null ? '–' : percent(recall),
      percent(precision),
      significant(f1, 3),
    ]),
  );
  const columns = heads.map((head, at) => ({ head, right: at > 1 }));
  const left = found.length - told.length;
  return [
    ...chances(found.map(({ trial }) => trial)),
    ...(rows.length === 0 ? [] : ['', textTable(columns, rows)]),
    ...(rows.length === 0 || left === 0 ? [] : [`and ${count(left)} more trials`]),
    '',
  ].join('\n');
}

const task = 'classification';

/** One line for each distinct split. */
function chances(trials: readonly TrialState[]): string[] {
  const lines = trials.flatMap(({ plan, classes }) => {
    const chance = chanceOf(plan.trial, classes);
    if (chance === null) return [];
    const share = `a ${metricName('test', mainMetric(task))} of ${percent(chance.share)}`;
    const loss = `a ${metricName('test', minimisedMetric(task))} of ${significant(chance.loss)}`;
    return `Chance: always predicting the most frequent class, ${chance.mostFrequent ?? ''}, gives ${share}; predicting the class shares as probabilities gives ${loss}.`;
  });
  return [...new Set(lines)].slice(0, maxTrials).map(spaced);
}
