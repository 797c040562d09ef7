/** The zoomed part of x: how it is chosen, panned and cut out of a model. */
import type { ChartModel, ChartSpec } from './model.ts';

/** First and last x, both integers; a chart that is not zoomed has none. */
export type XWindow = readonly [number, number];

/** A chart can be zoomed from this many steps between its first and last x. */
const zoomableFrom = 60;
/** At least five points are shown. */
export const minWidth = 4;

export const isZoomable = ({ xRange: [first, last] }: ChartSpec): boolean =>
  last - first >= zoomableFrom;

/** `from` and `to` as integers, inside `whole` and at least `minWidth` apart; null for all of it. */
export function fitted(whole: XWindow, from: number, to: number): XWindow | null {
  const [low, high] = from <= to ? [Math.round(from), Math.round(to)] : [to, from].map(Math.round);
  const width = Math.max(minWidth, high! - low!);
  if (!(width < whole[1] - whole[0])) return null;
  const start = Math.round((low! + high! - width) / 2);
  const at = Math.min(Math.max(start, whole[0]), whole[1] - width);
  return [at, at + width];
}

/**
 * Zooms by a factor; `centre` stays in its place where the ends allow it.
 * @param factor below 1 zooms in
 * @param centre an x; the middle where it is null or not visible
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
  // Rounding must not leave a step or two out when zooming back.
  if ((to - from) * factor > 0.98 * (whole[1] - whole[0])) return null;
  const start = fixed - (fixed - from) * factor;
  return fitted(whole, start, start + (to - from) * factor);
}

/** Pans by a share of the visible width, at least by one step. */
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

/** The window after a key press; undefined for keys that do nothing here. */
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
