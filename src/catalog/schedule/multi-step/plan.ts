import type { SettingsOf } from '../../kinds/fields.ts';
import type { SchedulePlan } from '../../kinds/schedule.ts';
import { rateOf, startAtBase, type LearningRate } from '../../shared/schedule-rates.ts';
import type meta from './meta.ts';

export type MultiStepSettings = SettingsOf<typeof meta.fields>;

export default {
  start: startAtBase,
  next: (before, { milestones, gamma }, _, unit) =>
    milestones.includes(unit) ? rateOf(before.rates.learningRate * gamma) : before,
} satisfies SchedulePlan<MultiStepSettings, LearningRate>;
