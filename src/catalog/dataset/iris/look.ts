import type { DatasetLook } from '../../kinds/dataset.ts';

export default {
  scales: 'sepals of six centimetres stand beside petals of a few millimetres',
} satisfies DatasetLook;
