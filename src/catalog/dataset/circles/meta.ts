import type { DatasetMeta } from '../../kinds/dataset.ts';
import { plane } from '../../shared/plane.ts';

export default {
  ...plane,
  label: 'Circles',
  order: 7,
  title: 'Circles',
  version: 'lab:circles-1',
  noise: 0.1,
} as const satisfies DatasetMeta;
