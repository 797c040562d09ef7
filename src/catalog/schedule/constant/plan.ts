import type { SchedulePlan } from '../../kinds/schedule.ts';

/** The optimiser's own rate throughout. */
export default {
  start: (_, { base: { learningRate } }) => ({ rates: { learningRate } }),
  next: (_, __, { base: { learningRate } }) => ({ rates: { learningRate } }),
} satisfies SchedulePlan;
