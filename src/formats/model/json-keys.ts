/** What JSON.parse passes over in silence: a key that an object has twice. */

interface OpenObject {
  readonly kind: 'object';
  readonly keys: Set<string>;
}

/**
 * The first key that stands twice in one object of a JSON text, whichever way it is escaped; null where
 * there is none. JSON.parse keeps the last of them, other readers the first, or refuse the text.
 * @param text that JSON.parse takes; what is said of any other text means nothing
 */
export function repeatedKey(text: string): string | null {
  const open: (OpenObject | { readonly kind: 'array' })[] = [];
  // Strings, and the marks around them; numbers, words and spaces are passed over.
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
