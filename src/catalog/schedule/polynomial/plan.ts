import type { SettingsOf } from '../../kinds/fields.ts';
import type { SchedulePlan } from '../../kinds/schedule.ts';
import { rateOf, startAtBase, type LearningRate } from '../../shared/schedule-rates.ts';
import type meta from './meta.ts';

export type PolynomialSettings = SettingsOf<typeof meta.fields>;

export default {
  start: startAtBase,
  next: (before, { epochs, power }, _, unit) => {
    if (unit > epochs) return before;
    const decay = ((1 - unit / epochs) / (1 - (unit - 1) / epochs)) ** power;
    return rateOf(before.rates.learningRate * decay);
  },
} satisfies SchedulePlan<PolynomialSettings, LearningRate>;
