import type { MetricFunction } from '../../kinds/metric.ts';

export default {
  name: 'r2_score',
  code: `def r2_score(outputs, targets):
    """1 - squared errors / squared deviations from the mean, as scikit-learn's r2_score."""
    if len(targets) < 2:
        return None
    errors = ((targets - outputs) ** 2).sum().item()
    spread = ((targets - targets.mean()) ** 2).sum().item()
    if spread == 0:
        return 1.0 if errors == 0 else 0.0
    return 1 - errors / spread`,
} satisfies MetricFunction;
