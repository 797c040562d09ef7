import type { LossMeta } from '../../kinds/loss.ts';

/** torch.nn.SmoothL1Loss */
export default {
  label: 'smooth L1',
  order: 4,
  since: 3,
  fields: { beta: { kind: 'real', above: 0, atMost: 1e6, default: 1, label: 'β' } },
  targets: 'value',
  divisor: 'elements',
  unit: 'unit',
} as const satisfies LossMeta;
