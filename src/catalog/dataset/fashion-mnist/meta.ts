import type { DatasetMeta } from '../../kinds/dataset.ts';
import { fashionClasses } from '../../shared/fashion-classes.ts';

export default {
  label: 'FashionMNIST',
  order: 0,
  title: 'Fashion-MNIST',
  summary: '70,000 grey 28 × 28 photographs of ten kinds of clothing.',
  licence: 'MIT, © 2017 Zalando SE',
  origin: {
    text: 'Xiao, Rasul and Vollgraf (Zalando Research), 2017',
    url: 'https://github.com/zalandoresearch/fashion-mnist',
  },
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
