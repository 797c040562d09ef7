import type { LossMeta } from '../../kinds/loss.ts';

/** Of the softmax of the outputs, in nats: torch.nn.CrossEntropyLoss. */
export default {
  label: 'cross-entropy',
  order: 0,
  defaultOf: 'classification',
  targets: 'class',
  divisor: 'rows',
} as const satisfies LossMeta;
