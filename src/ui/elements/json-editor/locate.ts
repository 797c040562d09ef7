/** Where in a JSON text things stand: what is wrong with it, or every value by its dotted path. */

export interface Place {
  /** Indices into the text. */
  readonly start: number;
  readonly end: number;
}

export type Located =
  | { readonly ok: true; readonly places: ReadonlyMap<string, Place> }
  | { readonly ok: false; readonly at: number; readonly wanted: string };

class Wrong extends Error {
  readonly at: number;
  constructor(at: number, wanted: string) {
    super(wanted);
    this.at = at;
  }
}

const literal = /(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?)/y;
// JSON's strings hold no control characters.
const string = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"/y;

/** Deeper nesting than this is no experiment. */
const deepest = 64;

class Reader {
  readonly places = new Map<string, Place>();
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  read(): void {
    this.#value('', 0);
    if (this.#at < this.#text.length) throw new Wrong(this.#at, 'nothing more');
  }

  #space(): void {
    while (/[ \t\r\n]/.test(this.#text.charAt(this.#at))) this.#at += 1;
  }

  #taken(pattern: RegExp): string | null {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0] ?? null;
    if (found !== null) this.#at += found.length;
    return found;
  }

  #value(path: string, depth: number): void {
    this.#space();
    const start = this.#at;
    const first = this.#text.charAt(start);
    if (depth > deepest) throw new Wrong(start, 'less nesting');
    if (first === '{') this.#members(path, depth);
    else if (first === '[') this.#elements(path, depth);
    else if (first === '"') this.#string();
    else if (this.#taken(literal) === null) throw new Wrong(start, 'a value');
    this.places.set(path, { start, end: this.#at });
    this.#space();
  }

  #string(): string {
    const found = this.#taken(string);
    if (found === null) throw new Wrong(this.#at, 'a text that ends with " on its line');
    return found;
  }

  #members(path: string, depth: number): void {
    this.#at += 1;
    this.#space();
    if (this.#text.charAt(this.#at) === '}') {
      this.#at += 1;
      return;
    }
    for (;;) {
      this.#space();
      if (this.#text.charAt(this.#at) !== '"') throw new Wrong(this.#at, 'a name in "quotes"');
      const key = JSON.parse(this.#string()) as string;
      this.#space();
      if (this.#text.charAt(this.#at) !== ':') throw new Wrong(this.#at, '":"');
      this.#at += 1;
      this.#value(path === '' ? key : `${path}.${key}`, depth + 1);
      if (this.#ends('}')) return;
    }
  }

  #elements(path: string, depth: number): void {
    this.#at += 1;
    this.#space();
    if (this.#text.charAt(this.#at) === ']') {
      this.#at += 1;
      return;
    }
    for (let index = 0; ; index++) {
      this.#value(path === '' ? `${index}` : `${path}.${index}`, depth + 1);
      if (this.#ends(']')) return;
    }
  }

  #ends(end: '}' | ']'): boolean {
    const found = this.#text.charAt(this.#at);
    if (found !== end && found !== ',') throw new Wrong(this.#at, `"," or "${end}"`);
    this.#at += 1;
    return found === end;
  }
}

export function locate(text: string): Located {
  const reader = new Reader(text);
  try {
    reader.read();
    return { ok: true, places: reader.places };
  } catch (error) {
    if (error instanceof Wrong) return { ok: false, at: error.at, wanted: error.message };
    throw error;
  }
}

/** The place of a path, or of the nearest thing around it that stands in the text. */
export function placeOf(places: ReadonlyMap<string, Place>, path: string): Place | null {
  for (let at = path; ; at = at.slice(0, Math.max(0, at.lastIndexOf('.')))) {
    const found = places.get(at);
    if (found !== undefined || at === '') return found ?? null;
  }
}

/** Line and column of an index, both from 1 on. */
export function lineAndColumn(text: string, at: number): { line: number; column: number } {
  const before = text.slice(0, at).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}
