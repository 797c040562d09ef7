import type { SettingsOf } from '../../kinds/fields.ts';
import type { SchedulePlan } from '../../kinds/schedule.ts';
import { rateOf, startAtBase, type LearningRate } from '../../shared/schedule-rates.ts';
import type meta from './meta.ts';

export type ExponentialSettings = SettingsOf<typeof meta.fields>;

export default {
  start: startAtBase,
  next: (before, { gamma }) => rateOf(before.rates.learningRate * gamma),
} satisfies SchedulePlan<ExponentialSettings, LearningRate>;
