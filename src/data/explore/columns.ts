/** Data for a table's page: every column of the training part, raw and standardised. */
import { yieldToEventLoop } from '../../base/event-loop.ts';
import { columnStatistics } from '../prepare-trial.ts';
import { splitRows, type Split } from '../split.ts';
import type { Dataset } from '../../protocol/dataset.ts';
import { histogram, type Histogram } from '../../base/statistics/histogram.ts';
import { correlation, quantile, summarise, type Summary } from '../../base/statistics/summary.ts';

export const columnBins = 40;

/** One axis for all standardised columns, in deviations from the mean. */
export const standardRange = 4;

/** Values further than this many interquartile ranges from the quartiles may be outside the bins. */
const farRanges = 6;
/** The share of the values at each end that may be outside. */
const outsideShare = 0.005;
/** A column counts as capped if at least this share of its values equals the maximum, */
const minCappedShare = 0.01;
/** and these are more than this many times the rows of the next lower value. */
const pileUpFactor = 3;

export interface ColumnView {
  readonly summary: Summary;
  readonly histogram: Histogram;
}

export interface ColumnReport {
  /** Of the training part. */
  readonly raw: ColumnView;
  /** The float32 values that networks see; null for the target, which stays as it is. */
  readonly standardised: ColumnView | null;
  /** Pearson's, with the target, over the training part; null for the target itself. */
  readonly correlation: number | null;
  /** Rows of the whole dataset with its maximum, if conspicuously many. */
  readonly capped: { readonly at: number; readonly rows: number } | null;
}

export interface TableReport {
  readonly split: Split;
  /** Features in the dataset's order, then the target. */
  readonly columns: readonly ColumnReport[];
}

/**
 * Describes a dataset of numeric features split by `seed`. Yields to other work several times per
 * column. Throws the signal's reason once it is aborted.
 */
export async function exploreTable(
  dataset: Dataset,
  seed: number,
  signal?: AbortSignal,
): Promise<TableReport> {
  const { features, targets, inputs } = dataset;
  const pause = async () => {
    await yieldToEventLoop();
    signal?.throwIfAborted();
  };
  const split = splitRows(dataset, seed);
  await pause();
  const train = split.train;
  const target = Float64Array.from(train, (row) => targets[row]!);
  const columns: ColumnReport[] = [];
  for (let column = 0; column < inputs; column++) {
    const at = (row: number) => features[row * inputs + column]!;
    const values = Float64Array.from(train, at);
    await pause();
    const raw = viewOf(values);
    await pause();
    const standardised = viewOf(scaled(values), { from: -standardRange, to: standardRange });
    await pause();
    columns.push({
      raw,
      standardised,
      // Class indices are not quantities.
      correlation: dataset.task === 'classification' ? null : correlation(values, target),
      capped: cappedValue(targets.length, at),
    });
    await pause();
  }
  columns.push({
    raw: viewOf(target),
    standardised: null,
    correlation: null,
    capped: cappedValue(targets.length, (row) => targets[row]!),
  });
  return { split, columns };
}

/** (x − μ) / σ in float64 and then float32, as trialData has it; a constant column becomes 0. */
function scaled(values: Float64Array): Float64Array {
  const statistics = columnStatistics(values, 1, rowNumbers(values.length));
  const mean = statistics.mean[0]!;
  const divisor = statistics.deviation[0]! > 0 ? statistics.deviation[0]! : 1;
  return values.map((value) => Math.fround((value - mean) / divisor));
}

const rowNumbers = (count: number): Int32Array =>
  Int32Array.from({ length: count }, (_, row) => row);

/** @param range of the bins; by default that of the values without far outliers */
function viewOf(
  values: Float64Array,
  range?: { readonly from: number; readonly to: number },
): ColumnView {
  const sorted = values.toSorted();
  const summary = summarise(sorted);
  if (range !== undefined) {
    return { summary, histogram: histogram(values, columnBins, range.from, range.to) };
  }
  const far = farRanges * (summary.upperQuartile - summary.lowerQuartile);
  const { least, lowerQuartile, upperQuartile, greatest } = summary;
  const from = lowerQuartile - least > far ? quantile(sorted, outsideShare) : least;
  const to = greatest - upperQuartile > far ? quantile(sorted, 1 - outsideShare) : greatest;
  return { summary, histogram: histogram(values, columnBins, from, to) };
}

/** A pile-up at the maximum, unlike at the next lower value. */
function cappedValue(count: number, at: (row: number) => number): ColumnReport['capped'] {
  let [greatest, rows, next, nextRows] = [-Infinity, 0, -Infinity, 0];
  for (let row = 0; row < count; row++) {
    const value = at(row);
    if (value > greatest) [next, nextRows, greatest, rows] = [greatest, rows, value, 0];
    else if (value > next && value < greatest) [next, nextRows] = [value, 0];
    if (value === greatest) rows += 1;
    else if (value === next) nextRows += 1;
  }
  const heaped = rows >= minCappedShare * count && rows > pileUpFactor * nextRows;
  return heaped && rows < count ? { at: greatest, rows } : null;
}
