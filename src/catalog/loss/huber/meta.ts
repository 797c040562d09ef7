import type { LossMeta } from '../../kinds/loss.ts';

/** torch.nn.HuberLoss */
export default {
  label: 'Huber',
  order: 3,
  since: 3,
  fields: { delta: { kind: 'real', above: 0, atMost: 1e6, default: 1, label: 'δ' } },
  targets: 'value',
  divisor: 'elements',
  unit: 'squared',
} as const satisfies LossMeta;
