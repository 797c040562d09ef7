/** Which trials are ahead at the end, by how much, and which differences are too small to count. */
import type { TrialState } from '../lab/state.ts';
import { count, counted } from '../base/numbers.ts';
import { settingText } from '../text/labels.ts';
import { marginReason } from './late-range.ts';
import type { Measure } from './measures.ts';
import { capital, joined, maxNamed, nameOrNetwork, verb } from './prose.ts';
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

/** The best one and all that it is not clearly ahead of. */
export const tiedWithBest = (
  [first, ...others]: readonly Ranked[],
  measure: Measure,
): readonly Ranked[] =>
  first === undefined
    ? []
    : [first, ...others.filter(({ subject }) => !clearlyAhead(first.subject, subject, measure))];

const epochsText = (trials: readonly TrialState[]): string => {
  const counts = new Set(trials.map(({ epochs }) => epochs.length));
  const [only] = counts;
  return counts.size === 1 && only !== undefined
    ? `After ${counted(only, 'epoch')},`
    : 'At the end,';
};

const figureOf = ({ subject, range }: Ranked, measure: Measure): Figure =>
  rangeFigure(subject, `${measure.name} at the end`, range, measure.write);

/** The order at the end. Of many subjects, the best, the median and the worst are named. */
export function ranking(subjects: readonly Subject[], measure: Measure): Finding[] {
  const order = ranked(subjects, measure);
  const [first, ...others] = order;
  if (first === undefined || others.length === 0) return [];
  const level = tiedWithBest(order, measure);
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
  if (order.length > maxNamed) return manyRanking(order, level, measure, begin, why, made);
  if (level.length === order.length) {
    return made(
      'level',
      `${begin} there is no clear leader in ${measure.name}: ${joined(order.map(item))} ${why(order.length)}.`,
      order,
    );
  }
  const behind = order.filter((each) => !level.includes(each));
  const rest = `${joined(behind.map(item))} ${behind.length === 1 ? 'follows' : 'follow'}`;
  if (level.length === 1) {
    return made(
      'lead',
      `${begin} ${item(first)} is clearly ahead in ${measure.name}; ${rest}.`,
      order,
    );
  }
  return made(
    'shared',
    `${begin} ${joined(level.map(item))} share the lead in ${measure.name}: they ${why(level.length)}; ${rest}.`,
    [...level, ...behind],
  );
}

/** Why subjects are called level, as the predicate of so many of them. */
function reason(order: readonly Ranked[], measure: Measure): (subjects: number) => string {
  if (order.some(({ range }) => range.size > 1)) {
    return (subjects) =>
      subjects === 1
        ? 'has an overlapping range over the seeds'
        : 'have overlapping ranges over the seeds';
  }
  const trial = order[0]?.subject.trials[0];
  const within = trial === undefined ? '' : marginReason(measure, trial);
  return (subjects) => `${subjects === 1 ? 'is' : 'are'} ${within}`;
}

function manyRanking(
  order: readonly Ranked[],
  level: readonly Ranked[],
  measure: Measure,
  begin: string,
  why: (subjects: number) => string,
  made: (id: string, text: string, which: readonly Ranked[]) => Finding[],
): Finding[] {
  const [first, last, median] = [order[0]!, order.at(-1)!, order[order.length >> 1]!];
  const text = (each: Ranked) => figureOf(each, measure).text;
  const others = level.length - 1;
  const also =
    others === 0
      ? `, clearly ahead of the other ${count(order.length - 1)}`
      : `; ${count(others)} of the other ${count(order.length - 1)} ${why(others)}`;
  return made(
    others === 0 ? 'lead' : 'shared',
    `${begin} ${nameOrNetwork(first.subject.label)} has the best ${measure.name} (${text(first)})${also}. The median of the ${count(order.length)} is ${median.subject.label} (${text(median)}), the worst is ${last.subject.label} (${text(last)}).`,
    [first, median, last],
  );
}

/** A second measure: one sentence where the same subject is best by it, else its own ranking. */
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
      text: `${capital(nameOrNetwork(best.subject.label))} has the best ${second.name} (${figure.text}) as well as the best ${measure.name}.`,
      restsOn: [figure],
    },
  ];
}

/** With one axis besides the seeds: how much that setting alone changes the figure. */
export function axisEffect(
  subjects: readonly Subject[],
  path: string,
  measure: Measure,
): Finding[] {
  const order = ranked(subjects, measure);
  const [best, worst] = [order[0], order.at(-1)];
  if (best === undefined || worst === undefined || order.length < 2) return [];
  const [high, low] = [figureOf(best, measure), figureOf(worst, measure)];
  const only =
    best.range.size > 1
      ? 'only this setting and the seeds differ between these trials'
      : 'nothing else differs between these trials';
  const clear = clearlyAhead(best.subject, worst.subject, measure);
  const setting = settingText(path);
  const ends = `${worst.subject.label} is worst (${low.text}), ${best.subject.label} best (${high.text})`;
  const text = clear
    ? `The ${setting} ${verb(setting, 'makes', 'make')} a clear difference to the final ${measure.name}: ${ends}, and ${only}.`
    : `The ${setting} ${verb(setting, 'makes', 'make')} no clear difference to the final ${measure.name}: ${ends}.`;
  return [
    {
      id: clear ? 'axis-effect' : 'axis-none',
      topic: 'comparison',
      text,
      restsOn: [low, high],
    },
  ];
}
