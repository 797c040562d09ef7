import type { LossMeta } from '../../kinds/loss.ts';

/** torch.nn.MSELoss */
export default {
  label: 'MSE',
  order: 1,
  fields: {},
  defaultOf: 'regression',
  targets: 'value',
  divisor: 'elements',
  unit: 'squared',
} as const satisfies LossMeta;
