import type { SchedulePython } from '../../kinds/schedule.ts';
import type { ExponentialSettings } from './plan.ts';

export default {
  className: 'ExponentialLR',
  arguments: ({ gamma }) => ({ gamma }),
} satisfies SchedulePython<ExponentialSettings>;
