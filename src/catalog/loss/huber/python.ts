import type { LossPython } from '../../kinds/loss.ts';
import type { HuberSettings } from './plan.ts';

export default {
  criterion: 'nn.HuberLoss()',
  factory: 'lambda targets, outputs, **arguments: nn.HuberLoss(**arguments)',
  arguments: ({ delta }) => ({ delta }),
} satisfies LossPython<HuberSettings>;
