import type { LossPython } from '../../kinds/loss.ts';
import type { CrossEntropySettings } from './plan.ts';

export default {
  criterion: 'nn.CrossEntropyLoss()',
  factory: 'cross_entropy',
  code: `def cross_entropy(targets, outputs, label_smoothing=0.0, weight=None, balanced=False):
    """Balanced weights are N / (K * rows of the class); 0 for a class without rows."""
    if balanced:
        counts = torch.bincount(targets, minlength=outputs)
        weight = torch.where(counts > 0, len(targets) / (outputs * counts.clamp(min=1)), 0.0)
    elif weight is not None:
        weight = torch.tensor(weight)
    return nn.CrossEntropyLoss(weight=weight, label_smoothing=label_smoothing)`,
  arguments: ({ smoothing, weights, balanced }) => ({
    ...(smoothing === 0 ? {} : { label_smoothing: smoothing }),
    ...(weights === undefined ? {} : { weight: weights }),
    ...(balanced ? { balanced: true } : {}),
  }),
} satisfies LossPython<CrossEntropySettings>;
