/** Characters taken off the ends of a text, in time that grows with its length: an expression such as
 * `/-+$/` begins anew at every one of them, which is quadratic. */

/** Without those at its end that are among `characters`. */
export function trimmedEnd(text: string, characters: string): string {
  let end = text.length;
  while (end > 0 && characters.includes(text[end - 1]!)) end -= 1;
  return text.slice(0, end);
}

/** Without those at either end that are among `characters`. */
export function trimmed(text: string, characters: string): string {
  const kept = trimmedEnd(text, characters);
  let start = 0;
  while (start < kept.length && characters.includes(kept[start]!)) start += 1;
  return kept.slice(start);
}
