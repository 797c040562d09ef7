import type { LossInsights } from '../../kinds/loss.ts';

export default {
  ofEqualProbabilities: (classes) => ({ value: Math.log(classes), formula: `ln ${classes}` }),
} satisfies LossInsights;
