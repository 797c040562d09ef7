/**
 * The tokens for browsers without `light-dark()`, which came with Safari 17.5, Chrome 123 and
 * Firefox 120: each pair of colours as two rules. Loaded by those browsers only.
 */
import { tokens } from './tokens.ts';

/** A colour, possibly a function without nested functions. */
const colour = String.raw`((?:[^(),]|\([^()]*\))+)`;
const pair = new RegExp(String.raw`light-dark\(${colour},${colour}\)`, 'g');
const declaration = /(?<![\w-])(--[\w-]+)\s*:([^;{}]*light-dark\([^;{}]*)/g;
/** The rules for forced colours, which override both. */
const forcedColours = /@media \(forced-colors: ?active\)\s*\{(?:[^{}]|\{[^{}]*\})*\}/;

const light = '100%';
const dark = '0%';

/** `text` with only the first or second colour of each pair. */
const withColours = (text: string, which: '$1' | '$2'): string =>
  text.replace(pair, which).replaceAll(/\s+/g, ' ').trim();

/**
 * Rules that give the tokens of `css` their light and dark values. A rule cannot see the colour
 * scheme that an embedding page has set: there it is light unless its theme is set.
 * `--a2-light-share` is for colours mixed elsewhere: all of the light one, or none of it.
 */
export function withoutLightDark(css: string): string {
  const found = [...css.matchAll(declaration)];
  const rule = (which: '$1' | '$2', share: string) =>
    [
      ...found.map(([, name = '', value = '']) => `${name}: ${withColours(value, which)};`),
      `--a2-light-share: ${share};`,
    ].join('\n');
  // Nothing here is more specific than the tokens, so that the last rule wins.
  return `
    :root, :host { ${rule('$1', light)} }
    @media (prefers-color-scheme: dark) {
      :root:where(:not([data-theme='light'])), :host(:where([theme='system'])) { ${rule('$2', dark)} }
    }
    :root:where([data-theme='dark']), :host(:where([theme='dark'])) { ${rule('$2', dark)} }
    ${forcedColours.exec(css)?.[0] ?? ''}
  `;
}

let sheet: CSSStyleSheet | null = null;

/** One sheet shared by all. */
export function fallbackSheet(): CSSStyleSheet {
  if (sheet !== null) return sheet;
  sheet = new CSSStyleSheet();
  sheet.replaceSync(withoutLightDark(tokens.cssText));
  return sheet;
}
