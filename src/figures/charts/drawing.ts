/** What uPlot does not draw: markers of different shapes, reference lines, the band for zeros. */
import type uPlot from 'uplot';
import { markerPath } from './markers.ts';
import {
  bandAlpha,
  bandRuns,
  axisExits,
  levels,
  markerIndices,
  markerOrder,
  onAxis,
} from './marks.ts';
import type { ChartGroup, ChartLine } from './model.ts';
import { positionOf } from './scale.ts';
import { arrowhead, marker, referenceDash } from './strokes.ts';
import type { LiveChart } from './uplot-options.ts';

const ratio = (plot: uPlot): number => plot.ctx.canvas.width / plot.width;

/** Each value's distance from the canvas's left edge; null where there is none. */
const leftsOf = (
  plot: uPlot,
  x: readonly number[],
  values: readonly (number | null | undefined)[],
): (number | null)[] =>
  values.map((value, index) =>
    value === null || value === undefined ? null : plot.valToPos(x[index] ?? 0, 'x', true),
  );

export function drawMarkers(
  plot: uPlot,
  live: LiveChart,
  line: ChartLine,
  group: ChartGroup,
  x: readonly number[],
): void {
  const { ctx, bbox } = plot;
  const scale = ratio(plot);
  const path = new Path2D();
  const places = line.values.map((value) => positionOf(live.kind, live.range, value));
  const lefts = leftsOf(plot, x, places);
  const near = lefts.map((left) => (left === null ? null : (left - bbox.left) / scale));
  const order = markerOrder(line, live.groupIndex(group.id));
  const indices = markerIndices(near, bbox.width / scale, x.length, order);
  for (const index of onAxis(indices, places, live.range)) {
    const top = plot.valToPos(places[index]!, 'y', true);
    markerPath(path, group.style.marker, lefts[index]!, top, marker.radius * scale);
  }
  ctx.save();
  ctx.strokeStyle = live.theme.series[group.style.colour];
  // The hollow marker of a dashed line repeats what the dash says.
  ctx.fillStyle = line.dashed ? live.theme.paper : ctx.strokeStyle;
  ctx.lineWidth = marker.strokeWidth * scale;
  ctx.fill(path);
  ctx.stroke(path);
  ctx.restore();
}

/** Arrowheads at the axis's edge, where a line goes on beyond it. */
export function drawAxisExits(
  plot: uPlot,
  live: LiveChart,
  line: ChartLine,
  group: ChartGroup,
  x: readonly number[],
): void {
  const { ctx, bbox } = plot;
  const scale = ratio(plot);
  const places = line.values.map((value) => positionOf(live.kind, live.range, value));
  const lefts = leftsOf(plot, x, places);
  const near = lefts.map((left) => (left === null ? null : left / scale));
  ctx.save();
  ctx.fillStyle = live.theme.series[group.style.colour];
  ctx.beginPath();
  for (const { index, side } of axisExits(places, near, live.range)) {
    const [edge, down] = side === 'top' ? [bbox.top, 1] : [bbox.top + bbox.height, -1];
    const left = lefts[index]!;
    ctx.moveTo(left, edge);
    const base = edge + arrowhead.height * scale * down;
    ctx.lineTo(left - arrowhead.halfWidth * scale, base);
    ctx.lineTo(left + arrowhead.halfWidth * scale, base);
    ctx.closePath();
  }
  ctx.fill();
  ctx.restore();
}

/** From the minimum to the maximum over all seeds, under the line that is their mean. */
export function drawBand(
  plot: uPlot,
  live: LiveChart,
  line: ChartLine,
  group: ChartGroup,
  x: readonly number[],
): void {
  const { spread } = line;
  if (spread === undefined) return;
  const { ctx, bbox } = plot;
  const top = (value: number | null | undefined) =>
    plot.valToPos(positionOf(live.kind, live.range, value) ?? live.range.min, 'y', true);
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  ctx.beginPath();
  for (const indices of bandRuns(line)) {
    const left = (index: number) => plot.valToPos(x[index] ?? 0, 'x', true);
    for (const index of indices) ctx.lineTo(left(index), top(spread.high[index]));
    for (const index of indices.toReversed()) ctx.lineTo(left(index), top(spread.low[index]));
    ctx.closePath();
  }
  ctx.globalAlpha = bandAlpha;
  ctx.fillStyle = live.theme.series[group.style.colour];
  ctx.fill();
  ctx.restore();
}

/** A shaded strip under a log axis in which values that are exactly zero have their markers. */
export function drawZeroBand(plot: uPlot, live: LiveChart): void {
  const { zeroTop } = live.range;
  if (zeroTop === null) return;
  const { ctx } = plot;
  const { left, top, width, height } = plot.bbox;
  const scale = ratio(plot);
  const edge = plot.valToPos(zeroTop, 'y', true);
  ctx.save();
  ctx.fillStyle = live.theme.grid;
  ctx.fillRect(left, edge, width, top + height - edge);
  ctx.fillStyle = live.theme.soft;
  ctx.font = scaledFont(live.theme.font, scale);
  ctx.textBaseline = 'middle';
  ctx.textAlign = 'right';
  ctx.fillText('0', left - 6 * scale, (edge + top + height) / 2);
  ctx.restore();
}

/** The reference levels, in canvas pixels. */
const placedLevels = (
  plot: uPlot,
  { spec, kind, range }: LiveChart,
): { readonly y: number; readonly label: string }[] =>
  levels(spec, kind, range).map(({ at, label }) => ({
    y: Math.round(plot.valToPos(at, 'y', true)) + 0.5,
    label,
  }));

/** Thin dashed lines, under everything that is drawn. */
export function drawReferences(plot: uPlot, live: LiveChart): void {
  const { ctx } = plot;
  const { left, width } = plot.bbox;
  const scale = ratio(plot);
  ctx.save();
  ctx.strokeStyle = live.theme.soft;
  ctx.lineWidth = scale;
  ctx.setLineDash(referenceDash.map((length) => length * scale));
  ctx.beginPath();
  for (const { y } of placedLevels(plot, live)) {
    ctx.moveTo(left, y);
    ctx.lineTo(left + width, y);
  }
  ctx.stroke();
  ctx.restore();
}

/** Their names above them, over all lines, with a rim of paper so that they can be read there. */
export function drawReferenceNames(plot: uPlot, live: LiveChart): void {
  const { ctx } = plot;
  const { left, width } = plot.bbox;
  const scale = ratio(plot);
  ctx.save();
  ctx.font = scaledFont(live.theme.font, scale);
  ctx.textAlign = 'right';
  ctx.textBaseline = 'bottom';
  ctx.strokeStyle = live.theme.paper;
  ctx.lineWidth = 3 * scale;
  ctx.lineJoin = 'round';
  ctx.fillStyle = live.theme.soft;
  for (const { y, label } of placedLevels(plot, live)) {
    ctx.strokeText(label, left + width, y - 3 * scale);
    ctx.fillText(label, left + width, y - 3 * scale);
  }
  ctx.restore();
}

const scaledFont = (font: string, scale: number): string =>
  font.replace(/^(\d+(?:\.\d+)?)px/, (_, size: string) => `${Number(size) * scale}px`);
