/**
 * The tokens for browsers without `light-dark()`, which came with Safari 17.5, Chrome 123 and Firefox 120: each
 * pair of colours as two rules. Fetched by those browsers alone.
 */
import { tokens } from './tokens.ts';

/** A colour, which may be a function without functions in it. */
const colour = String.raw`((?:[^(),]|\([^()]*\))+)`;
const pair = new RegExp(String.raw`light-dark\(${colour},${colour}\)`, 'g');
const declaration = /(?<![\w-])(--[\w-]+)\s*:([^;{}]*light-dark\([^;{}]*)/g;
/** The system's own colours, which go before both. */
const forced = /@media \(forced-colors: ?active\)\s*\{(?:[^{}]|\{[^{}]*\})*\}/;

const light = '100%';
const dark = '0%';

/** `text` with the first or the second colour of each pair. */
const one = (text: string, which: '$1' | '$2'): string =>
  text.replace(pair, which).replaceAll(/\s+/g, ' ').trim();

/**
 * Rules that say what the tokens of `css` are in light and in dark. The scheme that a page around an embedded
 * experiment has fixed for itself cannot be seen from a rule: there it is light unless its theme is set.
 * `--a2-light-share` is for colours that are mixed elsewhere: all of the light one, or nothing of it.
 */
export function withoutLightDark(css: string): string {
  const found = [...css.matchAll(declaration)];
  const rule = (which: '$1' | '$2', share: string) =>
    [
      ...found.map(([, name = '', value = '']) => `${name}: ${one(value, which)};`),
      `--a2-light-share: ${share};`,
    ].join('\n');
  // Nothing here is more specific than the tokens, so that the last of them holds.
  return `
    :root, :host { ${rule('$1', light)} }
    @media (prefers-color-scheme: dark) {
      :root:where(:not([data-theme='light'])), :host(:where([theme='system'])) { ${rule('$2', dark)} }
    }
    :root:where([data-theme='dark']), :host(:where([theme='dark'])) { ${rule('$2', dark)} }
    ${forced.exec(css)?.[0] ?? ''}
  `;
}

let sheet: CSSStyleSheet | null = null;

/** One for all. */
export function fallbackSheet(): CSSStyleSheet {
  if (sheet !== null) return sheet;
  sheet = new CSSStyleSheet();
  sheet.replaceSync(withoutLightDark(tokens.cssText));
  return sheet;
}
