import type { DatasetLook } from '../../kinds/dataset.ts';

export default {
  scales: 'sepals of six centimetres next to petals of a few millimetres',
} satisfies DatasetLook;
