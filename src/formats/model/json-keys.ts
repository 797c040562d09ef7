/** Finds what JSON.parse silently ignores: duplicate keys. */

interface OpenObject {
  readonly kind: 'object';
  readonly keys: Set<string>;
}

/**
 * The first duplicate key in an object of a JSON text, however it is escaped; null if there is none. JSON.parse
 * keeps the last value, other parsers the first, or refuse the text.
 * @param text valid JSON; results for other text are meaningless
 */
export function repeatedKey(text: string): string | null {
  const open: (OpenObject | { readonly kind: 'array' })[] = [];
  // Matches strings and structural characters; skips numbers, words and spaces.
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"(?:[\t\n\r ]*:)?|[{}[\]]/gs)) {
    const inner = open.at(-1);
    if (token === '{') open.push({ kind: 'object', keys: new Set() });
    else if (token === '[') open.push({ kind: 'array' });
    else if (token === '}' || token === ']') open.pop();
    else if (token.endsWith(':') && inner?.kind === 'object') {
      const key: unknown = JSON.parse(token.slice(0, token.lastIndexOf('"') + 1));
      if (typeof key !== 'string') continue;
      if (inner.keys.has(key)) return key;
      inner.keys.add(key);
    }
  }
  return null;
}
