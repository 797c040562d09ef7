/**
 * Escapes untrusted text inside code. A title may contain quotes, `</script>` or `<!--`; none of it may end
 * the surrounding attribute, string or element.
 */

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  // HTML parsers turn a bare carriage return into a line feed.
  '\r': '&#13;',
};

/** For text and for attributes in double quotes. */
export const htmlText = (text: string): string =>
  text.replaceAll(/[&<>"\r]/g, (character) => entities[character] ?? character);

const unicode = (character: string): string =>
  `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

/**
 * JSON that is also a JavaScript expression and is safe inside a `<script>`: characters that could end
 * that element, or a line of older JavaScript, are escaped; they occur only in strings.
 */
export const scriptJson = (value: unknown): string =>
  JSON.stringify(value, null, 2).replaceAll(/[<>\u2028\u2029]/g, unicode);
