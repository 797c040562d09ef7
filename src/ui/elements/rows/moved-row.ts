/** Keyboard navigation from row to row of a long table. */

/** Rows that Page Up and Page Down move by. */
const page = 10;

/** The row that a key moves to; null for keys that do not move. @param from -1 for none */
export function movedRow(key: string, from: number, count: number): number | null {
  if (from < 0 || count === 0) return null;
  const last = count - 1;
  switch (key) {
    case 'ArrowDown':
      return Math.min(last, from + 1);
    case 'ArrowUp':
      return Math.max(0, from - 1);
    case 'PageDown':
      return Math.min(last, from + page);
    case 'PageUp':
      return Math.max(0, from - page);
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return null;
  }
}
