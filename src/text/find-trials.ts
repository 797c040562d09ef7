/** Finds trials by words, as a table's filter does. */
import type { TrialState } from '../lab/state.ts';
import { statusWords, trialLabel } from './labels.ts';

const wordsOf = (text: string): string[] =>
  text
    .toLowerCase()
    .split(/[\s·,]+/)
    .filter(Boolean);

/** A number is meant as a whole: 1 does not find 10. Other words may be their beginnings. */
const finds = (sought: string, word: string): boolean =>
  Number.isNaN(Number(sought)) ? word.startsWith(sought) : word === sought;

/** The trials whose label and status have all words of a text; all for an empty one. */
export function trialsWith(trials: readonly TrialState[], text: string): readonly TrialState[] {
  const sought = wordsOf(text);
  if (sought.length === 0) return trials;
  return trials.filter(({ plan, status }) => {
    const words = wordsOf(`${trialLabel(plan.values)} ${statusWords[status]}`);
    return sought.every((one) => words.some((word) => finds(one, word)));
  });
}
