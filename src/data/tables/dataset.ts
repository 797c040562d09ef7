/** A table as a dataset, as the document describes it. */
import { ownTable } from '../../catalog/lookup/dataset.ts';
import { allocateBytes, allocateFloats } from '../../base/allocate.ts';
import { tableChecksum } from '../checksums.ts';
import type { Dataset } from '../../protocol/dataset.ts';
import { canonicalJson, datasetKey } from '../../document/hash.ts';
import { tableCounts } from '../../document/table-facts.ts';
import { fullCsv, type TableSettings } from '../../document/table.ts';
import { LabError } from '../../base/errors.ts';
import { classesOf, TableFeatures } from './features.ts';
import type { OwnTable } from '../../protocol/table.ts';

/** A number in a row, NaN where it is missing. */
type Read = (row: number) => number;

const wrong = (table: TableSettings, what: string): LabError =>
  new LabError(
    'table-format',
    `The document does not fit the table ${table.title}: ${what}. Choose the table in the playground again: that writes a fitting document.`,
  );

/**
 * The rows whose target is known, in the file's order; with `missing: "drop"` only those without missing
 * values, else with NaN for missing features, which trialData fills in. Features are float64, [rows,
 * features]. Throws LabError `table-format` if the document does not match the table.
 */
export function tableDataset(own: OwnTable, table: TableSettings, shared: boolean): Dataset {
  // Older documents lack settings that were added later.
  if (canonicalJson(fullCsv(own.info.csv)) !== canonicalJson(fullCsv(table.csv))) {
    throw wrong(table, 'its file was read in another way (separators, header, missing words, …)');
  }
  const read = featureReader(own, table);
  const reads = table.features.map((name) => read(name));
  const target = targetReader(own, table);
  const rows = rowsOf(own, table, reads, target);
  const inputs = reads.length;
  const features = allocateFloats(rows.length * inputs, shared);
  reads.forEach((readFeature, column) => {
    for (let i = 0; i < rows.length; i++) features[i * inputs + column] = readFeature(rows[i]!);
  });
  const classified = table.task === 'classification';
  const targets = (classified ? allocateBytes : allocateFloats)(rows.length, shared);
  for (let i = 0; i < rows.length; i++) targets[i] = target(rows[i]!);
  const counts = tableCounts(table);
  return {
    name: ownTable,
    key: datasetKey({ name: ownTable, table }),
    task: table.task,
    synthetic: false,
    inputs,
    outputs: Math.max(1, table.classes.length),
    features,
    targets,
    trainCount: counts.train,
    testCount: counts.test,
    split: 'seeded',
    checksum: tableChecksum(table.sha256),
    featureNames: table.features,
    classNames: table.classes,
  };
}

function rowsOf(
  { info }: OwnTable,
  table: TableSettings,
  reads: readonly Read[],
  target: Read,
): Int32Array {
  const rows = new Int32Array(info.rows);
  let [known, used, complete] = [0, 0, 0];
  for (let row = 0; row < info.rows; row++) {
    if (Number.isNaN(target(row))) continue;
    known += 1;
    const whole = reads.every((read) => !Number.isNaN(read(row)));
    if (whole) complete += 1;
    if (whole || table.missing === 'mean') rows[used++] = row;
  }
  if (known !== table.rows || complete !== table.complete) {
    throw wrong(
      table,
      `it says ${table.rows} rows with a target, ${table.complete} of them complete, and there are ${known} and ${complete}`,
    );
  }
  return rows.subarray(0, used);
}

/** Reads a feature by name: a column of numbers, or one value of a category (1 if the row has it, else 0). */
function featureReader({ info, columns }: OwnTable, table: TableSettings): (name: string) => Read {
  const features = new TableFeatures(info);
  return (name) => {
    const feature = features.find(name);
    if (feature === undefined) throw wrong(table, `it has no feature "${name}"`);
    const { code, column } = feature;
    const { numbers, codes } = columns[column]!;
    if (code === null) return (row) => numbers![row]!;
    return (row) => (codes![row] === 0 ? Number.NaN : Number(codes![row] === code));
  };
}

/** Class indices, or values. */
function targetReader({ info, columns }: OwnTable, table: TableSettings): Read {
  const at = info.columns.findIndex((column) => column.name === table.target);
  const column = info.columns[at];
  const { numbers, codes } = columns[at] ?? { numbers: null, codes: null };
  if (column === undefined) throw wrong(table, `it has no column "${table.target}"`);
  if (table.task === 'regression') {
    if (numbers === null) throw wrong(table, `"${table.target}" is no column of numbers`);
    return (row) => numbers[row]!;
  }
  const classes = classesOf(column);
  if (codes === null || classes.join('\n') !== table.classes.join('\n')) {
    throw wrong(table, `"${table.target}" has not the classes that it names`);
  }
  const indices = Float64Array.from([Number.NaN, ...column.values.map((v) => classes.indexOf(v))]);
  return (row) => indices[codes[row]!]!;
}
