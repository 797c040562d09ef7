import type { InitMeta } from '../../kinds/init.ts';

export default {
  label: 'PyTorch’s default',
  order: 0,
  fields: {},
  styles: [{ colour: 0, marker: 'circle' }],
} as const satisfies InitMeta;
