/** Unequal classes: what the accuracy does not tell, class by class. Nothing is said of equal ones. */
import { trialCounts } from '../experiment/parameters.ts';
import {
  chanceOf,
  unequalClassFigures,
  type ClassFigure,
  type ClassFigures,
} from '../run/class-figures.ts';
import type { TrialState } from '../run/state.ts';
import { count, percent, significant } from '../words/format.ts';
import { accuracy, finalOf } from './measures.ts';
import { capital, joined, mostNamed, quoted } from './prose.ts';
import { trialName } from './subjects.ts';
import type { Figure, Finding } from './types.ts';

interface Told {
  readonly trial: TrialState;
  readonly figures: ClassFigures;
  readonly accuracy: number;
}

/** Classes whose recall is read out one by one. */
const mostClasses = 4;
const f1Text = (value: number): string => significant(value, 3);

export function classFindings(trials: readonly TrialState[]): Finding[] {
  const told = trials.flatMap((trial): Told[] => {
    const figures = unequalClassFigures(trial.plan.trial, trial.classes);
    const own = finalOf(trial.epochs, accuracy);
    return figures === null || own === null ? [] : [{ trial, figures, accuracy: own }];
  });
  const [first] = told;
  if (first === undefined) return [];
  const order = told.toSorted((a, b) => b.figures.balancedAccuracy - a.figures.balancedAccuracy);
  const shown = told.length <= mostNamed ? told : [order[0]!, order.at(-1)!];
  const items = shown.map((each) => item(each, told.length === 1));
  const [opening, restsOn] = unequal(first.trial);
  const list = items.map((each) => each.text).join('; ');
  const text =
    told.length === 1
      ? `${opening}: ${list}.`
      : told.length === shown.length
        ? `${opening}. ${capital(list)}.`
        : `${opening}. The best and the worst of ${count(told.length)} trials by balanced accuracy: ${list}.`;
  return [
    {
      id: 'unequal-classes',
      topic: 'comparison',
      text,
      restsOn: [...restsOn, ...items.flatMap((each) => each.restsOn)],
    },
  ];
}

/** "The classes are unequal, “no” has 95.5 % of 200 test rows, so accuracy alone says little". */
function unequal(trial: TrialState): readonly [string, readonly Figure[]] {
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
    `The classes are unequal (${most} has ${share.text} of ${rows} test rows), so the accuracy alone says little`,
    [share],
  ];
}

function item(
  { trial, figures, accuracy: own }: Told,
  only: boolean,
): { text: string; restsOn: readonly Figure[] } {
  const figure = (name: string, value: number, text: string): Figure => ({
    trials: [trial.plan.id],
    name,
    value,
    text,
  });
  const [plain, balanced, macro] = [
    figure('test accuracy', own, percent(own)),
    figure('balanced accuracy', figures.balancedAccuracy, percent(figures.balancedAccuracy)),
    figure('macro F1', figures.macroF1, f1Text(figures.macroF1)),
  ];
  const recalls = named(figures.classes).map(({ name, recall, rows, found, f1 }) => ({
    text: `${percent(recall ?? 0)} of ${quoted(name)} (${count(found)} of ${count(rows)} rows, F1 ${f1Text(f1)})`,
    restsOn: [
      figure(`recall of ${name}`, recall ?? 0, percent(recall ?? 0)),
      figure(`F1 of ${name}`, f1, f1Text(f1)),
    ],
  }));
  const rest = recalls.length < figures.classes.filter(({ rows }) => rows > 0).length;
  const found = rest
    ? `recall from ${recalls.map(({ text }) => text).join(' to ')}`
    : `recall is ${joined(recalls.map(({ text }) => text))}`;
  const who = only ? 'with an accuracy of' : `with ${trialName(trial)} and an accuracy of`;
  return {
    text: `${who} ${plain.text}, balanced accuracy is ${balanced.text}, macro F1 ${macro.text}, and ${found}`,
    restsOn: [plain, balanced, macro, ...recalls.flatMap((each) => each.restsOn)],
  };
}

/** All classes with test rows; of many, the one with the least recall and the one with the most. */
function named(classes: readonly ClassFigure[]): readonly ClassFigure[] {
  const tested = classes.filter(({ recall }) => recall !== null);
  if (tested.length <= mostClasses) return tested;
  const order = tested.toSorted((a, b) => (a.recall ?? 0) - (b.recall ?? 0));
  return [order[0]!, order.at(-1)!];
}
