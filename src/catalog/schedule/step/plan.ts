import type { SettingsOf } from '../../kinds/fields.ts';
import type { SchedulePlan } from '../../kinds/schedule.ts';
import { rateOf, startAtBase, type LearningRate } from '../../shared/schedule-rates.ts';
import type meta from './meta.ts';

export type StepSettings = SettingsOf<typeof meta.fields>;

export default {
  start: startAtBase,
  next: (before, { epochs, gamma }, _, unit) =>
    unit % epochs === 0 ? rateOf(before.rates.learningRate * gamma) : before,
} satisfies SchedulePlan<StepSettings, LearningRate>;
