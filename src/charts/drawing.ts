/** What uPlot does not draw: markers of different shapes, reference lines, the band for zeros. */
import type uPlot from 'uplot';
import { markerPath } from './markers.ts';
import type { ChartGroup, ChartLine } from './model.ts';
import { toScale } from './scale.ts';
import type { LiveChart } from './uplot-options.ts';

/** Points so many CSS pixels apart each have their marker; closer ones only now and then. */
const roomy = 20;
const sparse = 96;

const ratio = (plot: uPlot): number => plot.ctx.canvas.width / plot.width;

export function drawMarkers(
  plot: uPlot,
  live: LiveChart,
  line: ChartLine,
  group: ChartGroup,
  x: readonly number[],
): void {
  const { ctx } = plot;
  const scale = ratio(plot);
  const path = new Path2D();
  const { width } = plot.bbox;
  const every = width / Math.max(1, x.length - 1) < roomy * scale ? sparse * scale : 0;
  // Lines that run close have their markers at different places.
  const order = live.groupIndex(group.id) + (line.dashed ? 0.5 : 0);
  let last = every === 0 ? -Infinity : plot.bbox.left - ((order * 0.37) % 1) * every;
  line.values.forEach((value, index) => {
    const left = plot.valToPos(x[index] ?? 0, 'x', true);
    const isEnd = line.values[index + 1] === null || line.values[index + 1] === undefined;
    if (!isEnd && left - last < every) return;
    const top = markerTop(plot, live, value);
    if (top === null) return;
    last = left;
    markerPath(path, group.style.marker, left, top, 3.4 * scale);
  });
  ctx.save();
  ctx.strokeStyle = live.theme.series[group.style.colour];
  // The hollow marker of a dashed line repeats what the dash says.
  ctx.fillStyle = line.dashed ? live.theme.paper : ctx.strokeStyle;
  ctx.lineWidth = 1.6 * scale;
  ctx.fill(path);
  ctx.stroke(path);
  ctx.restore();
}

function markerTop(plot: uPlot, live: LiveChart, value: number | null): number | null {
  const at = toScale(live.kind, value);
  if (at !== null) return plot.valToPos(at, 'y', true);
  const { zeroTop, min } = live.range;
  if (value !== 0 || zeroTop === null) return null;
  return plot.valToPos((zeroTop + min) / 2, 'y', true);
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

/** Chance level and the like: a thin dashed line with its name above it. */
export function drawReferences(plot: uPlot, live: LiveChart): void {
  const { ctx } = plot;
  const { left, width } = plot.bbox;
  const scale = ratio(plot);
  for (const { value, label } of live.spec.references) {
    const at = toScale(live.kind, value);
    if (at === null || at < live.range.min || at > live.range.max) continue;
    const y = Math.round(plot.valToPos(at, 'y', true)) + 0.5;
    ctx.save();
    ctx.strokeStyle = live.theme.soft;
    ctx.lineWidth = scale;
    ctx.setLineDash([2 * scale, 3 * scale]);
    ctx.beginPath();
    ctx.moveTo(left, y);
    ctx.lineTo(left + width, y);
    ctx.stroke();
    ctx.fillStyle = live.theme.soft;
    ctx.font = scaledFont(live.theme.font, scale);
    ctx.textAlign = 'right';
    ctx.textBaseline = 'bottom';
    ctx.fillText(label, left + width, y - 3 * scale);
    ctx.restore();
  }
}

const scaledFont = (font: string, scale: number): string =>
  font.replace(/^(\d+(?:\.\d+)?)px/, (_, size: string) => `${Number(size) * scale}px`);
