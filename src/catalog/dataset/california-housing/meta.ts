import type { DatasetMeta } from '../../kinds/dataset.ts';
import { housingFeatures, houseValue, usualErrors } from '../../shared/housing-columns.ts';

export default {
  label: 'California housing',
  order: 1,
  title: 'California housing',
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
