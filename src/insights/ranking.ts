/** Who is ahead at the end, by how much, and who cannot be told apart. */
import type { TrialState } from '../lab/state.ts';
import { count, counted } from '../base/numbers.ts';
import { settingText } from '../text/labels.ts';
import { marginReason } from './late-range.ts';
import type { Measure } from './measures.ts';
import { joined, maxNamed, nameOrNetwork } from './prose.ts';
import { clearlyAhead, finalRange, rangeFigure, type Range, type Subject } from './subjects.ts';
import type { Figure, Finding } from './types.ts';

export interface Ranked {
  readonly subject: Subject;
  readonly range: Range;
}

/** Subjects with a final figure, the best mean first. */
export function ranked(subjects: readonly Subject[], measure: Measure): Ranked[] {
  const sign = measure.better === 'high' ? -1 : 1;
  return subjects
    .flatMap((subject) => {
      const range = finalRange(subject, measure);
      return range === null ? [] : [{ subject, range }];
    })
    .toSorted((a, b) => sign * (a.range.mean - b.range.mean));
}

/** The first and all that it is not clearly ahead of. */
export const levelWithFirst = (
  [first, ...others]: readonly Ranked[],
  measure: Measure,
): readonly Ranked[] =>
  first === undefined
    ? []
    : [first, ...others.filter(({ subject }) => !clearlyAhead(first.subject, subject, measure))];

const epochsText = (trials: readonly TrialState[]): string => {
  const counts = new Set(trials.map(({ epochs }) => epochs.length));
  const [only] = counts;
  return counts.size === 1 && only !== undefined ? `After ${counted(only, 'epoch')}` : 'At the end';
};

const figureOf = ({ subject, range }: Ranked, measure: Measure): Figure =>
  rangeFigure(subject, `${measure.name} at the end`, range, measure.write);

/** The order at the end. Of many trials the first, the middle one and the last are named. */
export function ranking(subjects: readonly Subject[], measure: Measure): Finding[] {
  const order = ranked(subjects, measure);
  const [first, ...others] = order;
  if (first === undefined || others.length === 0) return [];
  const level = levelWithFirst(order, measure);
  const begin = epochsText(order.flatMap(({ subject }) => subject.trials));
  const item = (each: Ranked) =>
    `${nameOrNetwork(each.subject.label)} (${figureOf(each, measure).text})`;
  const made = (id: string, text: string, which: readonly Ranked[]): Finding[] => [
    {
      id: `${id}:${measure.key}`,
      topic: 'comparison',
      text,
      restsOn: which.map((each) => figureOf(each, measure)),
    },
  ];
  const why = reason(order, measure);
  if (order.length > maxNamed) return many(order, level, measure, begin, why, made);
  if (level.length === order.length) {
    return made(
      'level',
      `${begin} nobody is clearly ahead in ${measure.name}: ${joined(order.map(item))} lie ${why}.`,
      order,
    );
  }
  const behind = order.filter((each) => !level.includes(each));
  if (level.length === 1) {
    return made(
      'lead',
      `${begin} ${item(first)} is ahead in ${measure.name}, before ${joined(behind.map(item))}.`,
      order,
    );
  }
  return made(
    'shared',
    `${begin} ${joined(level.map(item))} are best in ${measure.name} and cannot be told apart (they lie ${why}); behind ${level.length === 2 ? 'both' : 'them'} ${behind.length === 1 ? 'is' : 'are'} ${joined(behind.map(item))}.`,
    [...level, ...behind],
  );
}

function reason(order: readonly Ranked[], measure: Measure): string {
  if (order.some(({ range }) => range.size > 1)) return 'within each other’s range over the seeds';
  const trial = order[0]?.subject.trials[0];
  return trial === undefined ? '' : marginReason(measure, trial);
}

function many(
  order: readonly Ranked[],
  level: readonly Ranked[],
  measure: Measure,
  begin: string,
  why: string,
  made: (id: string, text: string, which: readonly Ranked[]) => Finding[],
): Finding[] {
  const [first, last, middle] = [order[0]!, order.at(-1)!, order[order.length >> 1]!];
  const text = (each: Ranked) => figureOf(each, measure).text;
  const others = level.length - 1;
  const also =
    others === 0
      ? ', clearly ahead of all others'
      : `; ${count(others)} of the other ${count(order.length - 1)} cannot be told from it (they lie ${why})`;
  return made(
    others === 0 ? 'lead' : 'shared',
    `${begin} ${nameOrNetwork(first.subject.label)} has the best ${measure.name}, ${text(first)}${also}. The one in the middle of the ${count(order.length)} (${middle.subject.label}) has ${text(middle)}, the worst (${last.subject.label}) ${text(last)}.`,
    [first, middle, last],
  );
}

/** A second measure in short where the same trial is best by it, else its own ranking. */
export function secondRanking(
  subjects: readonly Subject[],
  measure: Measure,
  second: Measure,
): Finding[] {
  const [first, other] = ranked(subjects, measure);
  const [best] = ranked(subjects, second);
  if (first === undefined || other === undefined || best === undefined) return [];
  if (first.subject !== best.subject) return ranking(subjects, second);
  const figure = figureOf(best, second);
  return [
    {
      id: `second-same:${second.key}`,
      topic: 'comparison',
      text: `By ${second.name} ${nameOrNetwork(best.subject.label)} comes first too, with ${figure.text}.`,
      restsOn: [figure],
    },
  ];
}

/** With one axis beside the seeds: how far that setting alone moves the figure. */
export function axisEffect(
  subjects: readonly Subject[],
  path: string,
  measure: Measure,
): Finding[] {
  const order = ranked(subjects, measure);
  const [best, worst] = [order[0], order.at(-1)];
  if (best === undefined || worst === undefined || order.length < 2) return [];
  const [high, low] = [figureOf(best, measure), figureOf(worst, measure)];
  const seeds = best.range.size > 1 ? 'nothing but this setting and the seeds' : 'nothing else';
  const clear = clearlyAhead(best.subject, worst.subject, measure);
  const text = clear
    ? `The ${settingText(path)} alone moves the ${measure.name} at the end between ${low.text} (${worst.subject.label}) and ${high.text} (${best.subject.label}): ${seeds} differs between these trials.`
    : `The ${settingText(path)} makes no clear difference to the ${measure.name} at the end: ${low.text} at worst (${worst.subject.label}), ${high.text} at best (${best.subject.label}).`;
  return [
    {
      id: clear ? 'axis-effect' : 'axis-none',
      topic: 'comparison',
      text: text.replace('seeds differs', 'seeds differ'),
      restsOn: [low, high],
    },
  ];
}
