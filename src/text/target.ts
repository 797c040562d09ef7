/** The name of a trial's target, and how its values are written. */
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
  /** Writes a value of the target, with its unit where that is known. */
  readonly amount: (value: number) => string;
  /** Writes it short enough for an axis. */
  readonly brief: (value: number) => string;
  /** What the rows are, in the plural: "districts". */
  readonly rows: string;
  /** Whether the unit is known; a column of a user's own table may have any name. */
  readonly inUnits: boolean;
  /** Fixed axes for predictions, the same for every network; null where the values decide. */
  readonly frame: Frame | null;
  /** Values above this one were capped to it; null where no cap is known. */
  readonly cap: NonNullable<Target['cap']> | null;
  /** What the network predicts. */
  readonly title: string;
}

const longest = 24;

/** For regressions. The target of a user's own table has a name but no known unit. */
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

/** A value of the target in a readable unit: 2.5 → "$250,000". */
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
