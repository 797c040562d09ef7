import type { MetricDraw } from '../../kinds/metric.ts';
import { percent } from '../../../base/numbers.ts';

export default {
  chart: ({ chance }) => ({
    title: 'Accuracy',
    yLabel: 'classified correctly, %',
    yRange: [0, 1],
    scale: 'linear',
    format: (value) => percent(value),
    short: (value) => (value * 100).toFixed(1),
    tick: (value) => String(Number((value * 100).toPrecision(6))),
    references: chance.share,
    promise: 'Training and test accuracy after every epoch, one colour for each trial',
  }),
} satisfies MetricDraw;
