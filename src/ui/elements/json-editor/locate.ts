/** Positions in a JSON text: of its syntax error, or of every value by its dotted path. */
import { printParseErrorCode, visit } from 'jsonc-parser';

export interface TextSpan {
  /** Indices into the text. */
  readonly start: number;
  readonly end: number;
}

export type Located =
  | { readonly ok: true; readonly places: ReadonlyMap<string, TextSpan> }
  | { readonly ok: false; readonly at: number; readonly wanted: string };

class Wrong extends Error {
  readonly at: number;
  constructor(at: number, wanted: string) {
    super(wanted);
    this.at = at;
  }
}

/** By the parser's codes. All others concern strings: unterminated, or with a character that JSON escapes. */
const wanted: Readonly<Record<string, string>> = {
  InvalidSymbol: 'a value',
  UnexpectedEndOfNumber: 'a number',
  ValueExpected: 'a value',
  PropertyNameExpected: 'a name in "quotes"',
  ColonExpected: '":"',
  CommaExpected: '"," or a closing bracket',
  CloseBraceExpected: '"," or "}"',
  CloseBracketExpected: '"," or "]"',
  EndOfFileExpected: 'the end of the text',
  InvalidCommentToken: 'no comment',
  UnexpectedEndOfComment: 'no comment',
};

/** No experiment is nested deeper. */
const maxDepth = 64;

export function locate(text: string): Located {
  const places = new Map<string, TextSpan>();
  const around: { readonly path: string; readonly start: number }[] = [];
  const begin = (start: number, path: () => readonly (string | number)[]) => {
    if (around.length > maxDepth) throw new Wrong(start, 'less nesting');
    around.push({ path: path().join('.'), start });
  };
  const end = (offset: number, length: number) => {
    const { path, start } = around.pop()!;
    places.set(path, { start, end: offset + length });
  };
  try {
    visit(
      text,
      {
        onObjectBegin: (offset, _length, _line, _character, path) => begin(offset, path),
        onArrayBegin: (offset, _length, _line, _character, path) => begin(offset, path),
        onObjectEnd: end,
        onArrayEnd: end,
        onLiteralValue: (_value, offset, length, _line, _character, path) =>
          places.set(path().join('.'), { start: offset, end: offset + length }),
        onError: (code, offset) => {
          const what = wanted[printParseErrorCode(code)];
          throw new Wrong(offset, what ?? 'a string that ends with " on its line');
        },
      },
      { disallowComments: true },
    );
    return { ok: true, places };
  } catch (error) {
    if (error instanceof Wrong) return { ok: false, at: error.at, wanted: error.message };
    throw error;
  }
}

/** The span of a path, or of its nearest ancestor in the text. */
export function spanOf(places: ReadonlyMap<string, TextSpan>, path: string): TextSpan | null {
  for (let at = path; ; at = at.slice(0, Math.max(0, at.lastIndexOf('.')))) {
    const found = places.get(at);
    if (found !== undefined || at === '') return found ?? null;
  }
}

/** Line and column of an index, both counted from 1. */
export function lineAndColumn(text: string, at: number): { line: number; column: number } {
  const before = text.slice(0, at).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}
