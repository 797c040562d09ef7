/** A grid search's cells under one metric: what stands in each and where it lies on the colour scale. */
import { bestOf, type Column } from '../../text/columns.ts';
import type { TrialState } from '../../lab/state.ts';
import { cellText, cellValue, type CellIndex, type Grid } from './grid.ts';
import { metricScale, type MetricScale } from './scale.ts';

/** A heatmap as both the page and its file draw it. */
export interface Heatmap {
  readonly grid: Grid;
  readonly metric: Column;
  /** Null where no trial has a value yet. */
  readonly scale: MetricScale | null;
  /** Ids of the best trials. */
  readonly best: ReadonlySet<string>;
}

/** @param trials all of the run, those of panels that are not shown included */
export function heatmapOf(trials: readonly TrialState[], grid: Grid, metric: Column): Heatmap {
  const values = trials.flatMap((trial) => cellValue(trial, metric) ?? []);
  return { grid, metric, scale: metricScale(values, metric.better), best: bestOf(trials, metric) };
}

export const trialAt = ({ panels }: Grid, { panel, row, column }: CellIndex): TrialState | null =>
  panels[panel]?.rows[row]?.[column]?.trial ?? null;

/** What stands before a row: a value of its axis, or the metric where the grid has one row only. */
export const rowHead = ({ grid, metric }: Heatmap, row: number): string =>
  grid.rows?.heads[row]?.label ?? metric.head;

export interface DrawnCell {
  readonly text: string;
  /** Null where the trial has no value to compare. */
  readonly value: number | null;
  /** On the colour scale, 0 (recedes) … 1 (stands out); null without a value. */
  readonly place: number | null;
  readonly isBest: boolean;
}

export function drawnCell({ metric, scale, best }: Heatmap, trial: TrialState | null): DrawnCell {
  const value = cellValue(trial, metric);
  return {
    text: cellText(trial, metric),
    value,
    place: value === null || scale === null ? null : scale.place(value),
    isBest: trial !== null && best.has(trial.plan.id),
  };
}
