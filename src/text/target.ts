/** What a trial's target is called, and how its amounts are written. */
import type { Frame, Target } from '../catalog/kinds/dataset.ts';
import { datasetMeta } from '../catalog/registry/dataset.meta.ts';
import { tableOf, type DatasetIdentity } from '../document/parameters.ts';
import { isListed } from '../catalog/lookup/dataset.ts';
import { count, nonFinite, significant } from '../base/numbers.ts';

export interface TargetWords {
  /** The unit of a squared error. */
  readonly squared: string;
  /** The unit of an error. */
  readonly unit: string;
  /** An amount of the target. */
  readonly amount: (value: number) => string;
  /** The same, as much of it as has room beside an axis. */
  readonly brief: (value: number) => string;
  /** What is predicted for, in the plural. */
  readonly rows: string;
  /** Whether it has a unit that is known; a column of one's own may be named anything. */
  readonly inUnits: boolean;
  /** Axes of predictions that are the same for every network; null where they are those of the values. */
  readonly frame: Frame | null;
  /** Greater values were cut off to this one; null where none are known to be. */
  readonly cap: NonNullable<Target['cap']> | null;
  /** What is predicted. */
  readonly title: string;
}

const longest = 24;

/** Of a regression. The target of a table of one's own has a name and no unit that is known. */
export function targetWords(dataset: DatasetIdentity): TargetWords {
  const { name } = dataset;
  const table = tableOf(dataset);
  if (table !== null) return named(table.target);
  const target = isListed(name) ? datasetMeta[name].target : null;
  if (target === null) return named('class');
  return {
    squared: `(${target.unit})²`,
    unit: target.unit,
    amount: (value) => amountText(value, target),
    brief: (value) => briefText(value, target),
    rows: target.rows,
    inUnits: true,
    frame: target.frame ?? null,
    cap: target.cap ?? null,
    title: target.title,
  };
}

/** An amount of a target in the unit that people read: 2.5 → "$250,000". */
const amountText = (value: number, { scale, sign }: Target): string =>
  Number.isFinite(value)
    ? `${sign}${count(Math.round((value * scale) / 100) * 100)}`
    : nonFinite(value);

/** 5.218 → "$522k". */
const briefText = (value: number, { scale, sign }: Target): string =>
  value === 0
    ? `${sign}0`
    : `${value < 0 ? '−' : ''}${sign}${Math.round(Math.abs(value * scale) / 1000)}k`;

function named(target: string): TargetWords {
  const name = target.length > longest ? `${target.slice(0, longest - 1)}…` : target;
  return {
    squared: `(${name})²`,
    unit: name,
    amount: (value) => significant(value, 4),
    brief: (value) => significant(value, 4),
    rows: 'rows',
    inUnits: false,
    frame: null,
    cap: null,
    title: name,
  };
}
