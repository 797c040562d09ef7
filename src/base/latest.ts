/** Remembers a result for as long as all that it was made from is the same. */
export class Latest<T> {
  #from: readonly unknown[] | null = null;
  #result: T | undefined;

  /** @param from compared one by one, as `===` does */
  of(from: readonly unknown[], make: () => T): T {
    const before = this.#from;
    const same = before?.length === from.length && from.every((each, at) => each === before[at]);
    if (!same) {
      this.#result = make();
      this.#from = from;
    }
    return this.#result as T;
  }
}

/** The one of a key, made where there is none. */
export function latestIn<T>(all: Map<string, Latest<T>>, key: string): Latest<T> {
  const found = all.get(key) ?? new Latest<T>();
  all.set(key, found);
  return found;
}
