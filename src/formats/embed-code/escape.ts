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
export const scriptJson = (value: unknown): string =>
  JSON.stringify(value, null, 2).replaceAll(/[<>\u2028\u2029]/g, unicode);
