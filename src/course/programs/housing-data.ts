/** California housing with scikit-learn, and the lab's stand-in for it: read, split, standardise. */
import { countsOf, trialCounts } from '../../document/parameters.ts';
import type { Trial } from '../../document/schema.ts';
import { partsLine } from './pieces.ts';
import type { Part } from './types.ts';

const published = `def load_housing():
    """Eight features [20640, 8], and house values in $100,000 [20640], both in float64."""
    for folder in FOLDERS:
        if (folder / "cal_housing.data").is_file():
            # What scikit-learn makes of the published file, for machines where it cannot download.
            table = np.loadtxt(folder / "cal_housing.data", delimiter=",")
            longitude, latitude, age, rooms, bedrooms, people, households, income, value = table.T
            columns = [income, age, rooms / households, bedrooms / households, people,
                       people / households, latitude, longitude]
            return np.stack(columns, axis=1), value / 100_000
    from sklearn.datasets import fetch_california_housing

    housing = fetch_california_housing(data_home="data")
    return housing.data, housing.target`;

const standIn = `def load_housing():
    """The stand-in's eight features and its target, in float64."""
    found = [folder / "housing-synthetic.npz" for folder in FOLDERS]
    with np.load(next((file for file in found if file.is_file()), found[0])) as data:
        return data["features"], data["targets"]`;

export const housingNames = `NAMES = ["MedInc", "HouseAge", "AveRooms", "AveBedrms",
         "Population", "AveOccup", "Latitude", "Longitude"]`;

/** Reads all rows as `features` and `values`. */
export const readingPart = ({ dataset }: Trial): Part => ({
  name: 'reading California housing',
  code: `${dataset.name === 'california-housing' ? published : standIn}


features, values = load_housing()`,
});

/** Splits 75:25 by PyTorch's random_split. */
export function splitPart(trial: Trial): Part {
  const all = countsOf(trial.dataset);
  const used = trialCounts(trial);
  const kept = all.train - used.validation;
  const train = [
    ...(used.validation === 0 ? [] : [`[:${kept}]`]),
    ...(used.train === kept ? [] : [`[:${used.train}]`]),
  ].join('');
  return {
    name: 'split',
    essential: true,
    code: [
      '# Three quarters of the rows to train on, drawn by the seed; the others to test.',
      'everything = TensorDataset(torch.tensor(features), torch.tensor(values))',
      'train_part, test_part = random_split(',
      `    everything, [${all.train}, ${all.test}], generator=torch.Generator().manual_seed(SEED)`,
      ')',
      ...(train === '' ? [] : [`train_rows = train_part.indices${train}`]),
      ...(used.validation === 0
        ? []
        : [
            '# The last rows of the training part are held back to choose by.',
            `validation_rows = train_part.indices[${kept}:]`,
          ]),
      train === ''
        ? `train_rows, test_rows = train_part.indices, test_part.indices${used.test === all.test ? '' : `[:${used.test}]`}`
        : `test_rows = test_part.indices${used.test === all.test ? '' : `[:${used.test}]`}`,
    ].join('\n'),
  };
}

/** Standardises by the training rows, and makes tensors of float32. */
export function standardisePart({ dataset }: Trial): Part {
  const validates = dataset.validation !== null;
  return {
    name: 'data',
    essential: true,
    code: `# Only the training rows may be looked at for the scale.
mean, deviation = features[train_rows].mean(axis=0), features[train_rows].std(axis=0)
scaled = (features - mean) / deviation


def tensors(rows):
    x = torch.tensor(scaled[rows], dtype=torch.float32)
    return TensorDataset(x, torch.tensor(values[rows], dtype=torch.float32).unsqueeze(1))


train_data, test_data = tensors(train_rows), tensors(test_rows)${validates ? '\nvalidation_data = tensors(validation_rows)' : ''}
${partsLine(validates)}`,
  };
}

export const housingParts = (trial: Trial): Part[] => [
  readingPart(trial),
  { ...splitPart(trial), essential: false },
  { ...standardisePart(trial), essential: false },
];
