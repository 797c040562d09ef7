import type { MetricInsights } from '../../kinds/metric.ts';

/** RMSE ÷ MAE of normally distributed errors: √(π / 2). */
const normalRatio = Math.sqrt(Math.PI / 2);
/** From here on the ratio speaks of heavy tails: 10 % more than that of normal errors. */
const heavyTails = 1.1 * normalRatio;

export default {
  clause: (text) => `the mean absolute error is ${text}`,
  remark: (value, other, { rows }) => {
    const ratio = (other('rmse') ?? 0) / value;
    if (!(ratio > heavyTails)) return null;
    const text = ratio.toFixed(2);
    return {
      id: 'tails',
      text: `A few ${rows} have much larger errors than most: the RMSE is ${text} times the MAE, against ${normalRatio.toFixed(2)} for normally distributed errors.`,
      figure: { name: 'RMSE ÷ MAE', value: ratio, text },
    };
  },
} satisfies MetricInsights;
