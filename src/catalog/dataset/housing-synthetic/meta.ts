import type { DatasetMeta } from '../../kinds/dataset.ts';
import { housingFeatures, houseValue, usualErrors } from '../../shared/housing-columns.ts';

export default {
  label: 'California housing stand-in',
  order: 3,
  title: 'Invented housing (stand-in)',
  source: 'generated',
  standsInFor: 'california-housing',
  version: 'synthetic:housing-1',
  view: { kind: 'table' },
  task: 'regression',
  shape: { inputs: 8, outputs: 1 },
  counts: { train: 15_480, test: 5_160 },
  split: 'seeded',
  classNames: [],
  features: housingFeatures,
  target: { ...houseValue, meaning: 'invented house value' },
  usualErrors,
} as const satisfies DatasetMeta;
