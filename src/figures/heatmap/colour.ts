/**
 * A sequential scale that looks even: a straight line in Oklab (Ottosson, "A perceptual color space
 * for image processing", 2020), from a pale yellow to a deep blue. Equal steps of a value are equal
 * steps of lightness, which every kind of colour vision sees.
 */

type Triple = readonly [number, number, number];

/** L, C and h (degrees) of the two ends. */
interface Ends {
  readonly worst: Triple;
  readonly best: Triple;
}

/** The best stands out most from the paper: dark on light paper, light on dark paper. */
const ends: Readonly<Record<'light' | 'dark', Ends>> = {
  light: { worst: [0.965, 0.03, 98], best: [0.33, 0.115, 262] },
  dark: { worst: [0.27, 0.07, 262], best: [0.93, 0.09, 98] },
};

/** Red, green and blue, 0 … 255. */
export type Rgb = Triple;

const mix = (a: number, b: number, t: number): number => a + (b - a) * t;

function lab([lightness, chroma, hue]: Triple): Triple {
  const angle = (hue * Math.PI) / 180;
  return [lightness, chroma * Math.cos(angle), chroma * Math.sin(angle)];
}

/** Oklab to linear sRGB: the inverse of the two matrices in Ottosson's article. */
function toRgb([L, a, b]: Triple): Rgb {
  const l = (L + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (L - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (L - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    encoded(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    encoded(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    encoded(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
  ];
}

/** A linear component as a byte of sRGB (IEC 61966-2-1). */
function encoded(linear: number): number {
  const value = linear <= 0.0031308 ? 12.92 * linear : 1.055 * linear ** (1 / 2.4) - 0.055;
  return Math.round(255 * Math.min(1, Math.max(0, value)));
}

/** The colour at `t`, 0 (worst) … 1 (best); what lies outside is taken as the nearer end. */
export function rampColour(t: number, theme: 'light' | 'dark'): Rgb {
  const at = Math.min(1, Math.max(0, t));
  const [from, to] = [lab(ends[theme].worst), lab(ends[theme].best)];
  return toRgb([mix(from[0], to[0], at), mix(from[1], to[1], at), mix(from[2], to[2], at)]);
}

/** Relative luminance of WCAG 2.2, 0 … 1. */
export function luminance(colour: Rgb): number {
  const [r, g, b] = colour.map((byte) => {
    const value = byte / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** Contrast of WCAG 2.2, 1 … 21. */
export function contrast(a: Rgb, b: Rgb): number {
  const [low, high] = [luminance(a), luminance(b)].toSorted((x, y) => x - y) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

const black: Rgb = [0, 0, 0];
const white: Rgb = [255, 255, 255];

/** Black or white, whichever can be read better on it: never under 4.5 : 1. */
export const textOn = (colour: Rgb): Rgb =>
  contrast(colour, black) >= contrast(colour, white) ? black : white;

export const hex = (colour: Rgb): string =>
  `#${colour.map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;

/** Node has no CSS of its own, and hands what it makes to no old browser. */
const { CSS: own } = globalThis as {
  readonly CSS?: { supports(property: string, value: string): boolean };
};
const hasLightDark = own?.supports('color', 'light-dark(black, white)') ?? true;

/** `--a2-light-share` is set where `light-dark()` is not known, by src/ui/styles/without-light-dark.ts. */
const pairCss = (light: Rgb, dark: Rgb, known: boolean): string =>
  known
    ? `light-dark(${hex(light)}, ${hex(dark)})`
    : `color-mix(in srgb, ${hex(light)} var(--a2-light-share, 100%), ${hex(dark)})`;

/** What CSS takes for the colour at `t` and for text on it, in whichever theme is shown. */
export function rampCss(
  t: number,
  known = hasLightDark,
): { readonly fill: string; readonly text: string } {
  const [light, dark] = [rampColour(t, 'light'), rampColour(t, 'dark')];
  return { fill: pairCss(light, dark, known), text: pairCss(textOn(light), textOn(dark), known) };
}
