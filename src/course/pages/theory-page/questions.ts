/** The theory questions of the assignment; each page is loaded on demand. */
import type { TemplateResult } from 'lit';
import { theoryTexts, type TheoryText } from '../../answers/texts.ts';
import type { PageContext } from '../../../ui/pages/route.ts';

/** The exports of a question's page module. */
export interface TheoryModule {
  readonly render: (context: PageContext) => TemplateResult;
}

export interface TheoryQuestion extends TheoryText {
  readonly load: () => Promise<TheoryModule>;
}

const loads: Readonly<Record<TheoryText['name'], TheoryQuestion['load']>> = {
  T1: () => import('./t1/page.ts'),
  T2: () => import('./t2/page.ts'),
  T3: () => import('./t3/page.ts'),
  T4: () => import('./t4/page.ts'),
  T5: () => import('./t5/page.ts'),
  T6: () => import('./t6/page.ts'),
};

export const theoryQuestions: readonly TheoryQuestion[] = theoryTexts.map((each) => ({
  ...each,
  load: loads[each.name],
}));

export const theoryQuestion = (name: string): TheoryQuestion | undefined =>
  theoryQuestions.find((question) => question.name.toLowerCase() === name.toLowerCase());
