/** Where the axes of parallel coordinates stand, so that no label is cut at an edge or runs into another. Pure. */
import type { Dimension } from './dimensions.ts';

/** Widest characters of the 12 px labels on average, in pixels; a text is rather given too much room. */
const titleChar = 7.6;
const tickChar = 7;
/** From an axis to the right end of its labels. */
export const tickGap = 7;
/** Free room at the edges and between texts, in pixels. */
const margin = 6;
/** Axes are no closer, and lines run in no less than this. */
const minStep = 118;

interface Spacing {
  /** All of it, in pixels: `width`, or what the labels need if that is more. */
  readonly width: number;
  readonly x: (index: number) => number;
}

type Labelled = Pick<Dimension, 'name' | 'log' | 'ticks'>;

/** Under the title of such an axis. */
export const logLabel = 'logarithmic';

const titleHalf = ({ name, log }: Labelled): number =>
  Math.max(name.length * titleChar, log ? logLabel.length * tickChar : 0) / 2;

const ticksLeft = ({ ticks }: Labelled): number =>
  tickGap + Math.max(0, ...ticks.map(({ label }) => label.length)) * tickChar;

/** @param dimensions at least one @param width what there is, in pixels */
export function spacingOf(dimensions: readonly Labelled[], width: number): Spacing {
  const [first, last] = [dimensions[0]!, dimensions.at(-1)!];
  const left = Math.max(titleHalf(first), ticksLeft(first)) + margin;
  const right = Math.max(titleHalf(last), 2 * margin) + margin;
  const steps = dimensions.slice(1).map((dimension, index) => {
    const titles = titleHalf(dimensions[index]!) + titleHalf(dimension) + 2 * margin;
    return Math.max(minStep, titles, ticksLeft(dimension) + 4 * margin);
  });
  const least = left + right + steps.reduce((sum, step) => sum + step, 0);
  const more = steps.length === 0 ? 0 : Math.max(0, width - least) / steps.length;
  const places = [left];
  for (const step of steps) places.push(places.at(-1)! + step + more);
  // One past the last is the right edge.
  return {
    width: Math.max(width, least),
    x: (index) => places[index] ?? Math.max(width, least),
  };
}
