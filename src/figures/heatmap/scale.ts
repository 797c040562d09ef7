/** Maps a metric's values to the colour scale. */

export interface MetricScale {
  /** Logarithmic where the values span a factor of three or more and all are above zero. */
  readonly kind: 'linear' | 'log';
  readonly low: number;
  readonly high: number;
  /** Whether high values stand out, rather than low ones. */
  readonly highStands: boolean;
  /** 0 (the end that recedes) … 1 (the end that stands out); a value outside is at the nearer end. */
  readonly place: (value: number) => number;
  /** The value at a place. */
  readonly value: (place: number) => number;
}

/** From this factor on, a linear scale would only distinguish the largest values. */
export const logFrom = 3;

/**
 * The scale for the finite ones of some values; null where there are none. The better end stands out,
 * be it a low error or a high accuracy; where neither end is better, the high one does.
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
      // A single value, or equal ones, are the best.
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
