import type { SettingsOf } from '../../kinds/fields.ts';
import type { Course, Moved, SchedulePlan } from '../../kinds/schedule.ts';
import type meta from './meta.ts';

export type OneCycleSettings = SettingsOf<typeof meta.fields>;

/** From one value to another along half a cosine. @param share of the way, 0 … 1 */
const anneal = (from: number, to: number, share: number): number =>
  to + ((from - to) / 2) * (Math.cos(Math.PI * share) + 1);

/** At step `step`, counted from 0: up to the end of the climb, which need not be a whole step, and down to the last. */
function at(settings: OneCycleSettings, { base, units }: Course, step: number): Moved {
  const { rise, startDivisor, endDivisor, cyclesMomentum } = settings;
  const { leastMomentum, mostMomentum } = settings;
  const [peak, last] = [rise * units - 1, units - 1];
  const climbs = step <= peak;
  const [start, end] = climbs ? [0, peak] : [peak, last];
  // A climb of a single step is at its end.
  const share = end === start ? 1 : (step - start) / (end - start);
  const first = base.learningRate / startDivisor;
  const along = (low: number, high: number, final: number): number =>
    climbs ? anneal(low, high, share) : anneal(high, final, share);
  const learningRate = along(first, base.learningRate, first / endDivisor);
  if (!cyclesMomentum) return { rates: { learningRate } };
  const momentum = along(mostMomentum, leastMomentum, mostMomentum);
  const key = 'beta1' in base ? 'beta1' : 'momentum';
  return { rates: { learningRate, [key]: momentum } };
}

/** No rate follows from the one before it. */
export default {
  start: (settings, course) => at(settings, course, 0),
  next: (_, settings, course, unit) => at(settings, course, unit),
} satisfies SchedulePlan<OneCycleSettings, Moved>;
