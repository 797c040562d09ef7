/** The table of results as CSV (RFC 4180), figures in full. */
import { columnsOf } from '../words/columns.ts';
import { csvText } from '../words/csv.ts';
import type { Axis } from '../experiment/schema.ts';
import type { TrialState } from '../run/state.ts';

export function resultsCsv(
  trials: readonly TrialState[],
  axes: readonly Axis[],
  dataset: string,
): string {
  const columns = columnsOf(trials, axes);
  const head = ['dataset', ...columns.map(({ key }) => key)];
  const rows = trials.map((trial) => [dataset, ...columns.map((column) => column.read(trial))]);
  return csvText([head, ...rows]);
}
