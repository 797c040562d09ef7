/** What follows from the settings of a user's table, without its data and without the schema. */
import type { DatasetMeta } from '../catalog/kinds/dataset.ts';
import type { TableSettings } from './table.ts';

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
