/**
 * A table of one's own inside an experiment: how its file is read, what of it is used, and what the
 * lab must know of it without the data. The data themselves are found by the file's sha256.
 */
import * as v from 'valibot';
import type { DatasetMeta } from '../catalog/kinds/dataset.ts';
import { limits } from './limits.ts';

const count = (least: number, most: number) =>
  v.pipe(v.number(), v.integer(), v.minValue(least), v.maxValue(most));
const name = v.pipe(v.string(), v.maxLength(limits.name));

/** What parts cells; a space stands for any run of spaces and tabs. */
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
    /** Lines at the beginning that are passed over. */
    skip: v.optional(count(0, limits.skippedLines), 0),
    /** Lines that begin so are passed over; empty for none. */
    comment: v.optional(v.picklist(comments), ''),
    /** What sets off thousands; empty for nothing. A space stands for narrow ones, too. */
    thousands: v.optional(v.picklist(thousandsSigns), ''),
    /** Whether signs of currency and per cent are passed over: "3.3%" is 3.3. */
    signs: v.optional(v.boolean(), false),
    /** Words that say that a value is missing, whatever their case; null leaves it to the lab. */
    missing: v.optional(
      v.nullable(
        v.pipe(
          v.array(v.pipe(v.string(), v.maxLength(limits.missingWord))),
          v.maxLength(limits.missingWords),
        ),
      ),
      null,
    ),
    /** Whether each line stands in one quoted cell, as Excel writes it. */
    wrapped: v.optional(v.boolean(), false),
    /**
     * The rules of reading: 1 for documents of before the lab asked, in which "none" was missing in
     * any column, codes were merged by their value, and short rows were left out.
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
    /** Those of them in which no feature is missing. */
    complete: count(0, limits.samples),
    /**
     * `drop` leaves out the rows in which a feature is missing; `mean` fills in the mean of the
     * training rows in which it is known. Rows without a target are left out in any case.
     */
    missing: v.optional(v.picklist(missingRules), 'drop'),
    /** Part of the rows that test; drawn with the trial's seed. */
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

/** All settings; those that are not said have their default. Throws where one is wrong. */
export const fullCsv = (csv: Partial<CsvSettings>): CsvSettings => v.parse(csvSchema, csv);

/** Rows that are used, trained on and tested with. */
export function tableCounts(table: TableSettings): { train: number; test: number } {
  const rows = table.missing === 'drop' ? table.complete : table.rows;
  const test = Math.min(rows - 1, Math.max(1, Math.round(rows * table.testFraction)));
  return { train: rows - test, test };
}

/** What the catalog says of its datasets, of a table of one's own. */
export const tableFacts = (table: TableSettings) =>
  ({
    task: table.task,
    shape: { inputs: table.features.length, outputs: Math.max(1, table.classes.length) },
    counts: tableCounts(table),
    split: 'seeded',
    view: { kind: 'table' },
  }) as const satisfies Partial<DatasetMeta>;
