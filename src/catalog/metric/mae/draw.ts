import type { MetricDraw } from '../../kinds/metric.ts';
import { significant } from '../../../base/numbers.ts';

export default {
  chart: ({ target, usualErrors, hasUnit }) => ({
    title: 'Mean absolute error',
    yLabel: `MAE, ${target.unit}`,
    yUsual: usualErrors,
    scale: 'log',
    format: (value) =>
      hasUnit ? `${significant(value)} (${target.amount(value)})` : significant(value),
    promise: `Mean absolute error on the training and test ${target.rows} after every epoch`,
  }),
} satisfies MetricDraw;
