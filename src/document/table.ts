/**
 * A table of one's own inside an experiment: how its file is read, and what of it is used. The
 * data themselves are found by the file's sha256.
 */
import * as v from 'valibot';
import { limits } from './limits.ts';

const count = (least: number, most: number) =>
  v.pipe(v.number(), v.integer(), v.minValue(least), v.maxValue(most));
const name = v.pipe(v.string(), v.maxLength(limits.name));

/** Cell separators; a space stands for any run of spaces and tabs. */
export const delimiters = [',', ';', '\t', '|', ' '] as const;
export const encodings = [
  'utf-8',
  'windows-1252',
  'utf-16le',
  'utf-16be',
  'windows-1250',
  'windows-1251',
  'macintosh',
  'shift_jis',
  'gb18030',
] as const;
export const comments = ['', '#', '%', '//', '!'] as const;
export const thousandsSigns = ['', ',', '.', ' ', "'"] as const;
export const missingRules = ['drop', 'mean'] as const;

/** How the bytes of the file become cells and numbers. */
export const csvSchema = v.pipe(
  v.strictObject({
    delimiter: v.optional(v.picklist(delimiters), ','),
    /** Whether the first row names the columns. */
    header: v.optional(v.boolean(), true),
    decimal: v.optional(v.picklist(['.', ',']), '.'),
    encoding: v.optional(v.picklist(encodings), 'utf-8'),
    /** Lines skipped at the beginning. */
    skip: v.optional(count(0, limits.skippedLines), 0),
    /** Prefix of lines to skip; empty for none. */
    comment: v.optional(v.picklist(comments), ''),
    /** Thousands separator; empty for none. A space also stands for narrow spaces. */
    thousands: v.optional(v.picklist(thousandsSigns), ''),
    /** Whether currency and per cent signs are ignored: "3.3%" is 3.3. */
    signs: v.optional(v.boolean(), false),
    /** Words that mark a missing value, in any case; null uses the lab's own list. */
    missing: v.optional(
      v.nullable(
        v.pipe(
          v.array(v.pipe(v.string(), v.maxLength(limits.missingWord))),
          v.maxLength(limits.missingWords),
        ),
      ),
      null,
    ),
    /** Whether each line is one quoted cell, as Excel may write it. */
    wrapped: v.optional(v.boolean(), false),
    /**
     * Version of the reading rules: 1 for older documents, in which "none" was missing in any column, codes
     * were merged by their numeric value, and short rows were left out.
     */
    rules: v.optional(v.picklist([1, 2]), 1),
  }),
  v.check(
    ({ decimal, thousands }) => decimal !== thousands,
    'different separators for thousands and decimals',
  ),
);

export const tableSchema = v.pipe(
  v.strictObject({
    /** Of the file, in lower-case hexadecimal. */
    sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
    title: v.pipe(name, v.minLength(1)),
    csv: v.optional(csvSchema, {}),
    /** The column that is predicted. */
    target: name,
    task: v.picklist(['classification', 'regression']),
    /** Columns of numbers by their name, categories one by one as "column=value". */
    features: v.pipe(v.array(name), v.minLength(1), v.maxLength(limits.features)),
    /** In the order of the class indices; empty for regression. */
    classes: v.optional(v.pipe(v.array(name), v.maxLength(limits.classes)), []),
    /** Rows whose target is known. */
    rows: count(2, limits.samples),
    /** Rows of these in which no feature is missing. */
    complete: count(0, limits.samples),
    /**
     * `drop` omits rows with a missing feature; `mean` fills in the mean over the training rows in
     * which it is known. Rows without a target are always omitted.
     */
    missing: v.optional(v.picklist(missingRules), 'drop'),
    /** Share of the rows used for testing; drawn with the trial's seed. */
    testFraction: v.optional(v.pipe(v.number(), v.finite(), v.gtValue(0), v.ltValue(1)), 0.25),
  }),
  v.check(
    ({ task, classes }) => (task === 'classification' ? classes.length >= 2 : classes.length === 0),
    'at least two classes for a classification, none for a regression',
  ),
  v.check(({ rows, complete }) => complete <= rows, 'at most as many complete rows as rows'),
  v.check(
    ({ rows, complete, missing }) => missing === 'mean' || (complete >= 2 && rows >= 2),
    'at least two rows without missing values, or missing: "mean"',
  ),
  v.check(
    ({ rows, features }) => rows * features.length <= limits.cells,
    `at most ${limits.cells} cells, rows times features`,
  ),
  v.check(
    ({ features, classes }) =>
      new Set(features).size === features.length && new Set(classes).size === classes.length,
    'each feature and each class once',
  ),
);

export type CsvSettings = v.InferOutput<typeof csvSchema>;
export type TableSettings = v.InferOutput<typeof tableSchema>;

/** All settings, with defaults filled in. Throws if one is invalid. */
export const fullCsv = (csv: Partial<CsvSettings>): CsvSettings => v.parse(csvSchema, csv);
