/** Classifies a table's cell: missing, a date, or something else; see numbers.ts for numbers. */

/** How cells mark a missing value. */
export interface MissingRule {
  /** Words that are missing in any column, in lower case. */
  readonly always: ReadonlySet<string>;
  /**
   * Words that mark a missing value in a column of numbers, but are values in a column of texts: "none"
   * may be a category, "-" one of the classes + and -.
   */
  readonly amongNumbers: ReadonlySet<string>;
}

/** Never a value in any column; pandas reads all of these as NaN except "?". */
const always = [
  '?',
  'na',
  'n/a',
  '#n/a',
  '#n/a n/a',
  '#na',
  '<na>',
  'nan',
  '-nan',
  'null',
  '#null!',
  '-1.#ind',
  '1.#ind',
  '-1.#qnan',
  '1.#qnan',
];

/** What statistical offices, spreadsheets and people write in place of a number. */
const amongNumbers = [
  '-',
  '--',
  '---',
  '–',
  '—',
  '.',
  '..',
  '...',
  ':',
  '*',
  'x',
  'none',
  'nil',
  'n.a.',
  'n.a',
  'k.a.',
  'k. a.',
  'missing',
  'unknown',
  '#div/0!',
  '#value!',
  '#ref!',
  '#name?',
  '#num!',
];

const guessed: MissingRule = { always: new Set(always), amongNumbers: new Set(amongNumbers) };

/** The rule of older documents, with one list for all columns. */
const oldRule: MissingRule = {
  always: new Set(['?', '-', '.', 'na', 'n/a', '#n/a', '<na>', 'nan', 'null', 'none', 'nil']),
  amongNumbers: new Set(),
};

/** @param words that mark a missing value as given by a person or document; null for the lab's own lists @param rules see csvSchema */
export function missingRule(words: readonly string[] | null, rules: 1 | 2 = 2): MissingRule {
  if (words !== null) {
    return {
      always: new Set(words.map((word) => word.trim().toLowerCase())),
      amongNumbers: new Set(),
    };
  }
  return rules === 1 ? oldRule : guessed;
}

/** The longest word in the lab's own lists; given words may be longer. */
const longestWord = 12;

/** @param text trimmed */
export const isMissing = (text: string, rule: MissingRule = guessed): boolean =>
  text === '' ||
  ((text.length <= longestWord || rule !== guessed) && rule.always.has(text.toLowerCase()));

/** Whether the trimmed text is missing in a column of numbers, although it may be a value elsewhere. */
export const isMissingNumber = (text: string, rule: MissingRule = guessed): boolean =>
  text.length <= longestWord && rule.amongNumbers.has(text.toLowerCase());

const dates =
  /^(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4})(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?\s?(?:Z|[-+]\d{2}:?\d{2})?)?$/;
const times = /^\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?$/;

export const isDate = (text: string): boolean => dates.test(text) || times.test(text);
