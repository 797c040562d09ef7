/** The programs of implementation question 2: California housing. */
import type { PlannedTrial } from '../../document/expand.ts';
import { count, counted } from '../../base/numbers.ts';
import { trialCounts } from '../../document/parameters.ts';
import { foldersPart, programData } from './data.ts';
import { networkText, settingsParts } from './fashion.ts';
import { batchLossFigure, epochsFigure, markersPart } from './figures.ts';
import { housingNames, readingPart, splitPart, standardisePart } from './housing-data.ts';
import { initPart, networkPart } from './network.ts';
import { isClassification } from './pieces.ts';
import { gridParts, resultFigure } from './regression.ts';
import { Setup, trainingKeys } from './setup.ts';
import { evaluatePart, runPart, tablePart, textPart, trainPart } from './training.ts';
import type { Part, StudentProgram } from './types.ts';

const source = (setup: Setup) => {
  const { needs, text } = programData(setup);
  return { needs, data: text };
};

/** Whether the lab's housing data are read, as I2a and I2b can describe them. */
export const isHousing = (plans: readonly PlannedTrial[]): boolean =>
  plans.length > 0 &&
  plans.every(({ trial }) => /^(?:california-housing|housing-synthetic)$/.test(trial.dataset.name));

export function i2a(plans: readonly PlannedTrial[]): StudentProgram {
  const setup = new Setup(plans.slice(0, 1), ['seed']);
  const { train, test } = trialCounts(setup.first);
  return {
    question: 'I2a',
    file: 'I2a_split.py',
    title: 'loading and splitting the data',
    about: `Loads California housing as float64, and splits it 75:25 with torch.utils.data.random_split: ${count(train)} rows to train on, ${count(test)} to test.`,
    ...source(setup),
    figures: [],
    networks: [],
    parts: [
      ...settingsParts(setup),
      foldersPart,
      { ...readingPart(setup.first), essential: true },
      splitPart(setup.first),
      {
        name: 'rows',
        code: `print("features", features.shape, features.dtype, "values", values.shape, values.dtype)
print(f"{len(train_rows):,} training rows, first:", *train_rows[:12])
print(f"{len(test_rows):,} test rows, first:", *test_rows[:12])`,
      },
    ],
  };
}

export function i2b(plans: readonly PlannedTrial[]): StudentProgram {
  const setup = new Setup(plans.slice(0, 1), ['seed']);
  return {
    question: 'I2b',
    file: 'I2b_preprocessing.py',
    title: 'exploring and standardising the data',
    about:
      'Describes every column of the training rows, and standardises the features with the mean and standard deviation of these rows only.',
    ...source(setup),
    figures: ['I2b_columns.png', 'I2b_standardised.png', 'I2b_map.png'],
    networks: [],
    parts: [
      ...settingsParts(setup),
      foldersPart,
      readingPart(setup.first),
      { ...splitPart(setup.first), essential: false },
      {
        name: 'exploration',
        code: `${housingNames}


def describe(columns):
    """The training rows' mean, deviation, range and quartiles, column by column."""
    print(f"{'':12}{'mean':>10}{'std':>10}{'min':>10}{'25 %':>10}{'median':>10}{'75 %':>10}{'max':>10}")
    for name, column in columns.items():
        quartiles = np.percentile(column, [0, 25, 50, 75, 100])
        print(f"{name:12}" + "".join(f"{each:10.4g}" for each in [column.mean(), column.std(), *quartiles]))


raw = dict(zip(NAMES, features[train_rows].T), value=values[train_rows])
print("missing values:", int(np.isnan(features).sum()))
describe(raw)
for name, column in raw.items():
    print(f"{name}: correlation with the value {np.corrcoef(column, raw['value'])[0, 1]:.3f}")
cap = raw["value"].max()
print(f"{(raw['value'] == cap).sum():,} training rows hold the largest value, {cap}: it is a cap")`,
      },
      {
        name: 'histograms',
        code: `def histograms(columns, file):
    figure, panels = plt.subplots(3, 3, figsize=(10, 7), layout="constrained")
    for axes, (name, column) in zip(panels.flat, columns.items()):
        low, high = np.percentile(column, [0.5, 99.5])  # outliers would squeeze the rest
        axes.hist(column, bins=40, range=(low, high))
        axes.set_title(name)
    for axes in panels.flat[len(columns):]:
        axes.set_axis_off()
    figure.savefig(file, dpi=150)


histograms(raw, "I2b_columns.png")`,
      },
      {
        name: 'map',
        code: `figure, axes = plt.subplots(figsize=(6, 5), layout="constrained")
points = axes.scatter(raw["Longitude"], raw["Latitude"], c=raw["value"], s=3, cmap="viridis")
figure.colorbar(points, label="value in 100,000 dollars")
axes.set(xlabel="longitude", ylabel="latitude", aspect="equal")
figure.savefig("I2b_map.png", dpi=150)`,
      },
      standardisePart(setup.first),
      {
        name: 'after standardisation',
        code: `standardised = dict(zip(NAMES, scaled[train_rows].T))
describe(standardised)
histograms(standardised, "I2b_standardised.png")`,
      },
    ],
  };
}

const plain = (part: Part | null): Part[] => (part === null ? [] : [{ ...part, essential: false }]);

const textOf = (setup: Setup): string =>
  networkText({ first: setup.first, varies: (key) => setup.varies(key) });

/** I2c and I2d: what they share. */
function parts(setup: Setup) {
  const data = programData(setup);
  const names = ['training', ...(data.validates ? ['validation'] : []), 'test'];
  const metric = isClassification(setup.first) ? 'accuracy' : 'MSE';
  return {
    data,
    names,
    metric,
    networks: [],
    parts: [
      ...data.parts.map((part) => ({ ...part, essential: false })),
      { ...networkPart(setup, false), essential: false },
      ...plain(initPart(setup)),
      evaluatePart(setup),
      textPart,
      markersPart,
    ],
  };
}

export function i2c(plans: readonly PlannedTrial[]): StudentProgram {
  const setup = new Setup(plans, trainingKeys);
  const { data, names, metric, parts: before } = parts(setup);
  const epochs = setup.varies('epochs') ? '' : ` for ${counted(setup.first.epochs, 'epoch')}`;
  const compared = resultFigure(setup, 'I2c_predictions.png');
  return {
    question: 'I2c',
    file: 'I2c_training.py',
    title: 'a network for house values',
    about: `A network of ${textOf(setup)} trains${epochs}. Draws the loss over the batches, and prints its errors on ${names.join(' and ')} rows beside those of always answering the training part's mean.`,
    needs: data.needs,
    data: data.text,
    figures: [
      'I2c_loss.png',
      `I2c_${metric.toLowerCase()}.png`,
      ...(compared.length > 0 ? ['I2c_predictions.png'] : []),
    ],
    networks: setup.networks,
    parts: [
      ...settingsParts(setup),
      ...before,
      trainPart(setup, data),
      runPart(setup),
      tablePart,
      batchLossFigure('I2c_loss.png'),
      epochsFigure(metric, names, `I2c_${metric.toLowerCase()}.png`, metric === 'MSE'),
      ...compared,
    ],
  };
}

export function i2d(plans: readonly PlannedTrial[]): StudentProgram {
  const setup = new Setup(plans, trainingKeys);
  const { data, names, metric, parts: before } = parts(setup);
  return {
    question: 'I2d',
    file: 'I2d_grid_search.py',
    title: 'grid search',
    about: `Trains a network of ${textOf(setup)} with every setting of the grid, and compares them by their training curves and by their ${data.validates ? 'validation and ' : ''}test figures.`,
    needs: data.needs,
    data: data.text,
    figures: ['I2d_grid.png', `I2d_${metric.toLowerCase()}.png`, 'I2d_loss.png'],
    networks: setup.networks,
    parts: [
      ...settingsParts(setup),
      ...before,
      { ...trainPart(setup, data), essential: false },
      runPart(setup),
      tablePart,
      ...gridParts(setup, metric, data.validates, 'I2d_grid.png'),
      epochsFigure(metric, names, `I2d_${metric.toLowerCase()}.png`, metric === 'MSE'),
      batchLossFigure('I2d_loss.png'),
    ],
  };
}
