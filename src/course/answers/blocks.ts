/** The content of an answer, for a page or the report: headings, prose with formulas, tables, drawings. */
import type { Step } from './types.ts';

/** A formula within prose. */
export interface Tex {
  readonly tex: string;
}

/** Plain text and formulas in sequence. */
export type Prose = readonly (string | Tex)[];

export interface TableData {
  readonly caption: string;
  readonly head: readonly string[];
  /** Cells as shown, the row's name first. */
  readonly rows: readonly (readonly string[])[];
  /** Indices of left-aligned text columns, besides the first, which always is one. */
  readonly texts?: readonly number[];
  /** Indices of rows that the question asks for, or that hold totals. */
  readonly marked?: readonly number[];
  /** [row, column] of cells that hold the best value of their column. */
  readonly best?: readonly (readonly [number, number])[];
}

export type Block =
  /** `part` is the part of the assignment that begins here: "T1a". */
  | { readonly kind: 'heading'; readonly text: string; readonly part?: string }
  | { readonly kind: 'text'; readonly prose: Prose }
  /** An error in the assignment's text, or how the lab reads an ambiguous one. */
  | { readonly kind: 'slip'; readonly prose: Prose }
  | { readonly kind: 'formulas'; readonly lines: readonly string[] }
  | { readonly kind: 'steps'; readonly steps: readonly Step[] }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'table'; readonly table: TableData }
  /** `name` is for file names; `svg` is standalone, with explicit colours. */
  | {
      readonly kind: 'figure';
      readonly name: string;
      readonly caption: string;
      readonly svg: string;
      /** Whether two of them share a line on paper. */
      readonly half?: boolean;
    };

type Value = string | number | Tex | Prose;

/** Replaces each line break and the white space around it by one space. */
function inOneLine(text: string): string {
  const [first = '', ...more] = text.split('\n');
  const last = more.pop();
  if (last === undefined) return text;
  const between = more.map((line) => line.trim()).filter((line) => line !== '');
  return [first.trimEnd(), ...between, last.trimStart()].join(' ');
}

/** Prose from a template: prose`the net has ${tex('P')} parameters`. Line breaks are spaces. */
export function prose(texts: TemplateStringsArray, ...values: readonly Value[]): Prose {
  const parts: (string | Tex)[] = [];
  const add = (part: string | Tex): void => {
    const last = parts.at(-1);
    if (typeof part === 'string' && typeof last === 'string') parts[parts.length - 1] = last + part;
    else if (part !== '') parts.push(part);
  };
  texts.forEach((text, at) => {
    add(inOneLine(text));
    const value = values[at];
    if (value === undefined) return;
    if (typeof value === 'string' || typeof value === 'number') add(String(value));
    else if ('tex' in value) add(value);
    else value.forEach(add);
  });
  return parts;
}

export const tex = (text: string): Tex => ({ tex: text });

export const heading = (text: string, part?: string): Block => ({
  kind: 'heading',
  text,
  ...(part === undefined ? {} : { part }),
});
export const text = (words: Prose): Block => ({ kind: 'text', prose: words });
export const slip = (words: Prose): Block => ({ kind: 'slip', prose: words });
export const formulas = (...lines: readonly string[]): Block => ({ kind: 'formulas', lines });
export const steps = (list: readonly Step[]): Block => ({ kind: 'steps', steps: list });
export const table = (data: TableData): Block => ({ kind: 'table', table: data });
export const drawing = (name: string, caption: string, svg: string, half = false): Block => ({
  kind: 'figure',
  name,
  caption,
  svg,
  ...(half ? { half } : {}),
});
