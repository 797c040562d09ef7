/** Sections of the report, and what stands in them beside an answer's own blocks. */
import type { Block } from '../answers/blocks.ts';

export type ReportBlock =
  | Block
  /** Text as a person may have written it; every line is a line. */
  | { readonly kind: 'plain'; readonly text: string }
  /** What is asked. */
  | { readonly kind: 'asked'; readonly text: string }
  /** What is not there, or what must be known of what is. */
  | { readonly kind: 'warning'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | { readonly kind: 'facts'; readonly facts: readonly (readonly [string, string])[] }
  /** Points to another section. */
  | { readonly kind: 'see'; readonly before: string; readonly id: string; readonly link: string };

export interface Section {
  /** For links; a name in small letters. */
  readonly id: string;
  readonly title: string;
  /** Called when they are written: charts and findings take their time. */
  readonly blocks: () => readonly ReportBlock[];
  readonly inner: readonly Section[];
  /** Whether it begins a page. */
  readonly page?: boolean;
}

export const plain = (text: string): ReportBlock => ({ kind: 'plain', text });
export const asked = (text: string): ReportBlock => ({ kind: 'asked', text });
export const warning = (text: string): ReportBlock => ({ kind: 'warning', text });
export const list = (items: readonly string[]): ReportBlock => ({ kind: 'list', items });
export const facts = (all: readonly (readonly [string, string])[]): ReportBlock => ({
  kind: 'facts',
  facts: all,
});
export const see = (before: string, id: string, link: string): ReportBlock => ({
  kind: 'see',
  before,
  id,
  link,
});
