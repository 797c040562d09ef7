/** The table of results as CSV (RFC 4180), figures at full precision. */
import { columnsOf } from '../../text/columns.ts';
import { csvText } from '../../formats/csv.ts';
import type { Axis } from '../../document/schema.ts';
import type { TrialState } from '../../lab/state.ts';

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
