import type { SchedulePython } from '../../kinds/schedule.ts';
import type { MultiStepSettings } from './plan.ts';

export default {
  className: 'MultiStepLR',
  arguments: ({ milestones, gamma }) => ({ milestones, gamma }),
} satisfies SchedulePython<MultiStepSettings>;
