/** A bounded list of earlier and later states of something edited. Pure: every function returns a new history. */

export interface EditHistory<T> {
  /** Oldest first. */
  readonly past: readonly T[];
  readonly present: T;
  /** What was undone, the next to redo first. */
  readonly future: readonly T[];
}

/** More steps are not kept: the oldest goes. */
export const maxSteps = 100;

export const started = <T>(present: T): EditHistory<T> => ({ past: [], present, future: [] });

/**
 * @param joins whether it goes on with the last edit, so that one undo takes back both
 * @param same whether two states are equal: a burst that ends where it began leaves no step
 */
export function edited<T>(
  { past, present, future }: EditHistory<T>,
  next: T,
  joins: boolean,
  same: (a: T, b: T) => boolean,
): EditHistory<T> {
  // Equal content: the newer object, and what can be redone stays.
  if (same(present, next)) return { past, present: next, future };
  const before = past.at(-1);
  if (!joins || before === undefined)
    return { past: [...past, present].slice(-maxSteps), present: next, future: [] };
  if (same(before, next)) return { past: past.slice(0, -1), present: next, future: [] };
  return { past, present: next, future: [] };
}

/** The state before the last edit; null if there is none. */
export function undone<T>({ past, present, future }: EditHistory<T>): EditHistory<T> | null {
  const before = past.at(-1);
  if (before === undefined) return null;
  return { past: past.slice(0, -1), present: before, future: [present, ...future] };
}

/** The state that was undone last; null if there is none. */
export function redone<T>({ past, present, future }: EditHistory<T>): EditHistory<T> | null {
  const [next, ...later] = future;
  if (next === undefined) return null;
  return { past: [...past, present], present: next, future: later };
}
