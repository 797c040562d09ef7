/** Comma-separated values (RFC 4180) that spreadsheets read without running anything. */

/**
 * Quotes a field if needed. A text that a spreadsheet would run as a formula gets a leading apostrophe;
 * numbers keep their full precision.
 */
export function csvField(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : '';
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Rows of fields as one text; every line ends in CR LF. */
export const csvText = (rows: Iterable<readonly (string | number | null)[]>): string =>
  Array.from(rows, (row) => row.map(csvField).join(',') + '\r\n').join('');
