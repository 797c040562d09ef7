/** The theory questions of the assignment, and their answers in full. */
import type { Block } from './blocks.ts';
import { t1Answer } from './t1/answer.ts';
import { t2Answer } from './t2/answer.ts';
import { t3Answer } from './t3/answer.ts';
import { t4Answer } from './t4/answer.ts';
import { t5Answer, t5Others } from './t5/answer.ts';
import { t6Answer, t6Others } from './t6/answer.ts';
import { defaultChoices, type Choices } from './choices.ts';
import { theoryTexts, type TheoryText } from './texts.ts';

export interface TheoryAnswer extends TheoryText {
  readonly blocks: readonly Block[];
  /** The readings of the question that were not chosen; [] where there is one reading only. */
  readonly others: readonly Block[];
}

const answers: Readonly<Record<TheoryText['name'], (choices: Choices) => Block[]>> = {
  T1: t1Answer,
  T2: t2Answer,
  T3: t3Answer,
  T4: t4Answer,
  T5: t5Answer,
  T6: t6Answer,
};

const others: Readonly<Partial<typeof answers>> = { T5: t5Others, T6: t6Others };

/** Yields the answers one by one, with the assignment's numbers; each takes some milliseconds. */
export function* eachTheoryAnswer(
  choices: Choices = defaultChoices,
): Generator<TheoryAnswer, void> {
  for (const each of theoryTexts) {
    yield {
      ...each,
      blocks: answers[each.name](choices),
      others: choices.others === 'none' ? [] : (others[each.name]?.(choices) ?? []),
    };
  }
}

export const theoryAnswers = (choices?: Choices): TheoryAnswer[] =>
  Array.from(eachTheoryAnswer(choices));
