/** Trims given characters from the ends of a text in linear time. A regular expression such as
 * `/-+$/` restarts at each of them, which is quadratic. */

/** Without trailing `characters`. */
export function trimmedEnd(text: string, characters: string): string {
  let end = text.length;
  while (end > 0 && characters.includes(text[end - 1]!)) end -= 1;
  return text.slice(0, end);
}

/** Without leading and trailing `characters`. */
export function trimmed(text: string, characters: string): string {
  const kept = trimmedEnd(text, characters);
  let start = 0;
  while (start < kept.length && characters.includes(kept[start]!)) start += 1;
  return kept.slice(start);
}
