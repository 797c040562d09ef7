import type { DatasetMeta } from '../../kinds/dataset.ts';
import { plane } from '../../shared/plane.ts';

export default {
  ...plane,
  label: 'Moons',
  order: 6,
  title: 'Moons',
  version: 'lab:moons-1',
  noise: 0.15,
} as const satisfies DatasetMeta;
