/** Markdown as data: what a page and the report render, each to markup of its own. Nothing in it is HTML. */

export type Inline =
  | { readonly kind: 'text'; readonly text: string }
  /** TeX as it was typed: it may be invalid. */
  | { readonly kind: 'math'; readonly tex: string; readonly display: boolean }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'strong' | 'em' | 'del'; readonly inner: readonly Inline[] }
  /** `href` begins with http:, https: or mailto:. */
  | { readonly kind: 'link'; readonly href: string; readonly inner: readonly Inline[] }
  | { readonly kind: 'break' };

export type MarkdownBlock =
  | { readonly kind: 'heading' | 'paragraph'; readonly inner: readonly Inline[] }
  | { readonly kind: 'math'; readonly tex: string }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'quote'; readonly blocks: readonly MarkdownBlock[] }
  | {
      readonly kind: 'list';
      /** Number of the first item; null for bullets. */
      readonly start: number | null;
      readonly items: readonly (readonly MarkdownBlock[])[];
    }
  | {
      readonly kind: 'table';
      readonly head: readonly (readonly Inline[])[];
      readonly rows: readonly (readonly (readonly Inline[])[])[];
    }
  | { readonly kind: 'rule' };
