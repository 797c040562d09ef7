/**
 * Oklab, in which equal distances look equally large (Björn Ottosson, "A perceptual color space for image
 * processing", 2020), and the straight lines through it that colour scales are.
 */

type Triple = readonly [number, number, number];

/** Lightness 0 … 1, and the axes green–red and blue–yellow. */
export type Oklab = Triple;

/** Red, green and blue, 0 … 255. */
export type Rgb = Triple;

/** From lightness, chroma and hue in degrees. */
export function fromLch([lightness, chroma, hue]: Triple): Oklab {
  const angle = (hue * Math.PI) / 180;
  return [lightness, chroma * Math.cos(angle), chroma * Math.sin(angle)];
}

/** The colour at `t` on the line between two others, 0 … 1; what lies outside is the nearer end. */
export function between(from: Oklab, to: Oklab, t: number): Rgb {
  const at = Math.min(1, Math.max(0, t));
  const mix = (i: 0 | 1 | 2): number => from[i] + (to[i] - from[i]) * at;
  return toRgb([mix(0), mix(1), mix(2)]);
}

/** To linear sRGB, by the inverse of the two matrices in Ottosson's article, and encoded. */
function toRgb([L, a, b]: Oklab): Rgb {
  const l = (L + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (L - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (L - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    encoded(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    encoded(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    encoded(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
  ];
}

/** A linear component as a byte of sRGB (IEC 61966-2-1); clipped where sRGB lacks the colour. */
function encoded(linear: number): number {
  const value = linear <= 0.0031308 ? 12.92 * linear : 1.055 * linear ** (1 / 2.4) - 0.055;
  return Math.round(255 * Math.min(1, Math.max(0, value)));
}
