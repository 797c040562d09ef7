import type { SchedulePython } from '../../kinds/schedule.ts';
import type { OneCycleSettings } from './plan.ts';

export default {
  className: 'OneCycleLR',
  arguments: (settings, { base, units }) => {
    const { rise, startDivisor, endDivisor, cyclesMomentum } = settings;
    const { leastMomentum, mostMomentum } = settings;
    return {
      max_lr: base.learningRate,
      // One that no step follows could not be made.
      total_steps: Math.max(1, units),
      ...(rise === 0.3 ? {} : { pct_start: rise }),
      ...(startDivisor === 25 ? {} : { div_factor: startDivisor }),
      ...(endDivisor === 1e4 ? {} : { final_div_factor: endDivisor }),
      ...(cyclesMomentum ? {} : { cycle_momentum: false }),
      ...(leastMomentum === 0.85 ? {} : { base_momentum: leastMomentum }),
      ...(mostMomentum === 0.95 ? {} : { max_momentum: mostMomentum }),
    };
  },
} satisfies SchedulePython<OneCycleSettings>;
