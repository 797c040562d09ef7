/** The table of `npm run bench`, as Markdown, which is also readable in a terminal. */

/**
 * One comparison. `ours` and `theirs` are written out with their units, because a row may be
 * milliseconds, seconds or a share of the peak.
 * @typedef {object} Line
 * @property {string} work
 * @property {string} ours
 * @property {string} peer
 * @property {string} theirs
 * @property {number | null} ratio null where one side is missing
 * @property {number | null} wanted the target; null without one
 * @property {'×' | '%'} [unit] of ratio and wanted, × by default
 */

const head = ['work', 'lab', 'against', 'theirs', 'ratio', 'target', 'reached'];
const rightAligned = [false, true, false, true, true, true, false];

/** @param {readonly Line[]} lines */
export function table(lines) {
  let before = '';
  const cells = lines.map((line) => {
    const repeated = line.work === before;
    before = line.work;
    const { ratio, wanted, unit = '×' } = line;
    return [
      repeated ? '' : line.work,
      repeated ? '' : line.ours,
      line.peer,
      line.theirs,
      ratio === null ? '—' : `${figure(ratio)}${unit === '%' ? ' %' : unit}`,
      wanted === null ? '—' : `${figure(wanted)}${unit === '%' ? ' %' : unit}`,
      reached(line),
    ];
  });
  const widths = head.map((title, column) =>
    Math.max(title.length, ...cells.map((row) => /** @type {string} */ (row[column]).length)),
  );
  const written = (/** @type {readonly string[]} */ row) =>
    `| ${row.map((cell, column) => padded(cell, widths[column] ?? 0, rightAligned[column] === true)).join(' | ')} |`;
  const rule = widths.map((width, column) =>
    rightAligned[column] === true ? `${'-'.repeat(width - 1)}:` : '-'.repeat(width),
  );
  return [written(head), written(rule), ...cells.map(written)].join('\n');
}

/** @param {Pick<Line, 'ratio' | 'wanted'>} line */
export const reached = ({ ratio, wanted }) =>
  ratio === null || wanted === null ? '—' : ratio >= wanted ? 'yes' : 'no';

/** A number with three significant digits. @param {number} value */
export const figure = (value) =>
  Math.abs(value) >= 100 ? String(Math.round(value)) : String(Number(value.toPrecision(3)));

/** @param {number} value milliseconds */
export const milliseconds = (value) => `${figure(value)} ms`;

/** @param {string} cell @param {number} width @param {boolean} right */
const padded = (cell, width, right) => (right ? cell.padStart(width) : cell.padEnd(width));
