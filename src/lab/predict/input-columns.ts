/**
 * Finds the columns that a network's features were made from. A model file holds the features' names alone: a column of
 * numbers by its own name, a category as "column=value".
 */
import { LabError } from '../../base/errors.ts';
import { numberIn } from '../../data/tables/numbers.ts';
import type { ColumnStatistics } from '../../protocol/dataset.ts';

/** A column of a table that the network reads. */
export interface InputColumn {
  readonly name: string;
  /** Among the table's columns. */
  readonly index: number;
  /** The feature that is its number; null if only its values are features. */
  readonly feature: number | null;
  /** The feature of each value. */
  readonly codes: ReadonlyMap<string, number>;
  /** Whether it is a column of numbers: 2.0 is then the category "2". */
  readonly isNumeric: boolean;
  /** Whether training saw other values than those that are features: they are rows of zeros. */
  readonly isOpen: boolean;
}

/** Columns listed in a message, each up to this many characters. */
const shownColumns = 40;
const shownName = 40;

const wrong = (message: string): LabError => new LabError('table-format', message);

interface Found {
  feature: number | null;
  readonly values: (readonly [value: string, feature: number])[];
}

/**
 * In the order of the table. Throws LabError `table-format` that names the columns that are missing or that two
 * readings allow.
 * @param features the network's @param names the table's columns @param title the file's name
 */
export function columnsOf(
  features: readonly string[],
  names: readonly string[],
  statistics: ColumnStatistics,
  title: string,
): InputColumn[] {
  const found = new Map<number, Found>();
  const at = (index: number): Found => {
    const own = found.get(index) ?? { feature: null, values: [] };
    found.set(index, own);
    return own;
  };
  const indices = new Map(names.map((name, index) => [name, index]));
  const asNumbers = new Set(features);
  const missing = new Set<string>();
  features.forEach((feature, index) => {
    // Columns keep their names, and a category whose name is taken gets a number: see TableFeatures.
    const own = indices.get(feature);
    if (own !== undefined) {
      at(own).feature = index;
      return;
    }
    const able = prefixesOf(feature).filter((each) => indices.has(each));
    // A column whose numbers are a feature has no values that are.
    const likely = able.filter((each) => !asNumbers.has(each));
    const [name, other] = likely.length > 0 ? likely : able;
    if (name === undefined) missing.add(prefixesOf(feature)[0] ?? feature);
    else if (other === undefined) {
      at(indices.get(name)!).values.push([feature.slice(name.length + 1), index]);
    } else {
      throw wrong(
        `“${title}”: the model’s input "${feature}" may be a value of the column "${name}" or of "${other}". Leave out the one that the model was not trained on.`,
      );
    }
  });
  if (missing.size > 0) throw missingColumns([...missing], names, title);
  return [...found]
    .map(([index, { feature, values }]) =>
      inputColumn(names[index]!, index, feature, values, names, statistics),
    )
    .toSorted((a, b) => a.index - b.index);
}

/** "a=b=c" → "a", "a=b". */
function prefixesOf(feature: string): string[] {
  const prefixes: string[] = [];
  for (let end = feature.indexOf('='); end !== -1; end = feature.indexOf('=', end + 1)) {
    prefixes.push(feature.slice(0, end));
  }
  return prefixes;
}

function inputColumn(
  name: string,
  index: number,
  feature: number | null,
  values: Found['values'],
  names: readonly string[],
  { mean }: ColumnStatistics,
): InputColumn {
  const codes = new Map(values);
  for (const [value, code] of values) {
    // A value whose name was taken: "b (2)" stands for b, unless b is a value as well.
    const plain = value.replace(/ \(\d+\)$/, '');
    if (plain === value || codes.has(plain)) continue;
    if (names.includes(`${name}=${plain}`)) codes.set(plain, code);
  }
  const shares = values.reduce((sum, [, code]) => sum + mean[code]!, 0);
  return {
    name,
    index,
    feature,
    codes,
    isNumeric:
      feature !== null || values.every(([value]) => String(numberIn(value, '.')) === value),
    // The means of all values of a column add up to one.
    isOpen: shares < 1 - 1e-9,
  };
}

function missingColumns(
  missing: readonly string[],
  names: readonly string[],
  title: string,
): LabError {
  const wanted = missing.map((name) => {
    const near = names.find((each) => plain(each) === plain(name));
    return near === undefined ? `"${name}"` : `"${name}" (is it "${near}"?)`;
  });
  const own = names.slice(0, shownColumns).map((name) => name.slice(0, shownName));
  const more = names.length > own.length ? ` and ${names.length - own.length} others` : '';
  return wrong(
    `“${title}” lacks ${missing.length === 1 ? 'a column' : `${missing.length} columns`} that the model reads: wanted ${wanted.join(', ')}, found ${own.join(', ')}${more}.`,
  );
}

/** What two spellings of a name have in common. */
const plain = (name: string): string => name.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');
