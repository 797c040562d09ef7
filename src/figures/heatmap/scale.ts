/** From a metric's values to places on the colour scale. */

export interface MetricScale {
  /** Logarithmic where the values span a factor of three or more and all are above zero. */
  readonly kind: 'linear' | 'log';
  readonly low: number;
  readonly high: number;
  /** Whether the high end is the one that stands out. */
  readonly highStands: boolean;
  /** 0 (the end that recedes) … 1 (the end that stands out); a value outside is at the nearer end. */
  readonly place: (value: number) => number;
  /** The value at a place. */
  readonly value: (place: number) => number;
}

/** The factor from which on a linear scale would tell the largest values apart only. */
export const logFrom = 3;

/**
 * The scale of some values, of which those that are not finite do not count; null where none is
 * left. A small error stands out as a large accuracy does; where neither end is better, the large one.
 */
export function metricScale(
  values: readonly number[],
  better: 'high' | 'low' | null,
): MetricScale | null {
  const finite = values.filter(Number.isFinite);
  if (finite.length === 0) return null;
  let [low, high] = [Infinity, -Infinity];
  for (const value of finite) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  const kind = low > 0 && high / low >= logFrom ? 'log' : 'linear';
  const highStands = better !== 'low';
  const to = (value: number): number => (kind === 'log' ? Math.log(value) : value);
  const back = (at: number): number => (kind === 'log' ? Math.exp(at) : at);
  const [from, span] = [to(low), to(high) - to(low)];
  return {
    kind,
    low,
    high,
    highStands,
    place: (value) => {
      // One value alone, or equal ones, are as good as it gets.
      if (span === 0) return 1;
      if (kind === 'log' && value <= 0) return highStands ? 0 : 1;
      const share = Math.min(1, Math.max(0, (to(value) - from) / span));
      return highStands ? share : 1 - share;
    },
    value: (place) => {
      const share = highStands ? place : 1 - place;
      return Math.min(high, Math.max(low, back(from + share * span)));
    },
  };
}
