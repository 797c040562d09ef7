import type { SchedulePython } from '../../kinds/schedule.ts';
import type { CosineRestartsSettings } from './plan.ts';

export default {
  className: 'CosineAnnealingWarmRestarts',
  arguments: ({ epochs, growth, minRate }) => ({
    T_0: epochs,
    ...(growth === 1 ? {} : { T_mult: growth }),
    ...(minRate === 0 ? {} : { eta_min: minRate }),
  }),
} satisfies SchedulePython<CosineRestartsSettings>;
