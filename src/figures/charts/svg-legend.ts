/** The legend of a drawing: labels at the lines' ends, or a list under the plot. */
import { markerSvg } from './markers.ts';
import type { LegendEntry } from './legend.ts';
import { spread } from './spread.ts';
import { shortened, tag, escaped, textWidth } from './svg-parts.ts';
import { marker } from './strokes.ts';
import type { SvgTheme } from './svg-theme.ts';

interface PlacedEntry extends LegendEntry {
  /** Where its line ends, in pixels from the top of the drawing; null without a line. */
  readonly end: number | null;
}

export const legendFont = 12;
const rowHeight = 18;
const swatchWidth = 22;
/** Between a column of values and what stands before it. */
const columnGap = 14;
const leader = 12;

const labelWidth = (rows: readonly LegendEntry[]): number =>
  Math.max(0, ...rows.map(({ label }) => textWidth(label, legendFont)));

/** Width of a column of values with the gap before it. */
const valueWidth = (rows: readonly LegendEntry[], names: readonly string[]): number =>
  columnGap +
  Math.max(
    0,
    ...[...names, ...rows.flatMap(({ values }) => values)].map((text) =>
      textWidth(text, legendFont),
    ),
  );

interface Widths {
  readonly label: number;
  readonly value: number;
}

const widthsOf = (rows: readonly LegendEntry[], names: readonly string[]): Widths => ({
  label: labelWidth(rows),
  value: valueWidth(rows, names),
});

const rowWidth = ({ label, value }: Widths, columns: number): number =>
  swatchWidth + 6 + label + columns * value;

/** Width beside the plot that the whole labels ask for; null where they do not fit there. */
export function besideWidth(
  rows: readonly LegendEntry[],
  names: readonly string[],
  width: number,
  height: number,
): number | null {
  const wanted = leader + rowWidth(widthsOf(rows, names), rows[0]?.values.length ?? 0);
  return rows.length === 0 || rows.length * rowHeight > height || wanted > width * 0.46
    ? null
    : wanted;
}

function rowMarkup(
  { label, style, values }: LegendEntry,
  left: number,
  middle: number,
  widths: Widths,
  theme: SvgTheme,
) {
  const colour = theme.series[style.colour];
  const baseline = middle + legendFont * 0.36;
  const shown = shortened(label, legendFont, widths.label + 2);
  return tag(
    'g',
    {},
    shown === label ? '' : tag('title', {}, escaped(label)),
    tag('path', {
      d: `M${left} ${middle}h${swatchWidth}`,
      stroke: colour,
      'stroke-width': 2,
    }),
    tag('path', {
      d: markerSvg(style.marker, left + swatchWidth / 2, middle, marker.radius),
      fill: colour,
      stroke: colour,
      'stroke-width': marker.strokeWidth,
    }),
    tag('text', { x: left + swatchWidth + 6, y: baseline, fill: theme.ink }, escaped(shown)),
    ...values.map((value, index) =>
      tag(
        'text',
        {
          x: left + rowWidth(widths, index + 1),
          y: baseline,
          fill: theme.ink,
          'text-anchor': 'end',
        },
        escaped(value),
      ),
    ),
  );
}

/** Heads over the columns of values, right-aligned with them. */
function headMarkup(
  names: readonly string[],
  left: number,
  y: number,
  widths: Widths,
  fill: string,
) {
  return names.map((name, index) =>
    tag(
      'text',
      {
        x: left + rowWidth(widths, index + 1),
        y,
        fill,
        'text-anchor': 'end',
      },
      escaped(name),
    ),
  );
}

/** Labels at the lines' ends, moved apart where they would overlap. */
export function besideLegend(
  rows: readonly PlacedEntry[],
  names: readonly string[],
  box: { readonly right: number; readonly top: number; readonly bottom: number },
  theme: SvgTheme,
): string {
  const half = rowHeight / 2;
  const wishes = rows.map(({ end }, index) => end ?? box.top + half + index * rowHeight);
  const places = spread(wishes, rowHeight, box.top + half, box.bottom - half);
  const widths = widthsOf(rows, names);
  const left = box.right + leader;
  const leaders = rows.map(({ end, style }, index) =>
    end === null
      ? ''
      : tag('path', {
          d: `M${box.right + 2} ${end.toFixed(2)}L${left - 2} ${places[index]!.toFixed(2)}`,
          stroke: theme.series[style.colour],
          'stroke-width': 1,
          'stroke-opacity': 0.6,
        }),
  );
  return tag(
    'g',
    { 'font-size': legendFont },
    ...headMarkup(names, left, box.top - 10, widths, theme.soft),
    ...leaders,
    ...rows.map((row, index) => rowMarkup(row, left, places[index]!, widths, theme)),
  );
}

/** A list in as many columns as fit; only what is wider than the drawing is shortened. */
export function belowLegend(
  rows: readonly LegendEntry[],
  names: readonly string[],
  box: { readonly left: number; readonly right: number; readonly top: number },
  theme: SvgTheme,
): { readonly markup: string; readonly height: number } {
  if (rows.length === 0) return { markup: '', height: 0 };
  const gap = 28;
  const whole = widthsOf(rows, names);
  const room = box.right - box.left;
  const besides = rowWidth({ ...whole, label: 0 }, rows[0]!.values.length);
  const widths = { ...whole, label: Math.max(0, Math.min(whole.label, room - besides)) };
  const width = besides + widths.label + gap;
  const columns = Math.max(1, Math.min(rows.length, Math.floor((room + gap) / width)));
  const lines = Math.ceil(rows.length / columns);
  const head = names.length === 0 ? 0 : rowHeight;
  const used = Math.ceil(rows.length / lines);
  const heads = Array.from({ length: used }, (_, column) =>
    headMarkup(names, box.left + column * width, box.top + 12, widths, theme.soft).join(''),
  );
  const items = rows.map((row, index) =>
    rowMarkup(
      row,
      box.left + Math.floor(index / lines) * width,
      box.top + head + (index % lines) * rowHeight + rowHeight / 2,
      widths,
      theme,
    ),
  );
  return {
    markup: tag('g', { 'font-size': legendFont }, ...heads, ...items),
    height: head + lines * rowHeight + 8,
  };
}
