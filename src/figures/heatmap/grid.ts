/** Trials laid out by their axes: rows, columns, and a panel for every pair of what is beyond. */
import { canonicalJson } from '../../document/hash.ts';
import type { PlannedTrial } from '../../document/expand.ts';
import type { Axis } from '../../document/schema.ts';
import { isComplete } from '../../document/trial-status.ts';
import { fractionDone } from '../../lab/estimate.ts';
import type { TrialState } from '../../lab/state.ts';
import type { Column } from '../../text/columns.ts';
import {
  axisValueText,
  initText,
  settingText,
  settingValueText,
  statusWords,
} from '../../text/labels.ts';

export interface Head {
  readonly label: string;
  readonly value: unknown;
}

export interface GridAxis {
  readonly path: string;
  /** The setting in words. */
  readonly name: string;
  readonly heads: readonly Head[];
}

/** Indices of a cell, from 0. */
export interface CellIndex {
  readonly panel: number;
  readonly row: number;
  readonly column: number;
}

/** `trial` is null where another cell with the same settings has it. */
export interface Cell {
  readonly trial: TrialState | null;
}

export interface Panel {
  /** What the further axes set: "seed 2 · tanh"; '' without any. */
  readonly label: string;
  /** [rows, columns] */
  readonly rows: readonly (readonly Cell[])[];
}

export interface Grid {
  /** Null for a single axis, which is laid out as one row. */
  readonly rows: GridAxis | null;
  readonly columns: GridAxis;
  readonly panels: readonly Panel[];
  /** Further axes that are not laid out but chosen from. */
  readonly chosen: readonly GridAxis[];
}

/** With more panels than this, one is chosen and shown. */
const maxPanels = 6;

const text = (value: unknown): string => canonicalJson(value);

export function gridAxis({ path, values }: Axis): GridAxis {
  const seen = new Set<string>();
  const heads = values.flatMap((value): Head[] => {
    if (seen.has(text(value))) return [];
    seen.add(text(value));
    return [{ value, label: path === 'init' ? initText(value) : settingValueText(path, value) }];
  });
  return { path, name: settingText(path), heads };
}

/** All combinations of one head of each axis, the last axis varying fastest. */
const combinations = (axes: readonly GridAxis[]): (readonly Head[])[] =>
  axes.reduce<(readonly Head[])[]>(
    (all, { heads }) => all.flatMap((before) => heads.map((head) => [...before, head])),
    [[]],
  );

/** A grid without its trials: in each cell the index of one, or -1 where another cell has it. */
export interface GridLayout extends Omit<Grid, 'panels'> {
  readonly panels: readonly {
    readonly label: string;
    readonly rows: readonly (readonly number[])[];
  }[];
}

/**
 * The layout of a run's grid, which depends on what was planned only. Axes with one value are left out.
 * @param choices which head of each chosen axis is shown, by its path; the first when left out
 * @returns null where no axis has two values
 */
export function gridLayout(
  plans: readonly Pick<PlannedTrial, 'values'>[],
  axes: readonly Axis[],
  choices: ReadonlyMap<string, number> = new Map(),
): GridLayout | null {
  const varied = axes.map(gridAxis).filter(({ heads }) => heads.length > 1);
  const [first, second, ...further] = varied;
  if (first === undefined) return null;
  const rows = second === undefined ? null : first;
  const columns = second ?? first;
  const panelCount = further.reduce((product, { heads }) => product * heads.length, 1);
  const chosen = panelCount > maxPanels ? further : [];
  const shown =
    chosen.length === 0
      ? combinations(further)
      : [further.map(({ path, heads }) => heads[choices.get(path) ?? 0] ?? heads[0]!)];

  const paths = varied.map(({ path }) => path);
  const key = (values: readonly unknown[]): string => values.map(text).join(' ');
  const found = new Map(
    plans.map(({ values }, index) => [key(paths.map((path) => values[path])), index]),
  );
  const rowHeads: readonly (Head | null)[] = rows === null ? [null] : rows.heads;
  const panels = shown.map((heads) => ({
    label: heads.map(({ value }, at) => axisValueText(further[at]!.path, value)).join(' · '),
    rows: rowHeads.map((row) =>
      columns.heads.map((column): number => {
        const own = row === null ? [column] : [row, column];
        return found.get(key([...own, ...heads].map(({ value }) => value))) ?? -1;
      }),
    ),
  }));
  return { rows, columns, panels, chosen };
}

export const filledGrid = (layout: GridLayout, trials: readonly TrialState[]): Grid => ({
  ...layout,
  panels: layout.panels.map(({ label, rows }) => ({
    label,
    rows: rows.map((cells) => cells.map((index) => ({ trial: trials[index] ?? null }))),
  })),
});

/** The grid of a run: see `gridLayout`. */
export function gridOf(
  trials: readonly TrialState[],
  axes: readonly Axis[],
  choices: ReadonlyMap<string, number> = new Map(),
): Grid | null {
  const layout = gridLayout(
    trials.map(({ plan }) => plan),
    axes,
    choices,
  );
  return layout === null ? null : filledGrid(layout, trials);
}

/** The metric of a trial that completed; only those are compared. */
export function cellValue(trial: TrialState | null, metric: Column): number | null {
  if (trial === null || !isComplete(trial)) return null;
  const value = metric.read(trial);
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

/** A cell's text: the metric's value, the progress, or the status. */
export function cellText(trial: TrialState | null, metric: Column): string {
  if (trial === null) return '–';
  if (isComplete(trial)) return metric.text(trial);
  if (trial.status === 'running') return `${Math.floor(100 * fractionDone(trial))}\u00a0%`;
  return statusWords[trial.status];
}

/** The metrics that a heatmap can show: every numeric column that is not an axis. */
export const metricsOf = (columns: readonly Column[], axes: readonly Axis[]): Column[] =>
  columns.filter(({ key, numeric }) => numeric && !axes.some(({ path }) => path === key));
