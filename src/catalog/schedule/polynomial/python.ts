import type { SchedulePython } from '../../kinds/schedule.ts';
import type { PolynomialSettings } from './plan.ts';

export default {
  className: 'PolynomialLR',
  arguments: ({ epochs, power }) => ({
    total_iters: epochs,
    ...(power === 1 ? {} : { power }),
  }),
} satisfies SchedulePython<PolynomialSettings>;
