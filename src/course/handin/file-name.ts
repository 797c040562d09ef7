/** Names of the student's files: `John_Doe_1234567`, from a name in any form and script. */
import { trimmed, trimmedEnd } from '../../base/trim.ts';

/** The fields of a student that the name is made of. */
export interface NamedStudent {
  readonly name: string;
  readonly id: string;
}

/** Placeholders for missing parts. */
export const nameless = 'Firstname_Lastname';
export const idless = 'stuid';

/** UTF-8 bytes of the name and of the number; file systems allow 255 for both with the extension. */
const maxBytes = { name: 120, id: 60 } as const;

/** Dropped within a word: O’Neill → ONeill. Shells read most of them as quotes. */
const quotes = /['’‘`´ʼʻ"“”]/g;

/**
 * The words of a text as the student writes them: letters of any script, digits and single hyphens,
 * with their capitals and accents. [] if nothing is left.
 */
function plainWords(text: string): string[] {
  return text
    .replaceAll(quotes, '')
    .normalize('NFKC')
    .split(/[^\p{L}\p{N}\p{M}-]+/u)
    .map((word) => word.replaceAll(/(?<![\p{L}\p{N}\p{M}])\p{M}+/gu, ''))
    .map((word) => trimmed(word.replaceAll(/-+/g, '-'), '-'))
    .filter((word) => word !== '');
}

/** At most `most` bytes of UTF-8, whole characters only. */
function shortened(text: string, most: number): string {
  let [bytes, end] = [0, 0];
  for (const character of text) {
    bytes += new TextEncoder().encode(character).length;
    if (bytes > most) return trimmedEnd(trimmedEnd(text.slice(0, end), '-'), '_');
    end += character.length;
  }
  return text;
}

/** "Lovelace, Ada" → ["Ada", "Lovelace"]; a name without a comma stays as it is. */
function nameWords(name: string): string[] {
  const [family = '', given = ''] = name.split(',', 2);
  return [...plainWords(given), ...plainWords(family)];
}

/**
 * A file name without extension: all names in order and the student number, joined by "_". It never
 * contains a path, control character or reserved name, is never empty and has at most 181 bytes.
 * Missing parts get placeholders.
 */
export function fileName({ name, id }: NamedStudent): string {
  const own = shortened(nameWords(name).join('_'), maxBytes.name);
  const number = shortened(plainWords(id).join('_'), maxBytes.id);
  return `${own === '' ? nameless : own}_${number === '' ? idless : number}`;
}
