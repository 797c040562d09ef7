/** The exact text of the inputs: "0.0" must not become "0" while typing "0.01". */

export class TypedTexts {
  readonly #texts = new Map<string, string>();

  remember(key: string, text: string): void {
    this.#texts.set(key, text);
  }

  /** The typed text while it still means `value`, else the value's own text. */
  show<T>(
    key: string,
    value: T,
    parse: (text: string) => unknown,
    write: (value: T) => string,
  ): string {
    const text = this.#texts.get(key);
    if (text !== undefined && JSON.stringify(parse(text)) === JSON.stringify(value)) return text;
    return write(value);
  }

  latest(key: string): string | undefined {
    return this.#texts.get(key);
  }

  clear(): void {
    this.#texts.clear();
  }
}
