import type { MetricDraw } from '../../kinds/metric.ts';
import { significant } from '../../../base/numbers.ts';

export default {
  chart: ({ target, usualErrors }) => ({
    title: 'Mean squared error',
    yLabel: `MSE, ${target.squared}`,
    yUsual: usualErrors,
    scale: 'log',
    format: (value) => `${significant(value)} (RMSE ${target.amount(Math.sqrt(value))})`,
    promise: `Mean squared error on the training and test ${target.rows} after every epoch`,
  }),
} satisfies MetricDraw;
