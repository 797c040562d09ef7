/** What rows are drawn of, and where. */

/** A row to draw, or the height in pixels of those before the next one, or after the last. */
export type Seen = { readonly index: number } | { readonly gap: number };

export interface RowsIn {
  /** What scrolls; null before the first drawing. */
  readonly scroller: () => HTMLElement | null;
  /** The parent of the rows, each with `data-index`. */
  readonly list: () => HTMLElement | null;
  /** The height of a row in pixels before one was measured. */
  readonly height: number;
  /** Whether all rows are printed, rather than those in view. */
  readonly printed: boolean;
}
