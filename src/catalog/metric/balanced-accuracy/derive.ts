import type { MetricDerive } from '../../kinds/metric.ts';
import { mean } from '../../shared/mean.ts';

/** Mean recall of the classes that have test rows: scikit-learn's balanced_accuracy_score. */
export default {
  fromClasses: (classes) => mean(classes.flatMap(({ recall }) => recall ?? [])),
} satisfies MetricDerive;
