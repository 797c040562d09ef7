import type { SettingsOf } from '../../kinds/fields.ts';
import type { SchedulePlan } from '../../kinds/schedule.ts';
import { rateOf, startAtBase, type LearningRate } from '../../shared/schedule-rates.ts';
import type meta from './meta.ts';

export type CosineRestartsSettings = SettingsOf<typeof meta.fields>;

export default {
  start: startAtBase,
  next: (_, { epochs, growth, minRate }, { base }, unit) => {
    let [length, since] = [epochs, growth === 1 ? unit % epochs : unit];
    while (since >= length) {
      since -= length;
      length *= growth;
    }
    const height = (base.learningRate - minRate) * (1 + Math.cos((Math.PI * since) / length));
    return rateOf(minRate + height / 2);
  },
} satisfies SchedulePlan<CosineRestartsSettings, LearningRate>;
