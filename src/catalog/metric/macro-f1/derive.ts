import type { MetricDerive } from '../../kinds/metric.ts';
import { mean } from '../../shared/mean.ts';

/**
 * Mean F1 of the classes that have test rows or were predicted: scikit-learn's f1_score with
 * average="macro" and zero_division=0.
 */
export default {
  fromClasses: (classes) =>
    mean(classes.filter(({ rows, predicted }) => rows + predicted > 0).map(({ f1 }) => f1)),
} satisfies MetricDerive;
