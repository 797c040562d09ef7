/**
 * A JSON text read piece by piece. Most values become what `JSON.parse` makes of them; long strings and long lists of
 * numbers, which a caller takes while they are read, never exist as text or as a list of their own.
 */
import { issue, type Issue } from '../../document/issue.ts';

/** Takes the characters of a string as they are read. */
export interface TextTaker {
  readonly kind: 'text';
  take(piece: string): void;
  /** What stands in the read value in place of the string. */
  end(): unknown;
}

/** Takes the numbers of a list as they are read. */
export interface NumbersTaker {
  readonly kind: 'numbers';
  take(numbers: readonly number[]): void;
  end(): unknown;
}

export type Taker = TextTaker | NumbersTaker;

/** From the root: keys of objects, and positions in lists. */
export type JsonPath = readonly (string | number)[];

export interface JsonOptions {
  /**
   * Who takes the value of an object's key; null for nobody. What is not a string or a list, as the taker
   * wants, is read as any other value. A taker that throws JsonProblem ends the reading.
   */
  readonly takerFor?: (path: JsonPath) => Taker | null;
  /** Levels of lists and objects inside the root. */
  readonly nesting: number;
  /** Characters of a string that nobody takes. */
  readonly text: number;
  /** Characters of all that nobody takes. */
  readonly rest: number;
}

/** Why a text cannot be read: what was wanted where. */
export class JsonProblem extends Error {
  readonly issue: Issue;

  constructor(path: string, expected: string, received: unknown) {
    const found = issue(path, expected, received);
    super(found.message);
    this.issue = found;
  }
}

type Container = unknown[] | Record<string, unknown>;

type Expected =
  | 'a value'
  | 'a value or ]'
  | 'a key'
  | 'a key or }'
  | 'a colon'
  | 'a comma or the end'
  | 'the end of the text';

interface Text {
  readonly isKey: boolean;
  readonly taker: TextTaker | null;
  pieces: string;
}

interface Numbers {
  readonly taker: NumbersTaker;
  /** Whether there were any yet. */
  any: boolean;
}

/** Valid characters of a string, escapes included. */
const letters = /[^"\\\u0000-\u001F]*(?:\\(?:["\\/bfnrt]|u[\dA-Fa-f]{4})[^"\\\u0000-\u001F]*)*/y;
const space = /[ \t\n\r]*/y;
/** The characters of a number, or of a word such as `null`. */
const word = /[-+.\w]*/y;
const number = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
const words: Readonly<Record<string, unknown>> = { true: true, false: false, null: null };
/** Characters of the longest escape, `\u1234`. */
const escapeLength = 6;
/** Characters of a number or a word that may wait for the next piece. */
const maxWord = 2_000;

export class JsonReader {
  readonly #options: JsonOptions;
  /** The open containers, the root first, and the key that each is at. */
  readonly #open: { readonly value: Container; key: string | number }[] = [];
  #expected: Expected = 'a value';
  #text: Text | null = null;
  #numbers: Numbers | null = null;
  #root: unknown = undefined;
  /** What is left of the pieces so far, and the position in it. */
  #piece = '';
  #at = 0;
  #final = false;
  /** Characters before the piece. */
  #before = 0;
  /** Characters that were taken. */
  #taken = 0;

  constructor(options: JsonOptions) {
    this.#options = options;
  }

  /** Reads the next piece of the text. Throws JsonProblem. */
  push(text: string): void {
    this.#before += this.#at;
    this.#piece = this.#piece.slice(this.#at) + text;
    this.#at = 0;
    while (this.#step());
    if (this.#before + this.#at - this.#taken > this.#options.rest) {
      throw new JsonProblem('', `at most ${this.#options.rest} characters besides losses`, 'more');
    }
  }

  /** The value, once the text has ended. Throws JsonProblem. */
  end(): unknown {
    this.#final = true;
    this.push('');
    if (this.#expected !== 'the end of the text' || this.#text !== null) this.#fail('');
    return this.#root;
  }

  /** Reads the next token; false where it needs more text. */
  #step(): boolean {
    if (this.#text !== null) return this.#readText(this.#text);
    this.#skip(space);
    if (this.#at === this.#piece.length) return false;
    if (this.#numbers !== null) return this.#readNumbers(this.#numbers);
    const letter = this.#piece[this.#at]!;
    switch (this.#expected) {
      case 'a value':
      case 'a value or ]':
        if (letter === ']' && this.#expected === 'a value or ]') return this.#close();
        return this.#readValue(letter);
      case 'a key':
      case 'a key or }':
        if (letter === '}' && this.#expected === 'a key or }') return this.#close();
        if (letter !== '"') return this.#fail(letter);
        return this.#begin({ isKey: true, taker: null, pieces: '' });
      case 'a colon':
        if (letter !== ':') return this.#fail(letter);
        return this.#go('a value');
      case 'a comma or the end': {
        const { value } = this.#open.at(-1)!;
        const isList = Array.isArray(value);
        if (letter === (isList ? ']' : '}')) return this.#close();
        if (letter !== ',') return this.#fail(letter);
        return this.#go(isList ? 'a value' : 'a key');
      }
      case 'the end of the text':
        return this.#fail(letter);
      default:
        return this.#expected satisfies never;
    }
  }

  #readValue(letter: string): boolean {
    const taker = this.#takerHere();
    if (letter === '"') {
      return this.#begin({
        isKey: false,
        taker: taker?.kind === 'text' ? taker : null,
        pieces: '',
      });
    }
    if (letter === '[' && taker?.kind === 'numbers') {
      this.#numbers = { taker, any: false };
      this.#at += 1;
      return true;
    }
    if (letter === '[' || letter === '{') {
      if (this.#open.length > this.#options.nesting) {
        const expected = `at most ${this.#options.nesting} levels of nested arrays and objects`;
        throw new JsonProblem('', expected, 'more');
      }
      const isList = letter === '[';
      this.#open.push({ value: isList ? [] : {}, key: isList ? 0 : '' });
      return this.#go(isList ? 'a value or ]' : 'a key or }');
    }
    const found = this.#peek(word);
    if (!this.#final && this.#at + found.length === this.#piece.length) {
      if (found.length > maxWord) this.#fail(found);
      return false;
    }
    const isWord = Object.hasOwn(words, found);
    if (!isWord && !number.test(found)) return this.#fail(found === '' ? letter : found);
    this.#at += found.length;
    this.#put(isWord ? words[found] : Number(found));
    return true;
  }

  #takerHere(): Taker | null {
    const top = this.#open.at(-1);
    if (top === undefined || Array.isArray(top.value)) return null;
    return this.#options.takerFor?.(this.#open.map(({ key }) => key)) ?? null;
  }

  #begin(text: Text): boolean {
    this.#text = text;
    this.#at += 1;
    return true;
  }

  /** Reads on in a string, to its end or that of the piece. */
  #readText(text: Text): boolean {
    const found = this.#peek(letters);
    this.#at += found.length;
    const piece = found.includes('\\') ? (JSON.parse(`"${found}"`) as string) : found;
    if (text.taker !== null) {
      this.#taken += found.length;
      text.taker.take(piece);
    } else {
      text.pieces += piece;
      if (text.pieces.length > this.#options.text) {
        const expected = `a text of at most ${this.#options.text} characters`;
        throw new JsonProblem(this.#path(), expected, text.pieces);
      }
    }
    const next = this.#piece[this.#at];
    if (next === '"') {
      this.#at += 1;
      this.#text = null;
      if (text.isKey) {
        this.#open.at(-1)!.key = text.pieces;
        this.#expected = 'a colon';
      } else this.#put(text.taker === null ? text.pieces : text.taker.end());
      return true;
    }
    const rest = this.#piece.length - this.#at;
    if (next === undefined || (next === '\\' && rest < escapeLength && !this.#final)) return false;
    return this.#fail(this.#piece.slice(this.#at, this.#at + escapeLength));
  }

  /** Reads on in a list of numbers: all that are complete at once, which is fast. */
  #readNumbers(list: Numbers): boolean {
    const end = this.#piece.indexOf(']', this.#at);
    const last = end === -1 ? this.#piece.lastIndexOf(',') : end;
    if (last < this.#at) {
      if (this.#piece.length - this.#at > maxWord) this.#fail(this.#piece.slice(this.#at));
      return false;
    }
    const text = this.#piece.slice(this.#at, last);
    this.#taken += last + 1 - this.#at;
    const isEmpty = text.trim() === '';
    // "[]" alone has nothing where a number could be.
    if (isEmpty && (end === -1 || list.any)) return this.#failNumbers(text);
    if (!isEmpty) {
      list.taker.take(this.#parsed(text));
      list.any = true;
    }
    this.#at = last + 1;
    if (end === -1) return true;
    this.#numbers = null;
    this.#put(list.taker.end());
    return true;
  }

  #parsed(text: string): readonly number[] {
    let found: unknown[];
    try {
      found = JSON.parse(`[${text}]`) as unknown[];
    } catch {
      return this.#failNumbers(text);
    }
    if (!found.every((each) => typeof each === 'number')) this.#failNumbers(text);
    return found;
  }

  #failNumbers(text: string): never {
    throw new JsonProblem(this.#path(), 'a list of numbers', text.trim());
  }

  /** Puts a value where the text is, and expects what may follow it. */
  #put(value: unknown): void {
    const top = this.#open.at(-1);
    if (top === undefined) {
      this.#root = value;
      this.#expected = 'the end of the text';
      return;
    }
    if (Array.isArray(top.value)) {
      top.value.push(value);
      top.key = top.value.length;
    } else if (top.key === '__proto__') {
      // As JSON.parse does: an ordinary key.
      const own = { value, enumerable: true, configurable: true, writable: true };
      Object.defineProperty(top.value, top.key, own);
    } else top.value[top.key] = value;
    this.#expected = 'a comma or the end';
  }

  #close(): boolean {
    const { value } = this.#open.pop()!;
    this.#at += 1;
    this.#put(value);
    return true;
  }

  #go(expected: Expected): boolean {
    this.#expected = expected;
    this.#at += 1;
    return true;
  }

  #skip(pattern: RegExp): void {
    this.#at += this.#peek(pattern).length;
  }

  #peek(pattern: RegExp): string {
    pattern.lastIndex = this.#at;
    return pattern.exec(this.#piece)?.[0] ?? '';
  }

  #path(): string {
    return this.#open.map(({ key }) => String(key)).join('.');
  }

  #fail(found: string): never {
    const wanted = this.#text === null ? this.#expected : 'the rest of a text in quotes';
    const where = `JSON (${wanted} at character ${this.#before + this.#at + 1})`;
    throw new JsonProblem(this.#path(), where, found === '' ? undefined : found);
  }
}
