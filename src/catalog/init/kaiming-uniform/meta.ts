import type { InitMeta } from '../../kinds/init.ts';

export default {
  label: 'Kaiming',
  order: 5,
  fields: {},
  styles: [{ colour: 2, marker: 'plus' }],
} as const satisfies InitMeta;
