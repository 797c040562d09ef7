import type { SchedulePython } from '../../kinds/schedule.ts';
import type { LinearSettings } from './plan.ts';

export default {
  className: 'LinearLR',
  arguments: ({ epochs, startFactor, endFactor }) => ({
    start_factor: startFactor,
    end_factor: endFactor,
    total_iters: epochs,
  }),
} satisfies SchedulePython<LinearSettings>;
