import type { DatasetMeta } from '../../kinds/dataset.ts';
import { fashionClasses } from '../../shared/fashion-classes.ts';

export default {
  label: 'FashionMNIST stand-in',
  order: 2,
  title: 'Drawn fashion (stand-in)',
  source: 'generated',
  standsInFor: 'fashion-mnist',
  version: 'synthetic:fashion-1',
  view: { kind: 'images', width: 28 },
  task: 'classification',
  shape: { inputs: 784, outputs: 10 },
  counts: { train: 12_000, test: 2_000 },
  split: 'published',
  classNames: fashionClasses,
  features: [],
  target: null,
} as const satisfies DatasetMeta;
