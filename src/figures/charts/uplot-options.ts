/** The lab's look as uPlot options: what every line chart has in common. */
import type uPlot from 'uplot';
import type { ChartSpec, ScaleKind } from './model.ts';
import type { AxisRange } from './scale.ts';
import type { ChartTheme } from './chart-theme.ts';
import { xTicks, yTicks, type Tick } from './ticks.ts';

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
export const padding = { top: 10, right: 22 };

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
    splits: (plot, _axis, min, max) => positions(xTicks([min, max], plot.width)),
    values: (plot) => labels(xTicks([plot.scales.x!.min!, plot.scales.x!.max!], plot.width)),
  };
}

export function yAxis(live: () => LiveChart): uPlot.Axis {
  return {
    stroke: () => live().theme.soft,
    font: live().theme.font,
    size: axisWidth,
    gap: 6,
    grid: { show: true, stroke: () => live().theme.grid, width: 1 },
    ticks: { show: false },
    border: { show: false },
    splits: (plot) => positions(ticksOf(live(), plot)),
    values: (plot) => labels(ticksOf(live(), plot)),
  };
}

const ticksOf = ({ spec, kind, range }: LiveChart, plot: uPlot): Tick[] =>
  yTicks(spec, kind, range, plot.height);
const positions = (ticks: readonly Tick[]): number[] => ticks.map(({ at }) => at);
const labels = (ticks: readonly Tick[]): string[] => ticks.map(({ label }) => label);
