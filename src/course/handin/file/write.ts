/** Writes hand-in files. Equal content gives equal text. */
import { base64Pieces } from '../../../formats/base64.ts';
import { documentText } from '../../../formats/json/write.ts';
import { answerable, isEmpty } from '../own/types.ts';
import { handInFormat, handInVersion } from './document.ts';
import type { HandInFile } from './read.ts';

/** Questions stand in the assignment's order, whatever the order in which they were answered. */
export function handInText({ student, own, without }: HandInFile): string {
  const { choices, answers, agreed, marked } = own;
  const inOrder = <T>(value: (name: string) => T | undefined): Record<string, T> =>
    Object.fromEntries(
      answerable.flatMap((name) => {
        const found = value(name);
        return found === undefined ? [] : [[name, found]];
      }),
    );
  const { wiring, velocity, loss, unit, others } = choices;
  return documentText({
    format: handInFormat,
    version: handInVersion,
    student: { name: student.name, id: student.id, course: student.course },
    choices: { wiring, velocity, loss, unit, others },
    without: answerable.filter((name) => without.has(name)),
    marked,
    answers: inOrder((name) => {
      const answer = answers.get(name);
      if (answer === undefined || isEmpty(answer)) return undefined;
      const photos = answer.photos.map(({ alt, width, height, jpeg }) => ({
        alt,
        width,
        height,
        jpeg: [...base64Pieces(jpeg)].join(''),
      }));
      return { text: answer.text, photos };
    }),
    agreed: inOrder((name) => agreed.get(name)),
  });
}
