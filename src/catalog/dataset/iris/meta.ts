import type { DatasetMeta } from '../../kinds/dataset.ts';

export default {
  label: 'Iris',
  order: 4,
  since: 2,
  title: 'Iris',
  source: 'lab',
  version: 'lab:iris-1',
  view: { kind: 'table' },
  task: 'classification',
  shape: { inputs: 4, outputs: 3 },
  counts: { train: 112, test: 38 },
  split: 'seeded',
  classNames: ['setosa', 'versicolor', 'virginica'],
  features: [
    { name: 'SepalLength', meaning: 'length of the sepals', unit: 'cm' },
    { name: 'SepalWidth', meaning: 'width of the sepals', unit: 'cm' },
    { name: 'PetalLength', meaning: 'length of the petals', unit: 'cm' },
    { name: 'PetalWidth', meaning: 'width of the petals', unit: 'cm' },
  ],
  target: null,
} as const satisfies DatasetMeta;
