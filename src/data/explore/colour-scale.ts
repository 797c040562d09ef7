/**
 * A scale from dark blue over grey to yellow, straight through OKLab: equal steps look equally
 * large, lightness rises all the way, and blue and yellow stay apart for people who confuse red
 * and green. OKLab: Björn Ottosson, "A perceptual color space for image processing" (2020).
 */

type Triple = readonly [number, number, number];

/** OKLab lightness, a, b. */
const low: Triple = [0.4, -0.01, -0.15];
const high: Triple = [0.9, -0.02, 0.165];

/** Linear sRGB of an OKLab colour. */
function linear([lightness, a, b]: Triple): Triple {
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
}

function byte(channel: number): number {
  const clipped = Math.min(1, Math.max(0, channel));
  const encoded = clipped <= 0.0031308 ? 12.92 * clipped : 1.055 * clipped ** (1 / 2.4) - 0.055;
  return Math.round(encoded * 255);
}

/** The scale's colour at `share` (0 … 1, clipped) as "rgb(r g b)". */
export function scaleColour(share: number): string {
  const at = Math.min(1, Math.max(0, share));
  const mix = (i: 0 | 1 | 2) => low[i] + (high[i] - low[i]) * at;
  return `rgb(${linear([mix(0), mix(1), mix(2)])
    .map(byte)
    .join(' ')})`;
}

/** Colours of `steps` equal steps. */
export const scaleColours = (steps: number): string[] =>
  Array.from({ length: steps }, (_, step) => scaleColour((step + 0.5) / steps));
