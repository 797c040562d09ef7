/**
 * scikit-learn's r2_score: 1 − Σ (y − ŷ)² / Σ (y − ȳ)², with ȳ the mean target of the same rows. Of targets
 * that are all equal it is 1 where all are predicted exactly, else 0; of fewer than two rows it is not defined.
 */
import type { MetricMeasure } from '../../kinds/metric.ts';

interface State {
  count: number;
  /** Of the targets. */
  mean: number;
  /** Σ (y − ȳ)², by Welford's recurrence: each row is seen once, and the mean is known only after the last. */
  spread: number;
  /** Σ (y − ŷ)² */
  errors: number;
}

export default {
  start: () => ({ count: 0, mean: 0, spread: 0, errors: 0 }),
  add: (state, outputs, targets) => {
    for (let row = 0; row < targets.length; row++) {
      const target = targets[row]!;
      state.count += 1;
      const before = target - state.mean;
      state.mean += before / state.count;
      state.spread += before * (target - state.mean);
      state.errors += (target - outputs[row]!) ** 2;
    }
  },
  value: ({ count, spread, errors }) => {
    if (count < 2) return null;
    if (spread === 0) return errors === 0 ? 1 : 0;
    return 1 - errors / spread;
  },
} satisfies MetricMeasure<State>;
