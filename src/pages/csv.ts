/** The table of results as CSV (RFC 4180), figures in full. */
import { columnsOf } from '../words/columns.ts';
import type { Axis } from '../experiment/schema.ts';
import type { TrialState } from '../run/state.ts';

/**
 * Quotes what needs it. A text that a spreadsheet would run as a formula gets an apostrophe before
 * it; numbers are left as they are.
 */
export function csvField(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : '';
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export function resultsCsv(
  trials: readonly TrialState[],
  axes: readonly Axis[],
  dataset: string,
): string {
  const columns = columnsOf(trials, axes);
  const head = ['dataset', ...columns.map(({ key }) => key)];
  const rows = trials.map((trial) => [dataset, ...columns.map((column) => column.read(trial))]);
  return [head, ...rows].map((row) => row.map(csvField).join(',')).join('\r\n') + '\r\n';
}
