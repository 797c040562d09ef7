/** California housing as the file that programs read: the counts that the lab's features were made of. */
import type { Dataset } from '../../protocol/dataset.ts';

export const housingFile = 'cal_housing.data';

/** Whether a dataset is the one that the file holds. */
export const isInHousingFile = (dataset: string): boolean => dataset === 'california-housing';

/** Columns of the features, in scikit-learn's order. */
const [income, age, rooms, bedrooms, people, occupancy, latitude, longitude] = [
  0, 1, 2, 3, 4, 5, 6, 7,
] as const;
const columns = 8;

/** Dollars of the target's unit. */
const unit = 100_000;

/**
 * The published file's nine columns, from the lab's features: counts are whole, so the ratios give them back.
 * @throws RangeError when a row would not be read as the lab's own numbers to the bit
 */
export function housingText({ features, targets }: Pick<Dataset, 'features' | 'targets'>): string {
  const lines: string[] = [];
  for (const [row, target] of targets.entries()) {
    const at = (column: number): number => features[row * columns + column]!;
    const households = Math.round(at(people) / at(occupancy));
    const counts = [at(rooms) * households, at(bedrooms) * households].map(Math.round);
    const value = Math.round(target * unit);
    const again = [counts[0]! / households, counts[1]! / households, at(people) / households];
    const same = again[0] === at(rooms) && again[1] === at(bedrooms) && again[2] === at(occupancy);
    if (!same || value / unit !== target) {
      throw new RangeError(`row ${row} of California housing is not one of whole counts`);
    }
    lines.push(
      [
        at(longitude),
        at(latitude),
        at(age),
        ...counts,
        at(people),
        households,
        at(income),
        value,
      ].join(','),
    );
  }
  return `${lines.join('\n')}\n`;
}
