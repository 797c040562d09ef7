/**
 * Dark blue over grey to yellow: lightness rises all the way, and blue and yellow stay apart for people who
 * confuse red and green.
 */
import { between, type Oklab } from '../oklab.ts';

const low: Oklab = [0.4, -0.01, -0.15];
const high: Oklab = [0.9, -0.02, 0.165];

/** The scale's colour at `share` (0 … 1, clipped) as "rgb(r g b)". */
export const scaleColour = (share: number): string => `rgb(${between(low, high, share).join(' ')})`;

/** Colours of `steps` equal steps. */
export const scaleColours = (steps: number): string[] =>
  Array.from({ length: steps }, (_, step) => scaleColour((step + 0.5) / steps));
