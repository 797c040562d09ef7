/** Reading a chart with the keyboard. */

/**
 * The cursor's index after a key, null to hide it, undefined for keys that do nothing.
 * @param end the last index that has data
 */
export function movedCursor(
  key: string,
  from: number | null,
  end: number,
): number | null | undefined {
  if (end < 0) return undefined;
  const page = Math.max(1, Math.round((end + 1) / 10));
  const moved = (by: number): number => Math.min(end, Math.max(0, (from ?? end + 1) + by));
  switch (key) {
    case 'ArrowLeft':
    case 'ArrowDown':
      return moved(-1);
    case 'ArrowRight':
    case 'ArrowUp':
      return from === null ? 0 : moved(1);
    case 'PageDown':
      return moved(-page);
    case 'PageUp':
      return from === null ? 0 : moved(page);
    case 'Home':
      return 0;
    case 'End':
      return end;
    case 'Escape':
      return from === null ? undefined : null;
    default:
      return undefined;
  }
}
