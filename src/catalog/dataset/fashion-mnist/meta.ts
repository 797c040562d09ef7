import type { DatasetMeta } from '../../kinds/dataset.ts';
import { fashionClasses } from '../../shared/fashion-classes.ts';

export default {
  label: 'FashionMNIST',
  order: 0,
  title: 'Fashion-MNIST',
  source: 'files',
  view: { kind: 'images', width: 28 },
  task: 'classification',
  shape: { inputs: 784, outputs: 10 },
  counts: { train: 60_000, test: 10_000 },
  split: 'published',
  classNames: fashionClasses,
  features: [],
  target: null,
} as const satisfies DatasetMeta;
