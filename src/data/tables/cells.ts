/** What one cell of a table says: nothing, a date or something else; see numbers.ts for numbers. */

/** How the cells of a file say that a value is not known. */
export interface MissingRule {
  /** Words that are missing in any column, in lower case. */
  readonly always: ReadonlySet<string>;
  /**
   * Words that are missing where all else in their column is numbers, and values of their own in a
   * column of texts: "none" is a guarantor that nobody has, "-" one of the classes + and -.
   */
  readonly amongNumbers: ReadonlySet<string>;
}

/** What no column means as a value; pandas reads all of these as NaN, "?" excepted. */
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

/** What statistical offices, spreadsheets and people write where a number would be. */
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

/** The rule of documents of before, which had one list for all columns. */
const ofBefore: MissingRule = {
  always: new Set(['?', '-', '.', 'na', 'n/a', '#n/a', '<na>', 'nan', 'null', 'none', 'nil']),
  amongNumbers: new Set(),
};

/** @param words what a person or a document says is missing, null where the lab is to know @param rules see csvSchema */
export function missingRule(words: readonly string[] | null, rules: 1 | 2 = 2): MissingRule {
  if (words !== null) {
    return {
      always: new Set(words.map((word) => word.trim().toLowerCase())),
      amongNumbers: new Set(),
    };
  }
  return rules === 1 ? ofBefore : guessed;
}

/** No word of the lab's own lists is longer; told words may be. */
const longestWord = 12;

/** @param text trimmed */
export const isMissing = (text: string, rule: MissingRule = guessed): boolean =>
  text === '' ||
  ((text.length <= longestWord || rule !== guessed) && rule.always.has(text.toLowerCase()));

/** Whether the trimmed text is missing in a column of numbers, though it may be a value elsewhere. */
export const isMissingNumber = (text: string, rule: MissingRule = guessed): boolean =>
  text.length <= longestWord && rule.amongNumbers.has(text.toLowerCase());

const dates =
  /^(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4})(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?\s?(?:Z|[-+]\d{2}:?\d{2})?)?$/;
const times = /^\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?$/;

export const isDate = (text: string): boolean => dates.test(text) || times.test(text);
