import type { SettingsOf } from '../../kinds/fields.ts';
import type { SchedulePlan } from '../../kinds/schedule.ts';
import { linearNext, linearStart, type LearningRate } from '../../shared/schedule-rates.ts';
import type meta from './meta.ts';

export type LinearSettings = SettingsOf<typeof meta.fields>;

export default {
  start: linearStart,
  next: linearNext,
} satisfies SchedulePlan<LinearSettings, LearningRate>;
