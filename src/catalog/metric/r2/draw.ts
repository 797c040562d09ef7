import type { MetricDraw } from '../../kinds/metric.ts';

export default {
  chart: ({ target }) => ({
    title: 'R²',
    yLabel: 'R², share of the variance explained',
    yUsual: [0, 1],
    scale: 'linear',
    references: [{ value: 0, label: 'always the mean' }],
    promise: `R² on the training and test ${target.rows} after every epoch`,
  }),
} satisfies MetricDraw;
