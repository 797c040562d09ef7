import type { DatasetMeta } from '../../kinds/dataset.ts';
import { plane } from '../../shared/plane.ts';

export default {
  ...plane,
  label: 'Spirals',
  order: 5,
  title: 'Spirals',
  version: 'lab:spirals-1',
  noise: 0.04,
} as const satisfies DatasetMeta;
