import type { SettingsOf } from '../../kinds/fields.ts';
import type { SchedulePlan } from '../../kinds/schedule.ts';
import { rateOf, startAtBase, type LearningRate } from '../../shared/schedule-rates.ts';
import type meta from './meta.ts';

export type PlateauSettings = SettingsOf<typeof meta.fields>;

interface Watching extends LearningRate {
  /** The lowest loss so far, epochs without a lower one, and epochs in which none is counted. */
  readonly best: number;
  readonly bad: number;
  readonly cooling: number;
}

/** A smaller change of the rate is not made: PyTorch's `eps`. */
const leastChange = 1e-8;

export default {
  start: (settings, course): Watching => ({
    ...startAtBase(settings, course),
    best: Infinity,
    bad: 0,
    cooling: 0,
  }),
  next: (before, { factor, patience, threshold, cooldown, minRate }, _, __, loss): Watching => {
    const isBetter = loss < before.best * (1 - threshold);
    const best = isBetter ? loss : before.best;
    const bad = isBetter || before.cooling > 0 ? 0 : before.bad + 1;
    const watched = { ...before, best, bad, cooling: Math.max(0, before.cooling - 1) };
    if (bad <= patience) return watched;
    const { learningRate } = before.rates;
    const lower = Math.max(learningRate * factor, minRate);
    const rates = learningRate - lower > leastChange ? rateOf(lower) : before;
    return { ...watched, rates: rates.rates, bad: 0, cooling: cooldown };
  },
} satisfies SchedulePlan<PlateauSettings, Watching>;
