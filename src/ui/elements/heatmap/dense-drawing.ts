/** The picture of hundreds of cells on a canvas: where they are, their heads, their colours. */
import type { ChartTheme } from '../../../figures/charts/chart-theme.ts';
import { rowHead, type Heatmap } from '../../../figures/heatmap/cells.ts';
import { cellValue } from '../../../figures/heatmap/grid.ts';
import { fractionDone } from '../../../lab/estimate.ts';
import type { TrialState } from '../../../lab/state.ts';

/** Pixels: the sides of a cell, between two cells, around labels, a line of them. */
const size = { least: 5, most: 26, gap: 1, label: 6, line: 16 };

/** Where the cells are, in CSS pixels. */
export interface Geometry {
  readonly left: number;
  readonly top: number;
  /** From one cell to the next, either way. */
  readonly pitch: { readonly x: number; readonly y: number };
  readonly rows: number;
  readonly columns: number;
}

export interface Drawing {
  readonly context: CanvasRenderingContext2D;
  readonly heatmap: Heatmap;
  readonly panel: number;
  readonly geometry: Geometry;
  readonly chart: ChartTheme;
  /** The scale's colours from the end that recedes. */
  readonly shades: readonly string[];
  /** The id of the highlighted trial. */
  readonly highlighted: string | null;
}

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export const widthOf = ({ left, columns, pitch }: Geometry): number =>
  Math.ceil(left + columns * pitch.x + size.label);

export const heightOf = ({ top, rows, pitch }: Geometry): number => Math.ceil(top + rows * pitch.y);

export const boxOf = ({ left, top, pitch }: Geometry, row: number, column: number): Box => ({
  x: left + column * pitch.x,
  y: top + row * pitch.y,
  width: pitch.x - size.gap,
  height: pitch.y - size.gap,
});

const widest = (context: CanvasRenderingContext2D, labels: readonly string[]): number =>
  labels.reduce((most, label) => Math.max(most, context.measureText(label).width), 0);

/** @param width in which all columns are, if they can be told apart there */
export function layOut(
  { grid, metric }: Heatmap,
  panel: number,
  context: CanvasRenderingContext2D,
  width: number,
): Geometry {
  const rows = grid.panels[panel]?.rows.length ?? 0;
  const columns = grid.columns.heads.length;
  const heads = grid.rows?.heads.map(({ label }) => label) ?? [metric.head];
  const left = Math.ceil(widest(context, heads)) + size.label;
  const room = width - left - 2 * size.label;
  const side = Math.min(size.most, Math.max(size.least, Math.floor(room / columns)));
  return { left, top: size.line + size.label, pitch: { x: side, y: side }, rows, columns };
}

/** As many labels as fit, evenly spaced. */
export function drawHeads({ context, heatmap, geometry, chart }: Drawing): void {
  const { left, top, pitch, rows } = geometry;
  const labels = heatmap.grid.columns.heads.map(({ label }) => label);
  context.fillStyle = chart.soft;
  context.textBaseline = 'middle';
  context.textAlign = 'center';
  const everyColumn = Math.ceil((widest(context, labels) + size.label) / pitch.x);
  labels.forEach((label, column) => {
    if (column % everyColumn === 0)
      context.fillText(label, left + (column + 0.5) * pitch.x, size.line / 2);
  });
  context.textAlign = 'end';
  const everyRow = Math.ceil(size.line / pitch.y);
  for (let row = 0; row < rows; row += everyRow) {
    context.fillText(rowHead(heatmap, row), left - size.label, top + (row + 0.5) * pitch.y);
  }
}

export function drawCells(drawing: Drawing): void {
  const { context, heatmap, panel, geometry, chart, shades, highlighted } = drawing;
  const { grid, metric, scale, best } = heatmap;
  const marks: (() => void)[] = [];
  grid.panels[panel]?.rows.forEach((cells, row) => {
    cells.forEach(({ trial }, column) => {
      if (trial === null) return;
      const box = boxOf(geometry, row, column);
      const value = cellValue(trial, metric);
      if (value === null || scale === null) drawStatus(context, box, trial, chart);
      else {
        context.fillStyle = shades[Math.round(scale.place(value) * (shades.length - 1))]!;
        context.fillRect(box.x, box.y, box.width, box.height);
      }
      if (best.has(trial.plan.id)) marks.push(() => drawRing(context, box, chart));
      if (trial.plan.id === highlighted) marks.push(() => drawFrame(context, box, chart));
    });
  });
  // Over their neighbours.
  for (const mark of marks) mark();
}

/** Waiting: empty; running: filled from below; ended early: struck through, unlike every colour of the scale. */
function drawStatus(
  context: CanvasRenderingContext2D,
  { x, y, width, height }: Box,
  trial: TrialState,
  { grid, paper, ink }: ChartTheme,
): void {
  context.fillStyle = grid;
  context.fillRect(x, y, width, height);
  context.fillStyle = paper;
  if (trial.status === 'waiting') context.fillRect(x + 1, y + 1, width - 2, height - 2);
  else if (trial.status === 'running') {
    const done = Math.round((height - 2) * fractionDone(trial));
    context.fillRect(x + 1, y + 1, width - 2, height - 2 - done);
  } else {
    context.strokeStyle = ink;
    context.lineWidth = 1;
    context.beginPath();
    context.moveTo(x, y + height);
    context.lineTo(x + width, y);
    context.stroke();
  }
}

/** A ring with a dot, seen on every shade. */
function drawRing(
  context: CanvasRenderingContext2D,
  { x, y, width, height }: Box,
  { ink, paper }: ChartTheme,
): void {
  const radius = Math.max(2.5, Math.min(width, height) / 3);
  for (const [colour, each] of [
    [paper, radius + 1.5],
    [ink, radius],
    [paper, radius / 2.5],
  ] as const) {
    context.fillStyle = colour;
    context.beginPath();
    context.arc(x + width / 2, y + height / 2, each, 0, 2 * Math.PI);
    context.fill();
  }
}

function drawFrame(
  context: CanvasRenderingContext2D,
  { x, y, width, height }: Box,
  { ink, paper }: ChartTheme,
): void {
  for (const [colour, out, line] of [
    [paper, 0.5, 1],
    [ink, 2, 3],
  ] as const) {
    context.strokeStyle = colour;
    context.lineWidth = line;
    context.strokeRect(x - out, y - out, width + 2 * out, height + 2 * out);
  }
}
