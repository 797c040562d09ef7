import type { SchedulePython } from '../../kinds/schedule.ts';
import type { PlateauSettings } from './plan.ts';

export default {
  className: 'ReduceLROnPlateau',
  arguments: ({ factor, patience, threshold, cooldown, minRate }) => ({
    ...(factor === 0.1 ? {} : { factor }),
    ...(patience === 10 ? {} : { patience }),
    ...(threshold === 1e-4 ? {} : { threshold }),
    ...(cooldown === 0 ? {} : { cooldown }),
    ...(minRate === 0 ? {} : { min_lr: minRate }),
  }),
} satisfies SchedulePython<PlateauSettings>;
