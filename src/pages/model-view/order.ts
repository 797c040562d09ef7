/** Which models there are to choose from, and which images. */
import type { JudgedImages } from '../../components/image-browser/element.ts';
import type { TrialState } from '../../run/state.ts';

/** Trials that have got to their end, the best first. */
export const bestFirst = (trials: readonly TrialState[]): readonly TrialState[] =>
  trials
    .filter(({ status, epochs }) => status === 'done' && epochs.length > 0)
    .toSorted((a, b) => score(b) - score(a));

/** The last test accuracy, or the negative test error: more is better. */
function score({ epochs }: TrialState): number {
  const last = epochs.at(-1);
  if (last === undefined) return -Infinity;
  return 'testAccuracy' in last ? last.testAccuracy : -last.testMse;
}

/** A test image by chance, [784], and what it is. */
export function someImage({ pixels, truths, names }: JudgedImages) {
  const row = Math.floor(Math.random() * truths.length);
  const name = `${names[truths[row]!] ?? ''}, image ${row} of the test part`;
  return { pixels: pixels.slice(row * 784, (row + 1) * 784), name };
}
