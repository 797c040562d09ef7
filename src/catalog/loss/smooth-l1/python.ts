import type { LossPython } from '../../kinds/loss.ts';
import type { SmoothL1Settings } from './plan.ts';

export default {
  criterion: 'nn.SmoothL1Loss()',
  factory: 'lambda targets, outputs, **arguments: nn.SmoothL1Loss(**arguments)',
  arguments: ({ beta }) => ({ beta }),
} satisfies LossPython<SmoothL1Settings>;
