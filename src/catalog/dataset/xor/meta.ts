import type { DatasetMeta } from '../../kinds/dataset.ts';
import { plane } from '../../shared/plane.ts';

export default {
  ...plane,
  label: 'XOR',
  order: 8,
  title: 'XOR',
  version: 'lab:xor-1',
  noise: 0.1,
} as const satisfies DatasetMeta;
