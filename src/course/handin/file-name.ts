/** Names of the student's files: `firstname_lastname_stuid`, from a name in any form and script. */
import { trimmed, trimmedEnd } from '../../base/trim.ts';

/** The fields of a student that the name is made of. */
export interface NamedStudent {
  readonly name: string;
  readonly id: string;
}

/** Placeholders for missing parts, as the assignment writes them. */
export const nameless = 'firstname_lastname';
export const idless = 'stuid';

/** UTF-8 bytes of each of the three parts; file systems allow 255 for a whole name with its extension. */
const maxBytes = 60;

/** Latin letters that Unicode does not decompose into a letter and a mark. */
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

/** Particles that belong to the family name after them. */
const particles = new Set(
  (
    'af al ap av bin bint da dal dalla de degli dei del della den der des di dos du el ibn la las le ' +
    'les lo los san santa st ten ter und van vom von y zu zum zur'
  ).split(' '),
);

/**
 * Lower-case letters and digits, joined by hyphens: accents are removed (é → e), special Latin letters
 * written out (ß → ss), apostrophes dropped (O’Neill → oneill). A text without any ASCII letter or digit
 * keeps its own script. '' if nothing is left.
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
  // Also removes marks without a letter before them.
  return hyphened(apart.normalize('NFC'), /[^\p{L}\p{N}\p{M}]+|(?<![\p{L}\p{N}\p{M}])\p{M}+/gu);
}

const hyphened = (text: string, others: RegExp): string =>
  trimmed(text.replaceAll(others, '-'), '-');

/** At most `most` bytes of UTF-8, whole characters only. */
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
 * is the family name, with the particles before it; in "Lovelace, Ada"
 * the comma decides. A single name stays one.
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
  // Compared as written: the Vietnamese name Văn is not a particle.
  const particle = all.findIndex((word, at) => at > 0 && particles.has(word.toLowerCase()));
  const at = particle === -1 || particle === all.length - 1 ? all.length - 1 : particle;
  return [joined(all.slice(0, at)), joined(all.slice(at))];
}

/**
 * A file name without extension: given names, family name and student number, joined by "_". It never
 * contains a path, control character or reserved name, is never empty and has at most 182 bytes.
 * Missing parts get the assignment's placeholders.
 */
export function fileName({ name, id }: NamedStudent): string {
  const parts = nameParts(name);
  const number = plainWord(id);
  return [...(parts.length === 0 ? [nameless] : parts), number === '' ? idless : number]
    .map((part) => shortened(part, maxBytes))
    .join('_');
}
