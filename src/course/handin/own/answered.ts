/** How own answers, agreement and authorship enter the report and its checklist. */
import { contentHash } from '../../../document/hash.ts';
import { count, counted } from '../../../base/numbers.ts';
import type { ReportBlock } from '../blocks.ts';
import { isFinished } from '../../../document/trial-status.ts';
import { runOf } from '../runs.ts';
import type { HandIn, HandInRun, Missing } from '../types.ts';
import { discussedRuns, isDiscussed, runDiscussion } from './discussions.ts';
import { ownBlocks } from './own-blocks.ts';
import { answerable, replaceable } from './types.ts';

/** @param lab all that the lab has for the question; discussions in it are replaced where they are written */
export function answered(
  handIn: HandIn,
  name: string,
  lab: readonly ReportBlock[],
): readonly ReportBlock[] {
  const { own } = handIn;
  const answer = own?.answers.get(name);
  const blocks =
    answer === undefined || isDiscussed(name)
      ? lab
      : replaceable.includes(name)
        ? ownBlocks(answer)
        : [...ownBlocks(answer), ...lab];
  return isMarked(handIn)
    ? [...blocks, { kind: 'authorship', text: authorship(handIn, name) }]
    : blocks;
}

/** Whether the report says who wrote each answer: the student asked for it, or the class's document demands it. */
export const isMarked = ({ own, runs }: HandIn): boolean =>
  own?.marked === true || runs.some(({ experiment }) => demandsMarks({ experiment }));

export const demandsMarks = ({ experiment }: Pick<HandInRun, 'experiment'>): boolean =>
  experiment.classroom?.markAuthorship === true;

function authorship(handIn: HandIn, name: string): string {
  const answer = handIn.own?.answers.get(name);
  if (answer === undefined) {
    return hasAgreed(handIn, name)
      ? 'Text by the a2-lab program, read and agreed to by the student.'
      : 'Text by the a2-lab program.';
  }
  const what =
    answer.photos.length === 0
      ? 'Text'
      : answer.text.trim() === ''
        ? 'Handwritten answer'
        : 'Text and handwriting';
  return replaceable.includes(name)
    ? `${what} by the student.`
    : `${what} at the beginning by the student; the rest by the a2-lab program.`;
}

/** A mark of the lab's answer: another once its text changes. By the blocks, which are made once. */
const marks = new WeakMap<readonly ReportBlock[], string>();

function markOf(blocks: readonly ReportBlock[]): string {
  let mark = marks.get(blocks);
  if (mark === undefined) {
    // Figures follow from the numbers in the text around them.
    mark = contentHash(
      blocks.map((block) => (block.kind === 'figure' ? block.caption : block)),
    ).slice(0, 16);
    marks.set(blocks, mark);
  }
  return mark;
}

/** The mark that agreeing keeps; null where the lab has no answer yet. */
export function answerMark(handIn: HandIn, name: string): string | null {
  if (!isDiscussed(name)) {
    const answer = handIn.theory.find((each) => each.name === name);
    return answer === undefined ? null : markOf(answer.blocks);
  }
  const runs = discussedRuns(name).map((each) => runOf(handIn, each));
  const found = runs.filter((run) => run?.trials.some(isFinished) === true);
  return found.length === 0
    ? null
    : runs
        .map((run) => {
          if (run === undefined) return '';
          const { said, evidence } = runDiscussion(run, handIn.data);
          return contentHash([markOf(said), markOf(evidence)]).slice(0, 16);
        })
        .join('-');
}

export function hasAgreed(handIn: HandIn, name: string): boolean {
  const agreed = handIn.own?.agreed.get(name);
  return agreed !== undefined && agreed === answerMark(handIn, name);
}

/** Answers of the lab that the student has not read yet, where somebody can say so. */
export function notAgreed(handIn: HandIn): Missing[] {
  const { own } = handIn;
  if (own === undefined) return [];
  return replaceable.flatMap((question): Missing[] => {
    if (own.answers.has(question)) return [];
    const mark = answerMark(handIn, question);
    const agreed = own.agreed.get(question);
    if (mark === null || agreed === mark) return [];
    return [
      {
        question,
        kind: 'agreement',
        what:
          agreed === undefined
            ? 'The answer is the lab’s: read it and agree with it, or write your own.'
            : 'The lab’s answer has changed since you agreed with it.',
        experiment: null,
      },
    ];
  });
}

/** Photos without a description. */
export const undescribed = ({ own }: HandIn): Missing[] =>
  answerable.flatMap((question): Missing[] => {
    const photos = own?.answers.get(question)?.photos ?? [];
    const silent = photos.filter(({ alt }) => alt.trim() === '').length;
    if (silent === 0) return [];
    const which =
      photos.length === 1 ? 'The photo' : `${count(silent)} of ${counted(photos.length, 'photo')}`;
    const what = `${which} ${silent === 1 ? 'has' : 'have'} no description for people who cannot see it.`;
    return [{ question, kind: 'photo', what, experiment: null }];
  });
