import type { InitMeta } from '../../kinds/init.ts';

export default {
  label: 'Kaiming normal',
  order: 6,
  fields: {},
  styles: [{ colour: 4, marker: 'cross' }],
} as const satisfies InitMeta;
