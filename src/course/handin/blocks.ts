/** Sections of the report, and the blocks that they hold in addition to those of answers. */
import type { Block } from '../answers/blocks.ts';
import type { MarkdownBlock } from '../../text/markdown/types.ts';
import type { Photo } from './own/types.ts';

export type ReportBlock =
  | Block
  /** Plain text, possibly written by the student; line breaks are kept. */
  | { readonly kind: 'plain'; readonly text: string }
  /** The question. */
  | { readonly kind: 'asked'; readonly text: string }
  /** Something is missing, or needs a caveat. */
  | { readonly kind: 'warning'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | { readonly kind: 'facts'; readonly facts: readonly (readonly [string, string])[] }
  /** Written by the student. */
  | { readonly kind: 'markdown'; readonly blocks: readonly MarkdownBlock[] }
  | { readonly kind: 'photo'; readonly photo: Photo }
  /** Who wrote the answer. */
  | { readonly kind: 'authorship'; readonly text: string }
  /** A link to another section. */
  | { readonly kind: 'see'; readonly before: string; readonly id: string; readonly link: string };

export interface Section {
  /** Anchor of links; lower case. */
  readonly id: string;
  readonly title: string;
  /** Called when the section is written, because charts and findings take time. */
  readonly blocks: () => readonly ReportBlock[];
  readonly inner: readonly Section[];
  /** Whether it is set smaller: what is looked up rather than read. */
  readonly small?: boolean;
  /** Whether it starts a new page. */
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
