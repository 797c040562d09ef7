/**
 * Texts of strangers inside code. A title may hold quotes, `</script>` or `<!--`; none of it may end
 * the attribute, the string or the element that it stands in.
 */

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  // A parser takes a bare carriage return for a line feed.
  '\r': '&#13;',
};

/** For text and for attributes in double quotes. */
export const htmlText = (text: string): string =>
  text.replaceAll(/[&<>"\r]/g, (character) => entities[character] ?? character);

const unicode = (character: string): string =>
  `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

/**
 * JSON that is also a JavaScript expression and may stand inside a `<script>`: what could end that
 * element, or a line of older JavaScript, is written as an escape, which only strings contain.
 */
export const scriptJson = (value: unknown, indent = 2): string =>
  JSON.stringify(value, null, indent).replaceAll(/[<>\u2028\u2029]/g, unicode);

/** Every line but the first moved in by so many spaces; escapes keep line feeds out of strings. */
export const indented = (code: string, spaces: number): string =>
  code.replaceAll('\n', `\n${' '.repeat(spaces)}`);
