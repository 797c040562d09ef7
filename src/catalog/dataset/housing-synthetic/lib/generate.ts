/**
 * `housing-synthetic`: invented block groups with the names, ranges and roughly the marginal
 * distributions of California housing, and a house value that follows a known law:
 *
 *   value = 0.55 + 2.9 · s(MedInc) · (0.4 + 0.6 · c) + 1.1 · n(San Francisco) + 0.6 · n(Los Angeles)
 *           + 0.35 · ((HouseAge − 26) / 26)² + 0.8 / AveOccup + 0.2 · bell
 *
 *   s(x) = x² / (x² + 20)         income counts most in the middle of its range
 *   c = 1 / (1 + (d / 0.3)²)      with d the degrees of longitude east of a straight coast
 *   n(p) = 1 / (1 + (r / 0.35)²)  with r the distance to a city in degrees
 *
 * `bell` has mean 0 and variance 1, so no model can do better than a mean squared error of
 * 0.2² = 0.04. AveRooms, AveBedrms and Population have no influence of their own.
 */
import { allocateFloats } from '../../../../base/allocate.ts';
import { yieldToEventLoop } from '../../../../base/event-loop.ts';
import { Draws } from '../../../shared/draws.ts';
import { throwIfAborted } from '../../../../base/errors.ts';
import type { DatasetContent } from '../../../kinds/dataset.ts';
import type { GenerateOptions } from '../../../shared/generate.ts';
import { housingFeatures } from '../../../shared/housing-columns.ts';

const housingInputs = housingFeatures.length;
const seed = 433;

const sanFrancisco = [37.75, -122.35] as const;
const losAngeles = [34.05, -118.3] as const;

/** Where people live: latitude, longitude, spread in degrees, share. */
const places = [
  [...losAngeles, 0.28, 0.42],
  [...sanFrancisco, 0.3, 0.2],
  [32.85, -117.05, 0.15, 0.1],
  [38.55, -121.4, 0.35, 0.09],
  [36.75, -119.7, 0.55, 0.1],
  [39.6, -121.9, 0.9, 0.09],
] as const;

const shares = [0, 0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 0.999, 1];
/** Quantiles at `shares`, after those of the real data without their wildest outliers. */
const quantiles = {
  income: [0.5, 1.07, 1.6, 1.9, 2.56, 3.53, 4.74, 6.16, 7.3, 10.6, 14.5, 15],
  age: [1, 4, 8, 13, 18, 29, 37, 46, 52, 52, 52, 52],
  rooms: [1.2, 2.58, 3.43, 3.79, 4.44, 5.23, 6.05, 6.96, 7.64, 10.4, 20, 34],
  bedrooms: [0.5, 0.87, 0.94, 0.97, 1.01, 1.05, 1.1, 1.17, 1.27, 2.1, 4.5, 7],
  population: [3, 88, 348, 510, 787, 1166, 1725, 2566, 3288, 5807, 10450, 16000],
  occupancy: [0.9, 1.54, 1.87, 2.08, 2.43, 2.82, 3.28, 3.89, 4.34, 5.4, 9, 14],
} as const;

/** The value below which the share `u` of a feature lies, linear between the table's entries. */
function quantile(table: readonly number[], u: number): number {
  let i = 1;
  while (i < shares.length - 1 && u > shares[i]!) i++;
  const part = (u - shares[i - 1]!) / (shares[i]! - shares[i - 1]!);
  return table[i - 1]! + part * (table[i]! - table[i - 1]!);
}

/**
 * A uniform number in 0 … 1 that is correlated with another: the distribution function of
 * weight · common + (1 − weight) · own, a trapezoid, applied to itself; weight ≥ ½.
 */
function along(common: number, own: number, weight: number): number {
  const rest = 1 - weight;
  const x = weight * common + rest * own;
  if (x < rest) return (x * x) / (2 * weight * rest);
  if (x <= weight) return (x - rest / 2) / weight;
  return 1 - ((1 - x) * (1 - x)) / (2 * weight * rest);
}

const near = (latitude: number, longitude: number, place: readonly [number, number]): number => {
  const [north, east] = [latitude - place[0], longitude - place[1]];
  return 1 / (1 + (north * north + east * east) / (0.35 * 0.35));
};

/** The law without its noise, of one row of eight features in scikit-learn's order. */
export function housingLaw(row: ArrayLike<number>): number {
  const [income, age, occupancy] = [row[0]!, row[1]!, row[5]!];
  const [latitude, longitude] = [row[6]!, row[7]!];
  const inland = Math.max(0, longitude - (-117.2 - 0.755 * (latitude - 32.5))) / 0.3;
  const coast = 1 / (1 + inland * inland);
  const old = (age - 26) / 26;
  return (
    0.55 +
    ((2.9 * income * income) / (income * income + 20)) * (0.4 + 0.6 * coast) +
    1.1 * near(latitude, longitude, sanFrancisco) +
    0.6 * near(latitude, longitude, losAngeles) +
    0.35 * old * old +
    0.8 / occupancy
  );
}

function place(draws: Draws): readonly [number, number] {
  let share = draws.between(0, 1);
  for (const [latitude, longitude, spread, weight] of places) {
    share -= weight;
    if (share <= 0) {
      const [north, east] = [spread * draws.bell(), spread * draws.bell()];
      return [
        Math.round(100 * (latitude + north)) / 100,
        Math.round(100 * (longitude + east)) / 100,
      ];
    }
  }
  return [38, -120];
}

/**
 * The same values in every browser, 20,640 rows by default; a smaller table is a prefix of a larger
 * one. Throws LabError `aborted`.
 */
export async function syntheticHousing(options: GenerateOptions = {}): Promise<DatasetContent> {
  const { shared = false, signal, trainCount = 15_480, testCount = 5_160 } = options;
  const rows = trainCount + testCount;
  const features = allocateFloats(rows * housingInputs, shared);
  const targets = allocateFloats(rows, shared);
  const draws = new Draws(seed);
  const even = () => draws.between(0, 1);
  for (let row = 0; row < rows; row++) {
    const [latitude, longitude] = place(draws);
    const wealth = even();
    const values = [
      quantile(quantiles.income, along(wealth, even(), 0.8)),
      Math.round(quantile(quantiles.age, even())),
      quantile(quantiles.rooms, along(wealth, even(), 0.6)),
      quantile(quantiles.bedrooms, even()),
      Math.round(quantile(quantiles.population, even())),
      quantile(quantiles.occupancy, even()),
      latitude,
      longitude,
    ];
    features.set(values, row * housingInputs);
    targets[row] = housingLaw(values) + 0.2 * draws.bell();
    if (row % 5_000 === 4_999) {
      options.onProgress?.(row + 1, rows);
      await yieldToEventLoop();
      throwIfAborted(signal);
    }
  }
  options.onProgress?.(rows, rows);
  return { features, targets };
}
