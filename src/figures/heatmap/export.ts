/** The heatmap as files: a standalone SVG on white, and its cells as CSV. */
import { lightTheme } from '../charts/svg-theme.ts';
import { textWidth } from '../charts/svg-parts.ts';
import type { TrialState } from '../../lab/state.ts';
import { csvText } from '../../formats/csv.ts';
import type { Anchor, Mark } from '../marks.ts';
import { svgMarks, svgSheet, type Look, type Looks } from '../svg.ts';
import { drawnCell, rowHead, type Heatmap } from './cells.ts';
import { hex, rampColour, textOn } from './colour.ts';
import { cellValue } from './grid.ts';
import { legendText } from './text.ts';

const size = { width: 92, height: 44, left: 120, head: 46, gap: 26 };
const font = 13;

type Role = 'title' | 'warning' | 'name' | 'head';

const { ink, warn } = lightTheme;
const bold: Look = { fill: ink, 'font-weight': 600 };
const looks: Looks<Role> = {
  title: bold,
  warning: { fill: warn },
  name: { fill: ink },
  head: bold,
};

const words = (
  role: Role,
  x: number,
  y: number,
  text: string,
  anchor: Anchor = 'middle',
): Mark<Role> => ({ kind: 'text', role, x, y, text, anchor });

/** @param warning about the figures, "stand-in data, not FashionMNIST" for instance */
export function heatmapSvg(heatmap: Heatmap, warning = ''): string {
  const { grid, metric, scale } = heatmap;
  const columns = grid.columns.heads.length;
  const width = size.left + columns * size.width + 12;
  const texts = [words('title', 12, 22, metric.head, 'start')];
  const cells: string[] = [];
  if (warning !== '') texts.push(words('warning', 12, 40, warning, 'start'));
  let top = warning === '' ? 36 : 54;
  for (const panel of grid.panels) {
    if (panel.label !== '') {
      texts.push(words('name', 12, top + 14, panel.label, 'start'));
      top += 20;
    }
    texts.push(words('name', size.left + (columns * size.width) / 2, top + 14, grid.columns.name));
    const heads = top + size.head - 10;
    if (grid.rows !== null) {
      texts.push(words('name', size.left - 10, heads, grid.rows.name, 'end'));
    }
    grid.columns.heads.forEach(({ label }, column) => {
      texts.push(words('head', size.left + (column + 0.5) * size.width, heads, label));
    });
    top += size.head;
    panel.rows.forEach((row, index) => {
      const y = top + index * size.height;
      const middle = y + size.height / 2 + 4;
      texts.push(words('head', size.left - 10, middle, rowHead(heatmap, index), 'end'));
      row.forEach(({ trial }, column) => {
        cells.push(cellSvg(heatmap, trial, size.left + column * size.width, y));
      });
    });
    top += panel.rows.length * size.height + size.gap;
  }
  const { low, high } = legendText(metric, scale);
  const kind = scale?.kind === 'log' ? ' (logarithmic)' : '';
  texts.push(
    words('name', size.left - 10, top + 10, low, 'end'),
    words('name', size.left + 170, top + 10, high + kind, 'start'),
  );
  const room = Math.max(
    width,
    Math.ceil(24 + textWidth(warning, font)),
    Math.ceil(size.left + 170 + textWidth(high + kind, font) + 12),
  );
  return svgSheet(
    { title: metric.head, width: room, height: top + 28, fontSize: font },
    svgMarks(texts, looks),
    ...cells,
    rampSvg(size.left, top),
  );
}

const rampSteps = 40;

function rampSvg(x: number, y: number): string {
  const steps = Array.from({ length: rampSteps }, (_, step) => {
    const fill = hex(rampColour(step / (rampSteps - 1), 'light'));
    const mark: Mark<'step'> = {
      kind: 'rect',
      role: 'step',
      x: x + step * 4,
      y,
      width: 4.2,
      height: 12,
    };
    return svgMarks([mark], { step: { fill } });
  });
  return steps.join('');
}

function cellSvg(heatmap: Heatmap, trial: TrialState | null, x: number, y: number): string {
  const { text, place, isBest } = drawnCell(heatmap, trial);
  const colour = place === null ? null : rampColour(place, 'light');
  const middle = x + size.width / 2;
  const line = y + size.height / 2 + (isBest ? -3 : 4);
  const marks: Mark<'box' | 'text'>[] = [
    {
      kind: 'rect',
      role: 'box',
      x: x + 1,
      y: y + 1,
      width: size.width - 2,
      height: size.height - 2,
      rx: 3,
    },
    { kind: 'text', role: 'text', x: middle, y: line, text, anchor: 'middle' },
  ];
  if (isBest) {
    marks.push({
      kind: 'text',
      role: 'text',
      x: middle,
      y: line + 15,
      text: '★ best',
      anchor: 'middle',
    });
  }
  const fill = colour === null ? ink : hex(textOn(colour));
  return svgMarks(marks, {
    box: { fill: colour === null ? '#f1efea' : hex(colour) },
    text: { fill, ...(isBest ? { 'font-weight': 600 } : {}) },
  });
}

/** One row per cell: its settings, its status and its metric at full precision. */
export function heatmapCsv({ grid, metric }: Heatmap): string {
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
