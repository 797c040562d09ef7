import type { DatasetMeta } from '../../kinds/dataset.ts';
import { housingFeatures, houseValue, usualErrors } from '../../shared/housing-columns.ts';

export default {
  label: 'California housing',
  order: 1,
  title: 'California housing',
  summary: 'House values of 20,640 Californian block groups in the census of 1990.',
  licence: 'none stated; published for free use by StatLib, from the 1990 U.S. census',
  origin: {
    text: 'Pace and Barry, 1997, via StatLib',
    url: 'https://www.dcc.fc.up.pt/~ltorgo/Regression/cal_housing.html',
  },
  source: 'files',
  view: { kind: 'table' },
  task: 'regression',
  shape: { inputs: 8, outputs: 1 },
  counts: { train: 15_480, test: 5_160 },
  split: 'seeded',
  classNames: [],
  features: housingFeatures,
  target: houseValue,
  usualErrors,
} as const satisfies DatasetMeta;
