/**
 * California housing: the nine columns of StatLib's file become scikit-learn's eight features and
 * its target (sklearn/datasets/_california_housing.py), in float64.
 */
import { housingFeatures } from '../../../shared/housing-columns.ts';
import { LabError } from '../../../../base/errors.ts';

const columns = [
  'longitude',
  'latitude',
  'housingMedianAge',
  'totalRooms',
  'totalBedrooms',
  'population',
  'households',
  'medianIncome',
  'medianHouseValue',
] as const;

const number = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i;

export interface HousingTable {
  readonly rows: number;
  /** [rows, 8]: MedInc, HouseAge, AveRooms, AveBedrms, Population, AveOccup, Latitude, Longitude. */
  readonly features: Float64Array;
  /** [rows]: MedHouseVal in $100,000. */
  readonly targets: Float64Array;
}

const housingInputs = housingFeatures.length;

/**
 * Decodes the text of cal_housing.data: no header, nine numbers a line, separated by commas.
 * Throws LabError `dataset-format` that names file, line, column, what was wanted and found.
 */
export function decodeHousing(
  text: string,
  file: string,
  allocate: (count: number) => Float64Array = (count) => new Float64Array(count),
): HousingTable {
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  if (lines.length === 0) {
    throw new LabError('dataset-format', `${file} is empty: wanted lines of nine numbers.`);
  }
  const features = allocate(lines.length * housingInputs);
  const targets = allocate(lines.length);
  const values = new Float64Array(columns.length);
  lines.forEach((line, row) => {
    readLine(line, row + 1, file, values);
    const [longitude, latitude, age, rooms, bedrooms, population, households, income, value] =
      values as unknown as readonly [
        number,
        number,
        number,
        number,
        number,
        number,
        number,
        number,
        number,
      ];
    features.set(
      [
        income,
        age,
        rooms / households,
        bedrooms / households,
        population,
        population / households,
        latitude,
        longitude,
      ],
      row * housingInputs,
    );
    targets[row] = value / 100_000;
  });
  return { rows: lines.length, features, targets };
}

/** Numbers of one line, [9], into `values`. */
function readLine(line: string, at: number, file: string, values: Float64Array): void {
  const cells = line.split(',');
  if (cells.length !== columns.length) {
    throw new LabError(
      'dataset-format',
      `${file}, line ${at}: wanted ${columns.length} numbers separated by commas, found ${cells.length}.`,
    );
  }
  cells.forEach((cell, column) => {
    const text = cell.trim();
    const value = Number(text);
    if (!number.test(text) || !Number.isFinite(value)) {
      throw cellError(file, at, column, 'a finite number', JSON.stringify(text.slice(0, 40)));
    }
    values[column] = value;
  });
  const households = columns.indexOf('households');
  const found = values[households] ?? 0;
  // Three features are divided by it.
  if (!(found > 0)) throw cellError(file, at, households, 'more than 0', `${found}`);
}

const cellError = (file: string, line: number, column: number, wanted: string, found: string) =>
  new LabError(
    'dataset-format',
    `${file}, line ${line}, column ${column + 1} (${columns[column]}): wanted ${wanted}, found ${found}.`,
  );
