import type { SchedulePython } from '../../kinds/schedule.ts';
import type { CosineSettings } from './plan.ts';

export default {
  className: 'CosineAnnealingLR',
  arguments: ({ epochs, minRate }) => ({
    T_max: epochs,
    ...(minRate === 0 ? {} : { eta_min: minRate }),
  }),
} satisfies SchedulePython<CosineSettings>;
