/** How a program gets its data: as a student would where it can, else as the lab's exact program does. */
import { isListed } from '../../catalog/lookup/dataset.ts';
import type { PlannedTrial } from '../../document/expand.ts';
import { tableOf, trialCounts } from '../../document/parameters.ts';
import { dataPartOf } from '../../formats/pytorch/data-parts.ts';
import { fashionParts } from './fashion-data.ts';
import { housingParts } from './housing-data.ts';
import { partsLine } from './pieces.ts';
import type { Setup } from './setup.ts';
import type { Part } from './types.ts';

export interface ProgramData {
  readonly parts: readonly Part[];
  /** Statements inside a function that has `trial`, where the data differ between trials; else ''. */
  readonly lines: string;
  /** Whether rows are held back to choose by. */
  readonly validates: boolean;
  /** Packages for pip, besides torch and matplotlib. */
  readonly needs: readonly string[];
  /** In a sentence, where the data come from. */
  readonly text: string;
}

/** Folders where every program looks for files. */
export const foldersPart: Part = {
  name: 'folders',
  code: `# Where files are looked for: the ZIP's folder data/, and the folder that A2_DATASETS names.
FOLDERS = [Path("data"), Path("../data"), Path(os.environ.get("A2_DATASETS", "data"))]`,
};

/** Fewer rows may hold a feature that is the same in all of them, which only the exact program handles as the lab does. */
const usualRows = 100;

const holdsBack = (plans: readonly PlannedTrial[]): boolean =>
  plans.some(({ trial }) => trial.dataset.validation !== null);

/** @throws RangeError when the trials are of more than one dataset */
export function programData(setup: Setup): ProgramData {
  const { plans, first } = setup;
  const names = new Set(plans.map(({ trial }) => JSON.stringify([trial.dataset.name])));
  if (names.size > 1) throw new RangeError('a program reads one dataset');
  const same = new Set(plans.map(({ trial }) => JSON.stringify(trial.dataset))).size === 1;
  const validates = holdsBack(plans);
  const { name } = first.dataset;
  if (same && (name === 'fashion-mnist' || name === 'fashion-synthetic')) {
    return {
      parts: [foldersPart, ...fashionParts(first)],
      lines: '',
      validates,
      needs: name === 'fashion-mnist' ? ['torchvision'] : [],
      text:
        name === 'fashion-mnist'
          ? 'FashionMNIST is read from the folder data/, or from the one that the environment variable A2_DATASETS names, if its four .gz files are there. Otherwise torchvision downloads it (31 MB).'
          : 'The data are the lab’s generated stand-in for FashionMNIST, data/fashion-synthetic.npz.',
    };
  }
  if (
    same &&
    !setup.varies('seed') &&
    trialCounts(first).train >= usualRows &&
    (name === 'california-housing' || name === 'housing-synthetic')
  ) {
    return {
      parts: [foldersPart, ...housingParts(first)],
      lines: '',
      validates,
      needs: name === 'california-housing' ? ['scikit-learn'] : [],
      text:
        name === 'california-housing'
          ? 'California housing is read from cal_housing.data if the folder data/, or the one that the environment variable A2_DATASETS names, has it. Otherwise scikit-learn downloads it (0.4 MB).'
          : 'The data are the lab’s generated stand-in for California housing, data/housing-synthetic.npz.',
    };
  }
  return exactData(setup, validates);
}

function exactData(setup: Setup, validates: boolean): ProgramData {
  const { first } = setup;
  const { code, files } = dataPartOf(first.dataset);
  const loading = {
    name: 'reading',
    code: `${code(validates)}


def load(settings):
    """The parts of the data, from the first folder that has the files."""
    problem = None
    for folder in FOLDERS:
        try:
            return load_data(folder, settings)
        except SystemExit as error:
            problem = error
    raise problem`,
  };
  const assigned = `train_data, test_data${validates ? ', validation_data' : ''} = load(${setup.at('rows')})`;
  const varies = setup.varies('rows');
  const source =
    isListed(first.dataset.name) || tableOf(first.dataset) === null
      ? files
      : `${files} It is in the ZIP’s folder data/.`;
  return {
    parts: [
      foldersPart,
      loading,
      ...(varies ? [] : [{ name: 'data', code: `${assigned}\n${partsLine(validates)}` }]),
    ],
    lines: varies ? `    ${assigned}\n    ${partsLine(validates)}\n` : '',
    validates,
    needs: [],
    text: `Data: ${source}`,
  };
}
