/** The readings of a question that the student did not choose, in an appendix. */
import type { Section } from '../blocks.ts';
import type { HandIn } from '../types.ts';

/** Without questions that the student excludes or answers in their own words. */
export function otherReadings({ theory, without = new Set(), own }: HandIn): Section[] {
  const inner = theory
    .filter(
      ({ name, others }) =>
        others.length > 0 && !without.has(name) && own?.answers.has(name) !== true,
    )
    .map(({ name, others }): Section => ({
      id: `other-readings-${name.toLowerCase()}`,
      title: `Other readings of ${name}`,
      blocks: () => others,
      inner: [],
    }));
  return inner.length === 0
    ? []
    : [
        {
          id: 'other-readings',
          title: 'Appendix: other readings',
          blocks: () => [
            {
              kind: 'plain',
              text: 'The assignment’s figures of these questions are missing, and one formula is misprinted. The answers above use one reading; these are the answers under the others.',
            },
          ],
          inner,
        },
      ];
}
