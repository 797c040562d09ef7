import type { SchedulePython } from '../../kinds/schedule.ts';
import type { StepSettings } from './plan.ts';

export default {
  className: 'StepLR',
  arguments: ({ epochs, gamma }) => ({ step_size: epochs, gamma }),
} satisfies SchedulePython<StepSettings>;
