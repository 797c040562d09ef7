/** The part of x that is looked at closely: how it is chosen, moved and cut out of a model. */
import type { ChartModel, ChartSpec } from './model.ts';

/** From first to last x, both whole; a chart that shows all has none. */
export type XWindow = readonly [number, number];

/** A chart with this many steps between its first and last x can be looked at closely. */
const zoomableFrom = 60;
/** Five points are the least that is shown. */
export const minWidth = 4;

export const isZoomable = ({ xRange: [first, last] }: ChartSpec): boolean =>
  last - first >= zoomableFrom;

/** The whole steps around `from` and `to`, inside `whole` and not too few; null for all of it. */
export function fitted(whole: XWindow, from: number, to: number): XWindow | null {
  const [low, high] = from <= to ? [Math.round(from), Math.round(to)] : [to, from].map(Math.round);
  const width = Math.max(minWidth, high! - low!);
  if (!(width < whole[1] - whole[0])) return null;
  const start = Math.round((low! + high! - width) / 2);
  const at = Math.min(Math.max(start, whole[0]), whole[1] - width);
  return [at, at + width];
}

/**
 * Closer or farther by a factor; what is at `centre` stays in its place where the ends allow it.
 * @param factor below 1 is closer
 * @param centre an x; the middle where it is null or out of sight
 */
export function zoomedBy(
  whole: XWindow,
  window: XWindow | null,
  factor: number,
  centre: number | null,
): XWindow | null {
  const [from, to] = window ?? whole;
  const seen = centre !== null && centre >= from && centre <= to;
  const fixed = seen ? centre : (from + to) / 2;
  // Rounding must not leave a step or two out on the way back.
  if ((to - from) * factor > 0.98 * (whole[1] - whole[0])) return null;
  const start = fixed - (fixed - from) * factor;
  return fitted(whole, start, start + (to - from) * factor);
}

/** To the left or right by a share of what is in sight, at least by one. */
export function movedBy(whole: XWindow, window: XWindow | null, share: number): XWindow | null {
  if (window === null) return null;
  const width = window[1] - window[0];
  const by = Math.sign(share) * Math.max(1, Math.round(Math.abs(share) * width));
  const at = Math.min(Math.max(window[0] + by, whole[0]), whole[1] - width);
  return [at, at + width];
}

interface Key {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

/** What a key makes of the window; undefined for keys that mean nothing here. */
export function windowKey(
  event: Key,
  whole: XWindow,
  window: XWindow | null,
  centre: number | null,
): XWindow | null | undefined {
  // Those are the browser's own zoom and history.
  if (event.ctrlKey || event.metaKey || event.altKey) return undefined;
  switch (event.key) {
    case '+':
    case '=':
      return zoomedBy(whole, window, 0.5, centre);
    case '-':
    case '_':
      return zoomedBy(whole, window, 2, centre);
    case '0':
      return null;
    case 'ArrowLeft':
      return event.shiftKey ? movedBy(whole, window, -0.25) : undefined;
    case 'ArrowRight':
      return event.shiftKey ? movedBy(whole, window, 0.25) : undefined;
    default:
      return undefined;
  }
}

/** The model's points within the window, both ends included. */
export function sliced(model: ChartModel, [from, to]: XWindow): ChartModel {
  const start = model.x.findIndex((x) => x >= from);
  const end = model.x.findLastIndex((x) => x <= to) + 1;
  const cut = <T>(column: readonly T[]): T[] => (start < 0 ? [] : column.slice(start, end));
  return {
    ...model,
    x: cut(model.x),
    lines: model.lines.map((line) => ({
      ...line,
      values: cut(line.values),
      ...(line.spread === undefined
        ? {}
        : {
            spread: {
              ...line.spread,
              low: cut(line.spread.low),
              high: cut(line.spread.high),
              counts: cut(line.spread.counts),
            },
          }),
    })),
  };
}
