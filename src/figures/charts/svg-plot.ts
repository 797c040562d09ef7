/** The plot of a drawing: axes, reference lines, bands, lines, and marks on them. */
import {
  bandAlpha,
  bandRuns,
  axisExits,
  levels,
  markerIndices,
  markerOrder,
  onAxis,
} from './marks.ts';
import { markerSvg } from './markers.ts';
import type { ChartLine, ChartModel, ChartSpec, ScaleKind } from './model.ts';
import { positionOf, spanOf, toScale, type AxisRange } from './scale.ts';
import { areaPath, escaped, linePath, tag } from './svg-parts.ts';
import { arrowhead, marker, referenceDash, strokeAttributes, strokeOf } from './strokes.ts';
import type { SvgTheme } from './svg-theme.ts';
import { xTicks, type Tick } from './ticks.ts';

/** Far beyond the plot, but still a coordinate that every viewer can work with. */
const farthest = 1e5;

export interface Frame {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

export interface Drawing {
  readonly spec: ChartSpec;
  readonly model: ChartModel;
  readonly kind: ScaleKind;
  readonly range: AxisRange;
  readonly frame: Frame;
  readonly theme: SvgTheme;
  readonly left: (x: number) => number;
  /** @param at in scale units */
  readonly top: (at: number) => number;
}

export function drawingOf(
  spec: ChartSpec,
  model: ChartModel,
  kind: ScaleKind,
  range: AxisRange,
  frame: Frame,
  theme: SvgTheme,
): Drawing {
  const [first, last] = spanOf(spec.xRange);
  const { left, right, top, bottom } = frame;
  return {
    spec,
    model,
    kind,
    range,
    frame,
    theme,
    left: (x) => left + ((x - first) / (last - first)) * (right - left),
    top: (at) => {
      const share = (at - range.min) / (range.max - range.min);
      return Math.max(-farthest, Math.min(farthest, bottom - share * (bottom - top)));
    },
  };
}

export function axes(
  { spec, range, frame, theme, left, top }: Drawing,
  ticks: readonly Tick[],
): string {
  const { left: start, right, bottom } = frame;
  const grid = ticks.map(
    ({ at, label }) =>
      tag('path', {
        d: `M${start.toFixed(2)} ${top(at).toFixed(2)}H${right.toFixed(2)}`,
        stroke: theme.grid,
      }) +
      tag(
        'text',
        { x: start - 6, y: top(at) + 4, fill: theme.soft, 'text-anchor': 'end' },
        escaped(label),
      ),
  );
  const band =
    range.zeroTop === null
      ? ''
      : tag('rect', {
          x: start,
          y: top(range.zeroTop),
          width: right - start,
          height: bottom - top(range.zeroTop),
          fill: theme.grid,
        }) +
        tag(
          'text',
          {
            x: start - 6,
            y: (top(range.zeroTop) + bottom) / 2 + 4,
            fill: theme.soft,
            'text-anchor': 'end',
          },
          '0',
        );
  const below = xTicks(spec.xRange, right - start).map(
    ({ at, label }) =>
      tag('path', { d: `M${left(at).toFixed(2)} ${bottom}v4`, stroke: theme.axis }) +
      tag(
        'text',
        { x: left(at), y: bottom + 17, fill: theme.soft, 'text-anchor': 'middle' },
        escaped(label),
      ),
  );
  return tag(
    'g',
    {},
    band,
    ...grid,
    tag('path', { d: `M${start.toFixed(2)} ${bottom}H${right.toFixed(2)}`, stroke: theme.axis }),
    ...below,
    tag(
      'text',
      { x: (start + right) / 2, y: bottom + 36, fill: theme.soft, 'text-anchor': 'middle' },
      escaped(spec.xLabel),
    ),
  );
}

/** Chance level and the like: dashed lines, and their names to be drawn over everything else. */
export function references({ spec, kind, range, frame, theme, top }: Drawing): {
  readonly lines: string;
  readonly names: string;
} {
  const found = levels(spec, kind, range).map(({ at, label }) => ({ y: top(at), label }));
  return {
    lines: found
      .map(({ y }) =>
        tag('path', {
          d: `M${frame.left.toFixed(2)} ${y.toFixed(2)}H${frame.right.toFixed(2)}`,
          stroke: theme.soft,
          'stroke-dasharray': referenceDash.join(' '),
        }),
      )
      .join(''),
    names: found
      .map(({ y, label }) =>
        tag(
          'text',
          {
            x: frame.right - 2,
            y: y - 5,
            fill: theme.soft,
            // A rim of paper, so that the name can be read over lines.
            stroke: theme.paper,
            'stroke-width': 3,
            'stroke-linejoin': 'round',
            'paint-order': 'stroke',
            'text-anchor': 'end',
          },
          escaped(label),
        ),
      )
      .join(''),
  };
}

const colourOf = ({ model, theme }: Drawing, line: ChartLine): string =>
  theme.series[model.groups.find(({ id }) => id === line.group)?.style.colour ?? 0];

export function bands(drawing: Drawing): string[] {
  const { model, kind, range, left, top } = drawing;
  return model.lines.flatMap((line) => {
    const { spread } = line;
    if (spread === undefined) return [];
    const at = (value: number | null | undefined) =>
      top(positionOf(kind, range, value) ?? range.min);
    const areas = bandRuns(line).map((indices) =>
      areaPath([
        ...indices.map((index) => [left(model.x[index]!), at(spread.high[index])] as const),
        ...indices
          .toReversed()
          .map((index) => [left(model.x[index]!), at(spread.low[index])] as const),
      ]),
    );
    const fill = colourOf(drawing, line);
    return [tag('path', { d: areas.join(''), fill, 'fill-opacity': bandAlpha, class: 'band' })];
  });
}

export function lines(drawing: Drawing): string[] {
  const { model, kind, left, top } = drawing;
  return model.lines.map((line) => {
    const points = line.values.map((value, index) => {
      // A line does not lead into the band for zeros: what has no logarithm has no slope either.
      const at = toScale(kind, value);
      return at === null ? null : ([left(model.x[index]!), top(at)] as const);
    });
    return tag('path', {
      d: linePath(points, line.sparse === true),
      class: 'line',
      stroke: colourOf(drawing, line),
      ...strokeAttributes(strokeOf(line)),
      'stroke-linejoin': 'round',
    });
  });
}

/** Markers at points, and arrowheads where a line leaves the axis. */
export function markers(drawing: Drawing): string[] {
  const { spec, model, kind, range, frame, theme, left, top } = drawing;
  return model.lines.map((line) => {
    const style = model.groups.find(({ id }) => id === line.group)?.style;
    if (style === undefined) return '';
    const colour = theme.series[style.colour];
    const places = line.values.map((value) => positionOf(kind, range, value));
    const lefts = places.map((at, index) =>
      at === null ? null : left(model.x[index]!) - frame.left,
    );
    const order = markerOrder(
      line,
      model.groups.findIndex(({ id }) => id === line.group),
    );
    const indices = spec.markers
      ? markerIndices(lefts, frame.right - frame.left, model.x.length, order)
      : [];
    const shapes = onAxis(indices, places, range).map((index) =>
      markerSvg(style.marker, left(model.x[index]!), top(places[index]!), marker.radius),
    );
    const arrows = axisExits(places, lefts, range).map(({ index, side }) => {
      const x = left(model.x[index]!);
      const { halfWidth, height } = arrowhead;
      const [edge, by] = side === 'top' ? [frame.top, height] : [frame.bottom, -height];
      return areaPath([
        [x, edge],
        [x - halfWidth, edge + by],
        [x + halfWidth, edge + by],
      ]);
    });
    return (
      (shapes.length === 0
        ? ''
        : tag('path', {
            d: shapes.join(''),
            class: 'markers',
            fill: line.dashed ? theme.paper : colour,
            stroke: colour,
            'stroke-width': marker.strokeWidth,
          })) +
      (arrows.length === 0
        ? ''
        : tag('path', { d: arrows.join(''), class: 'beyond', fill: colour }))
    );
  });
}
