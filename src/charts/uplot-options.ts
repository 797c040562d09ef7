/** The lab's look as uPlot options: what every line chart has in common. */
import type uPlot from 'uplot';
import { count, powerOfTen } from '../words/format.ts';
import type { ChartSpec, ScaleKind } from './model.ts';
import { integerTicks, linearTicks, logTicks, type AxisRange } from './scale.ts';
import type { ChartTheme } from './theme.ts';

/** What changes while a chart lives; the options read it at every drawing. */
export interface LiveChart {
  readonly spec: ChartSpec;
  readonly theme: ChartTheme;
  readonly kind: ScaleKind;
  readonly range: AxisRange;
  /** A group's place among the groups. */
  groupIndex(id: string): number;
}

export const axisWidth = 52;
export const axisHeight = 44;
export const padding = { top: 10, right: 14 };

const pixelsPerTick = { x: 64, y: 44 };

export function xAxis(live: () => LiveChart): uPlot.Axis {
  return {
    stroke: () => live().theme.soft,
    font: live().theme.font,
    labelFont: live().theme.font,
    label: live().spec.xLabel,
    labelSize: 18,
    labelGap: 0,
    size: axisHeight - 18,
    gap: 6,
    grid: { show: false },
    ticks: { show: true, stroke: () => live().theme.axis, width: 1, size: 4 },
    border: { show: true, stroke: () => live().theme.axis, width: 1 },
    splits: (plot, _axis, min, max) =>
      integerTicks(min, max, plot.width / pixelsPerTick.x).filter((tick) => tick >= min),
    values: (_plot, splits) => splits.map(axisCount),
  };
}

const axisCount = (value: number): string =>
  value >= 10_000 ? `${String(value / 1000)}k` : count(value);

export function yAxis(live: () => LiveChart): uPlot.Axis {
  return {
    stroke: () => live().theme.soft,
    font: live().theme.font,
    size: axisWidth,
    gap: 6,
    grid: { show: true, stroke: () => live().theme.grid, width: 1 },
    ticks: { show: false },
    border: { show: false },
    splits: (plot, _axis, min, max) => {
      const { kind, range } = live();
      const wanted = plot.height / pixelsPerTick.y;
      if (kind === 'linear') return linearTicks(min, max, wanted);
      return logTicks(range.zeroTop ?? min, max, wanted);
    },
    values: (_plot, splits) => {
      const { kind, spec } = live();
      return splits.map((split) =>
        kind === 'linear' ? spec.tick(rounded(split)) : logLabel(split, spec.tick),
      );
    },
  };
}

/** Multiples of a step such as 0.1 carry a rounding error that must not be printed. */
const rounded = (value: number): number => Number(value.toPrecision(12));

function logLabel(position: number, tick: (value: number) => string): string {
  const near = Math.round(position);
  if (Math.abs(position - near) > 1e-6)
    return tick(rounded(Number((10 ** position).toPrecision(1))));
  return near >= -2 && near <= 3 ? rounded(10 ** near).toString() : powerOfTen(near);
}
