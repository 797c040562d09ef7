/** The heatmap to take along: an SVG of its own on light paper, and its cells as CSV. */
import { lightTheme } from '../charts/svg-theme.ts';
import { textWidth } from '../charts/svg-parts.ts';
import type { Column } from '../../text/columns.ts';
import { csvText } from '../../formats/csv.ts';
import { hex, rampColour, textOn } from './colour.ts';
import type { Rgb } from '../oklab.ts';
import { cellText, cellValue, type Cell, type Grid } from './grid.ts';
import type { MetricScale } from './scale.ts';
import { legendText } from './text.ts';

interface Drawn {
  readonly grid: Grid;
  readonly metric: Column;
  readonly scale: MetricScale | null;
  readonly best: ReadonlySet<string>;
  /** What must be said of the figures, see `marksOf`. */
  readonly marks?: string;
}

const escaped = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');

const size = { width: 92, height: 44, left: 120, head: 46, gap: 26 };
const paper: Rgb = [255, 255, 255];
const ink = '#1b1d20';
const warn = lightTheme.warn;

interface Words {
  readonly anchor?: 'start' | 'middle' | 'end';
  readonly fill?: string;
  readonly bold?: boolean;
}

const words = (
  x: number,
  y: number,
  text: string,
  { anchor = 'middle', fill = ink, bold = false }: Words = {},
): string =>
  `<text x="${x}" y="${y}" text-anchor="${anchor}" fill="${fill}"${bold ? ' font-weight="600"' : ''}>${escaped(text)}</text>`;

export function heatmapSvg(drawn: Drawn): string {
  const { grid, metric, scale } = drawn;
  const columns = grid.columns.heads.length;
  const width = size.left + columns * size.width + 12;
  const { marks = '' } = drawn;
  const parts = [words(12, 22, metric.head, { anchor: 'start', bold: true })];
  if (marks !== '') parts.push(words(12, 40, marks, { anchor: 'start', fill: warn }));
  let top = marks === '' ? 36 : 54;
  for (const panel of grid.panels) {
    if (panel.label !== '') {
      parts.push(words(12, top + 14, panel.label, { anchor: 'start' }));
      top += 20;
    }
    parts.push(words(size.left + (columns * size.width) / 2, top + 14, grid.columns.name));
    if (grid.rows !== null) {
      parts.push(words(size.left - 10, top + size.head - 10, grid.rows.name, { anchor: 'end' }));
    }
    grid.columns.heads.forEach(({ label }, column) => {
      parts.push(
        words(size.left + (column + 0.5) * size.width, top + size.head - 10, label, { bold: true }),
      );
    });
    top += size.head;
    panel.rows.forEach((cells, row) => {
      const y = top + row * size.height;
      const head = grid.rows?.heads[row]?.label ?? metric.head;
      parts.push(
        words(size.left - 10, y + size.height / 2 + 4, head, { anchor: 'end', bold: true }),
      );
      cells.forEach((cell, column) => {
        parts.push(...drawnCell(drawn, cell, size.left + column * size.width, y));
      });
    });
    top += panel.rows.length * size.height + size.gap;
  }
  const { low, high } = legendText(metric, scale);
  parts.push(words(size.left - 10, top + 10, low, { anchor: 'end' }));
  for (let step = 0; step < 40; step++) {
    const fill = hex(rampColour(step / 39, 'light'));
    parts.push(
      `<rect x="${size.left + step * 4}" y="${top}" width="4.2" height="12" fill="${fill}"/>`,
    );
  }
  const kind = scale?.kind === 'log' ? ' (logarithmic)' : '';
  parts.push(words(size.left + 170, top + 10, high + kind, { anchor: 'start' }));
  const height = top + 28;
  const full = Math.max(
    width,
    Math.ceil(24 + textWidth(marks, 13)),
    Math.ceil(size.left + 170 + textWidth(high + kind, 13) + 12),
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${full}" height="${height}" viewBox="0 0 ${full} ${height}" font-family="system-ui, sans-serif" font-size="13"><rect width="100%" height="100%" fill="${hex(paper)}"/>${parts.join('')}</svg>`;
}

function drawnCell(
  { metric, scale, best }: Drawn,
  { trial }: Cell,
  x: number,
  y: number,
): string[] {
  const value = cellValue(trial, metric);
  const colour = value === null || scale === null ? null : rampColour(scale.place(value), 'light');
  const fill = colour === null ? '#f1efea' : hex(colour);
  const text = colour === null ? ink : hex(textOn(colour));
  const marked = trial !== null && best.has(trial.plan.id);
  const middle = x + size.width / 2;
  const line = y + size.height / 2 + (marked ? -3 : 4);
  return [
    `<rect x="${x + 1}" y="${y + 1}" width="${size.width - 2}" height="${size.height - 2}" rx="3" fill="${fill}"/>`,
    words(middle, line, cellText(trial, metric), { fill: text, bold: marked }),
    ...(marked ? [words(middle, line + 15, '★ best', { fill: text, bold: true })] : []),
  ];
}

/** One line a cell: what the axes set, its status and its figure in full. */
export function heatmapCsv({ grid, metric }: Drawn): string {
  const paths = [
    ...new Set(
      grid.panels
        .flatMap(({ rows }) => rows.flat())
        .flatMap(({ trial }) => Object.keys(trial?.plan.values ?? {})),
    ),
  ];
  const own = (value: unknown): string | number | null => {
    if (typeof value === 'string' || typeof value === 'number') return value;
    return value === undefined || value === null ? null : JSON.stringify(value);
  };
  const lines = grid.panels
    .flatMap(({ rows }) => rows.flat())
    .flatMap(({ trial }) => {
      if (trial === null) return [];
      const value = cellValue(trial, metric);
      return [[...paths.map((path) => own(trial.plan.values[path])), trial.status, value]];
    });
  return csvText([[...paths, 'status', metric.key], ...lines]);
}
