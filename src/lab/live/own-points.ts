/** Points that a reader puts into the plane: a small table of their own, as a CSV file that anyone can open. */
import { liveMembers } from '../../catalog/defaults.ts';
import { datasetMeta } from '../../catalog/registry/dataset.meta.ts';
import { counted } from '../../base/numbers.ts';
import { fullCsv } from '../../document/table.ts';
import type { LivePoints, LiveStart } from '../../protocol/live.ts';
import type { OwnTable, TableInfo } from '../../protocol/table.ts';

export interface OwnPoint {
  readonly x: number;
  readonly y: number;
  /** Index of the class. */
  readonly label: 0 | 1;
}

/** A quarter of the rows are test rows: with fewer, a class may have no training row. */
export const leastOfClass = 5;
/** More could not be told apart on the plane. */
export const mostPoints = 1000;
/** Of a coordinate, either way. */
export const farthest = 10;

export const pointsFile = 'my-points.csv';
export const pointColumns = { features: ['x', 'y'], target: 'class' } as const;
export const pointClasses: readonly string[] = datasetMeta[liveMembers.dataset].classNames;

/** Given, so that nothing is guessed from a file of a few lines. */
export const pointsFormat = fullCsv({ rules: 2 });

/** To the digits that the file has, inside the plane. */
export const placed = (value: number): number => {
  const inside = Math.max(-farthest, Math.min(farthest, value));
  // Adding 0 makes −0 a 0.
  return Math.round(inside * 1000) / 1000 + 0;
};

export const pointsCsv = (points: readonly OwnPoint[]): string =>
  ['x,y,class', ...points.map(({ x, y, label }) => `${x},${y},${pointClasses[label]!}`), ''].join(
    '\n',
  );

/** Whether a table may be points put here: by its columns and how it was read. */
export const isPointsTable = ({ columns, rows }: TableInfo): boolean =>
  columns.map(({ name }) => name).join() ===
    [...pointColumns.features, pointColumns.target].join() &&
  rows <= mostPoints &&
  columns.every(({ missing }) => missing === 0) &&
  columns.slice(0, 2).every(({ numbers }) => numbers !== null) &&
  columns[2]!.values.every((value) => pointClasses.includes(value));

/** The points of a table in the order of its rows; null if it holds something else. */
export function pointsOf({ info, columns }: OwnTable): OwnPoint[] | null {
  if (!isPointsTable(info)) return null;
  const [x, y, classes] = columns;
  const { values } = info.columns[2]!;
  return Array.from({ length: info.rows }, (_, row) => ({
    x: placed(x!.numbers![row]!),
    y: placed(y!.numbers![row]!),
    label: pointClasses.indexOf(values[classes!.codes![row]! - 1]!) === 0 ? 0 : 1,
  }));
}

/**
 * What a live network learns from, as points of one's own: training, validation and test rows.
 * @param raw whether in the dataset's own units, else standardised
 */
export function copiedPoints(
  { train, validation, test, mean, deviation }: LiveStart,
  raw: boolean,
): OwnPoint[] {
  const back = (value: number, axis: 0 | 1): number =>
    placed(raw && mean.length === 2 ? value * deviation[axis]! + mean[axis]! : value);
  const copy = ({ features, classes }: LivePoints): OwnPoint[] =>
    Array.from(classes, (label, row) => ({
      x: back(features[row * 2]!, 0),
      y: back(features[row * 2 + 1]!, 1),
      label: label === 0 ? 0 : 1,
    }));
  return [train, validation, test]
    .flatMap((part) => (part === null ? [] : copy(part)))
    .slice(0, mostPoints);
}

/** What is wanted before a network can learn; '' if there is enough. */
export function wantedText(points: readonly OwnPoint[]): string {
  const short = ([0, 1] as const)
    .map((label) => ({
      name: pointClasses[label]!,
      short: leastOfClass - points.filter((point) => point.label === label).length,
    }))
    .filter((each) => each.short > 0);
  if (short.length === 0) return '';
  const wanted = short.map((each) => `${each.short} more ${each.name}`).join(' and ');
  const last = short.at(-1)!.short === 1 ? 'point' : 'points';
  return `Put ${wanted} ${last}: the network learns once there are at least ${leastOfClass} of each class.`;
}

/** "12 blue and 9 orange points". */
export function countsText(points: readonly OwnPoint[]): string {
  const first = points.filter(({ label }) => label === 0).length;
  const [blue, orange] = pointClasses;
  return `${first} ${blue!} and ${counted(points.length - first, `${orange!} point`)}`;
}

/** The index of the nearest point; null if there is none within the distance. */
export function nearestPoint(
  points: readonly OwnPoint[],
  x: number,
  y: number,
  within: number,
): number | null {
  let [best, least]: [number | null, number] = [null, within];
  for (const [index, point] of points.entries()) {
    const distance = Math.hypot(point.x - x, point.y - y);
    if (distance <= least) [best, least] = [index, distance];
  }
  return best;
}

/** All changes, so that each can be undone and done again. */
export class PointsHistory {
  readonly #steps: (readonly OwnPoint[])[];
  #at = 0;

  constructor(points: readonly OwnPoint[] = []) {
    this.#steps = [points];
  }

  get points(): readonly OwnPoint[] {
    return this.#steps[this.#at]!;
  }

  get canUndo(): boolean {
    return this.#at > 0;
  }

  get canRedo(): boolean {
    return this.#at < this.#steps.length - 1;
  }

  /** The points after a change; what was undone before it is forgotten. */
  set(points: readonly OwnPoint[]): void {
    this.#steps.splice(this.#at + 1, this.#steps.length, points);
    this.#at += 1;
  }

  undo(): void {
    if (this.canUndo) this.#at -= 1;
  }

  redo(): void {
    if (this.canRedo) this.#at += 1;
  }
}
