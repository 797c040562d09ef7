import type { SchedulePython } from '../../kinds/schedule.ts';

/** Needed only after a warm-up. */
export default {
  className: 'ConstantLR',
  arguments: () => ({ factor: 1, total_iters: 0 }),
} satisfies SchedulePython;
