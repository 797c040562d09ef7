import type { SettingsOf } from '../../kinds/fields.ts';
import type { SchedulePlan } from '../../kinds/schedule.ts';
import { rateOf, startAtBase, type LearningRate } from '../../shared/schedule-rates.ts';
import type meta from './meta.ts';

export type CosineSettings = SettingsOf<typeof meta.fields>;

/** PyTorch's chained form, so after `epochs` the rate climbs again. */
export default {
  start: startAtBase,
  next: ({ rates: { learningRate } }, { epochs, minRate }, { base }, unit) => {
    if ((unit - 1 - epochs) % (2 * epochs) === 0) {
      const first = (base.learningRate - minRate) * (1 - Math.cos(Math.PI / epochs));
      return rateOf(learningRate + first / 2);
    }
    const ratio =
      (1 + Math.cos((Math.PI * unit) / epochs)) / (1 + Math.cos((Math.PI * (unit - 1)) / epochs));
    return rateOf(ratio * (learningRate - minRate) + minRate);
  },
} satisfies SchedulePlan<CosineSettings, LearningRate>;
