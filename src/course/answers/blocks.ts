/** An answer as a page or the report sets it: headings, prose with formulas, tables, drawings. */
import type { Step } from './types.ts';

/** A formula within prose. */
export interface Tex {
  readonly tex: string;
}

/** Plain text and formulas, in turn. */
export type Prose = readonly (string | Tex)[];

export interface TableData {
  readonly caption: string;
  readonly head: readonly string[];
  /** Texts as they are shown, the row's name first. */
  readonly rows: readonly (readonly string[])[];
  /** Columns of text, which start at the left; the first is always one. */
  readonly texts?: readonly number[];
  /** Rows that the question asks for, or that sum up the others. */
  readonly marked?: readonly number[];
  /** Cells that hold the best of their column, by row and column. */
  readonly best?: readonly (readonly [number, number])[];
}

export type Block =
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'text'; readonly prose: Prose }
  /** A slip of the assignment's text, or a reading that the lab chose. */
  | { readonly kind: 'slip'; readonly prose: Prose }
  | { readonly kind: 'formulas'; readonly lines: readonly string[] }
  | { readonly kind: 'steps'; readonly steps: readonly Step[] }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'table'; readonly table: TableData }
  /** `name` is for files, `svg` a drawing of its own in explicit colours. */
  | {
      readonly kind: 'figure';
      readonly name: string;
      readonly caption: string;
      readonly svg: string;
    };

type Value = string | number | Tex | Prose;

/** Line breaks, and all white space around them, become one space each. */
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

export const heading = (text: string): Block => ({ kind: 'heading', text });
export const text = (words: Prose): Block => ({ kind: 'text', prose: words });
export const slip = (words: Prose): Block => ({ kind: 'slip', prose: words });
export const formulas = (...lines: readonly string[]): Block => ({ kind: 'formulas', lines });
export const steps = (list: readonly Step[]): Block => ({ kind: 'steps', steps: list });
export const table = (data: TableData): Block => ({ kind: 'table', table: data });
export const drawing = (name: string, caption: string, svg: string): Block => ({
  kind: 'figure',
  name,
  caption,
  svg,
});
