/**
 * A chart as a standalone SVG, for files and for print: the same axes, dashes, markers, bands and
 * marks as on the page, in explicit colours. Text in, text out; it needs no document.
 */
import { describe } from './describe.ts';
import { legendEntries, lineNames } from './legend.ts';
import {
  lastIndex,
  mainLine,
  valueAt,
  withoutHidden,
  type ChartModel,
  type ChartSpec,
  type ScaleKind,
} from './model.ts';
import { beyond, yAxisOf } from './range.ts';
import { positionOf } from './scale.ts';
import { belowLegend, besideLegend, besideWidth } from './svg-legend.ts';
import { escaped, coordinate, tag, textWidth } from './svg-parts.ts';
import {
  axes,
  bands,
  drawingOf,
  lines,
  markers,
  references,
  type Drawing,
  type Frame,
} from './svg-plot.ts';
import { lightTheme, svgFont, type SvgTheme } from './svg-theme.ts';
import { strokeAttributes, strokeOf } from './strokes.ts';
import { yTicks } from './ticks.ts';
import type { XWindow } from './window.ts';

export interface SvgOptions {
  /** Left out, the chart's own. */
  readonly kind?: ScaleKind;
  readonly hidden?: ReadonlySet<string>;
  /** The part of x that `model` holds; null for all. */
  readonly window?: XWindow | null;
  readonly leaveOut?: boolean;
  /** Of the whole drawing, in CSS pixels. */
  readonly width?: number;
  /** Of the plot with its axes; a legend below comes on top. */
  readonly height?: number;
  /** Said in the title's line, "stand-in data, not FashionMNIST" for instance. */
  readonly warning?: string;
  readonly theme?: SvgTheme;
}

const margin = 16;
const titleFont = 15;
const font = 12;
/** @returns markup whose root has `width`, `height`, `viewBox`, a title and a description */
export function chartSvg(spec: ChartSpec, model: ChartModel, options: SvgOptions = {}): string {
  const { window = null, width = 720, height = 380, theme = lightTheme, warning = '' } = options;
  const kind = options.kind ?? spec.scale;
  const shown = withoutHidden(model, options.hidden ?? new Set());
  const near = window === null ? spec : { ...spec, xRange: window };
  const { range } = yAxisOf({
    spec: near,
    model: shown,
    kind,
    zoomed: window !== null,
    leaveOut: options.leaveOut ?? false,
  });
  const names = lineNames(shown);
  const ticks = yTicks(spec, kind, range, height);
  const labels = Math.max(...ticks.map(({ label }) => textWidth(label, font)), 10);
  // A warning has a line of its own between the title and the quantity.
  const top = warning === '' ? 64 : 80;
  const bottom = height - 46;
  const frameFor = (right: number): Frame => ({ left: margin + labels + 8, right, top, bottom });
  const heads = names.length > 1 ? names : [];
  const rows = legendEntries(spec, shown, -1);
  const beside = besideWidth(rows, heads, width, bottom - top);
  const frame = frameFor(width - margin - (beside ?? 0));
  const drawing = drawingOf(near, shown, kind, range, frame, theme);
  const placed = rows.map((entry) => ({ ...entry, end: endOf(drawing, entry.id) }));
  const below =
    beside === null
      ? belowLegend(rows, heads, { left: margin, right: width - margin, top: height + 2 }, theme)
      : null;
  const whole = height + (below === null ? 0 : below.height + 8);
  const level = references(drawing);
  return tag(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      width,
      height: whole,
      viewBox: `0 0 ${width} ${whole}`,
      role: 'img',
      'font-family': svgFont,
      'font-size': font,
      fill: 'none',
    },
    tag('title', {}, escaped(spec.title)),
    tag('desc', {}, escaped(describe(spec, shown, { window, beyond: beyond(shown, kind, range) }))),
    tag('rect', { width, height: whole, fill: theme.paper }),
    head(spec, shown, names, warning, width, theme),
    axes(drawing, ticks),
    level.lines,
    plotOnly(frame, ...bands(drawing), ...lines(drawing)),
    ...markers(drawing),
    level.names,
    below?.markup ?? besideLegend(placed, heads, frame, theme),
  );
}

/** What leaves the plot is cut off: by an inner drawing, because ids of clip paths could be taken. */
function plotOnly({ left, right, top, bottom }: Frame, ...children: readonly string[]): string {
  // Lines on the edge keep their whole stroke.
  const [x, y, width, height] = [left - 1, top - 1, right - left + 2, bottom - top + 2];
  const viewBox = [x, y, width, height].map(coordinate).join(' ');
  return tag('svg', { x, y, width, height, viewBox, overflow: 'hidden' }, ...children);
}

/** Where the line of a group that counts ends, kept inside the plot. */
function endOf({ model, kind, range, top }: Drawing, id: string): number | null {
  const line = mainLine(model, id);
  const value = line === undefined ? null : valueAt(line, lastIndex([line]));
  const at = positionOf(kind, range, value);
  return at === null ? null : top(Math.min(range.max, Math.max(range.min, at)));
}

function head(
  spec: ChartSpec,
  model: ChartModel,
  names: readonly string[],
  warning: string,
  width: number,
  theme: SvgTheme,
): string {
  const title = tag(
    'text',
    { x: margin, y: 28, fill: theme.ink, 'font-size': titleFont, 'font-weight': 600 },
    escaped(spec.title),
  );
  const unit = tag(
    'text',
    { x: margin, y: warning === '' ? 48 : 64, fill: theme.soft },
    escaped(spec.yLabel),
  );
  const said =
    warning === ''
      ? ''
      : tag('text', { x: margin, y: 46, fill: theme.warn, 'font-weight': 600 }, escaped(warning));
  return title + said + unit + (names.length > 1 ? lineKey(model, names, width, theme) : '');
}

/** Which dash is which line, from the right edge of the title's line. */
function lineKey(
  model: ChartModel,
  names: readonly string[],
  width: number,
  theme: SvgTheme,
): string {
  let right = width - margin;
  const parts: string[] = [];
  for (const name of names.toReversed()) {
    const line = model.lines.find((each) => each.name === name);
    const label = tag(
      'text',
      { x: right, y: 28, fill: theme.soft, 'text-anchor': 'end' },
      escaped(name),
    );
    const from = right - textWidth(name, font) - 34;
    const dash = tag('path', {
      d: `M${from.toFixed(1)} 24h26`,
      stroke: theme.soft,
      ...(line === undefined ? {} : strokeAttributes(strokeOf(line))),
    });
    parts.push(dash + label);
    right = from - 14;
  }
  return parts.join('');
}
