/** What the student's files are called: `firstname_lastname_stuid`, from whatever a person's name is. */
import { trimmed, trimmedEnd } from '../../base/trim.ts';

/** Of a student, what the name is made of. */
export interface NamedStudent {
  readonly name: string;
  readonly id: string;
}

/** What stands for a part that is not given: the assignment's own words. */
export const nameless = 'firstname_lastname';
export const idless = 'stuid';

/** Bytes of UTF-8 of each of the three parts; folders take 255 for a whole name with its ending. */
const maxBytes = 60;

/** Latin letters that Unicode does not take apart into a letter and a mark. */
const latin: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ħ: 'h',
  ŧ: 't',
  ŋ: 'ng',
  ı: 'i',
  ĸ: 'k',
  ə: 'e',
  ɓ: 'b',
  ɖ: 'd',
  ɗ: 'd',
  ƙ: 'k',
  ƴ: 'y',
};

/** Small words that belong to the family name which they stand before. */
const particles = new Set(
  (
    'af al ap av bin bint da dal dalla de degli dei del della den der des di dos du el ibn la las le ' +
    'les lo los san santa st ten ter und van vom von y zu zum zur'
  ).split(' '),
);

/**
 * Small letters and digits with hyphens between them: accents go (é → e), Latin letters of their own
 * are written out (ß → ss), apostrophes close up (O’Neill → oneill). A text without any letter of
 * ASCII keeps its own script's. '' where nothing is left.
 */
export function plainWord(text: string): string {
  const apart = text
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^\p{ASCII}]/gu, (letter) => latin[letter] ?? letter)
    .replaceAll(/(?<=\p{Script=Latin})\p{M}+/gu, '')
    .replaceAll(/['’‘`´ʼʻ"“”]/g, '');
  const ascii = hyphened(apart, /[^a-z0-9]+/g);
  if (ascii !== '') return ascii;
  // A mark without a letter before it would stand alone.
  return hyphened(apart.normalize('NFC'), /[^\p{L}\p{N}\p{M}]+|(?<![\p{L}\p{N}\p{M}])\p{M}+/gu);
}

const hyphened = (text: string, others: RegExp): string =>
  trimmed(text.replaceAll(others, '-'), '-');

/** At most so many bytes of UTF-8, whole characters only. */
function shortened(text: string, most: number): string {
  let [bytes, end] = [0, 0];
  for (const character of text) {
    bytes += new TextEncoder().encode(character).length;
    if (bytes > most) return trimmedEnd(text.slice(0, end), '-');
    end += character.length;
  }
  return text;
}

/**
 * Given names and family name: "Ludwig van Beethoven" → ["ludwig", "van-beethoven"]. The last word
 * is the family name, with the particles before it; "Lovelace, Ada" says itself which is which. A
 * single name stays one.
 */
function nameParts(name: string): string[] {
  const [family = '', given = ''] = name.split(',', 2);
  const words = (text: string): string[] =>
    text.split(/\s+/u).filter((word) => plainWord(word) !== '');
  const joined = (some: readonly string[]): string => some.map(plainWord).join('-');
  const [first, second] = [words(given), words(family)];
  if (first.length > 0 && second.length > 0) return [joined(first), joined(second)];
  const all = [...first, ...second];
  if (all.length < 2) return all.map(plainWord);
  // As they were written: the Vietnamese name Văn is no particle.
  const particle = all.findIndex((word, at) => at > 0 && particles.has(word.toLowerCase()));
  const at = particle === -1 || particle === all.length - 1 ? all.length - 1 : particle;
  return [joined(all.slice(0, at)), joined(all.slice(at))];
}

/**
 * A file name without its ending: given names, family name and student number, joined by "_". No
 * path, control character or reserved name comes out of it; it is never empty and at most 182 bytes
 * long. What is not given is called as the assignment calls it.
 */
export function fileName({ name, id }: NamedStudent): string {
  const parts = nameParts(name);
  const number = plainWord(id);
  return [...(parts.length === 0 ? [nameless] : parts), number === '' ? idless : number]
    .map((part) => shortened(part, maxBytes))
    .join('_');
}
