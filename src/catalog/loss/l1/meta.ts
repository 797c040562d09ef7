import type { LossMeta } from '../../kinds/loss.ts';

/** torch.nn.L1Loss */
export default {
  label: 'L1',
  order: 2,
  since: 3,
  fields: {},
  targets: 'value',
  divisor: 'elements',
  unit: 'unit',
} as const satisfies LossMeta;
