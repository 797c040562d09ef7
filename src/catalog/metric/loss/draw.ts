import type { MetricDraw } from '../../kinds/metric.ts';

export default {
  chart: ({ chance, rows }) => ({
    title: 'Loss after each epoch',
    yLabel: 'mean cross-entropy',
    yUsual: chance.usual,
    scale: 'log',
    references: chance.loss,
    promise: `Mean cross-entropy over all training and all test ${rows} after every epoch`,
  }),
} satisfies MetricDraw;
