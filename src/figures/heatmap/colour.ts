/**
 * A sequential scale that looks even, from a pale yellow to a deep blue: equal steps of a value are equal
 * steps of lightness, which every kind of colour vision sees.
 */
import { between, fromLch, type Oklab, type Rgb } from '../oklab.ts';

interface Ends {
  readonly worst: Oklab;
  readonly best: Oklab;
}

/** The best stands out most from the paper: dark on light paper, light on dark paper. */
const ends: Readonly<Record<'light' | 'dark', Ends>> = {
  light: { worst: fromLch([0.965, 0.03, 98]), best: fromLch([0.33, 0.115, 262]) },
  dark: { worst: fromLch([0.27, 0.07, 262]), best: fromLch([0.93, 0.09, 98]) },
};

/** The colour at `t`, 0 (worst) … 1 (best); what lies outside is taken as the nearer end. */
export const rampColour = (t: number, theme: 'light' | 'dark'): Rgb =>
  between(ends[theme].worst, ends[theme].best, t);

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
