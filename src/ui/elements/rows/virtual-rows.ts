/** The rows in view and their neighbours, found with TanStack Virtual. */
import {
  Virtualizer,
  defaultRangeExtractor,
  elementScroll,
  observeElementOffset,
  observeElementRect,
  type Range,
} from '@tanstack/virtual-core';
import type { LitElement } from 'lit';
import type { RowsIn, Seen } from './types.ts';

/** Rows drawn beyond each end of the view. */
const overscan = 5;

export class VirtualRows {
  readonly #place: RowsIn;
  readonly #virtualizer: Virtualizer<HTMLElement, HTMLElement>;
  #count = 0;
  #keyOf: (index: number) => string = String;
  #keep = -1;
  /** Of the first row that was measured, for those that were not yet. */
  #height: number;
  /** From the scroller's top to the first row, and the part of that which stays in view. */
  #before = 0;
  #stuck = 0;
  #measured = false;
  readonly #range = (range: Range): number[] => {
    const found = defaultRangeExtractor(range);
    if (this.#keep < 0 || this.#keep >= range.count || found.includes(this.#keep)) return found;
    return [...found, this.#keep].sort((a, b) => a - b);
  };

  constructor(host: LitElement, place: RowsIn) {
    this.#place = place;
    this.#height = place.height;
    this.#virtualizer = new Virtualizer(this.#options(() => host.requestUpdate()));
  }

  #options(onChange = this.#virtualizer.options.onChange) {
    return {
      count: this.#count,
      getScrollElement: this.#place.scroller,
      estimateSize: () => this.#height,
      getItemKey: this.#keyOf,
      // Another function where it depends on more than the range, because its result is cached.
      rangeExtractor: this.#keep < 0 ? this.#range : (range: Range) => this.#range(range),
      overscan,
      scrollMargin: this.#before,
      scrollPaddingStart: this.#stuck,
      // The first drawing is that of a view of a usual height.
      initialRect: { width: 0, height: 12 * this.#place.height },
      scrollToFn: elementScroll,
      observeElementRect,
      observeElementOffset,
      onChange,
    };
  }

  seen(count: number, keyOf: (index: number) => string, keep: number): readonly Seen[] {
    this.#count = count;
    this.#keyOf = keyOf;
    this.#keep = keep;
    this.#virtualizer.setOptions(this.#options());
    const found: Seen[] = [];
    let end = this.#before;
    const gapTo = (start: number) => {
      if (start > end) found.push({ gap: start - end });
    };
    for (const item of this.#virtualizer.getVirtualItems()) {
      gapTo(item.start);
      found.push({ index: item.index });
      end = item.end;
    }
    gapTo(this.#before + this.#virtualizer.getTotalSize());
    return found;
  }

  /** To be called after each drawing. */
  drawn(): void {
    const [scroller, list] = [this.#place.scroller(), this.#place.list()];
    if (scroller === null || list === null) return;
    const rows = list.querySelectorAll<HTMLElement>('[data-index]');
    // Once, because it makes the browser lay out the page.
    if (!this.#measured && rows[0] !== undefined) this.#measure(scroller, list, rows[0]);
    this.#virtualizer._willUpdate();
    for (const row of rows) this.#virtualizer.measureElement(row);
    this.#virtualizer.measureElement(null);
  }

  #measure(scroller: HTMLElement, list: HTMLElement, row: HTMLElement): void {
    this.#measured = true;
    if (row.offsetHeight > 0) this.#height = row.offsetHeight;
    const { top } = list.getBoundingClientRect();
    this.#before =
      list === scroller ? 0 : top - scroller.getBoundingClientRect().top + scroller.scrollTop;
    this.#stuck = scroller.querySelector('thead')?.offsetHeight ?? 0;
    this.#virtualizer.setOptions(this.#options());
    this.#virtualizer.measure();
  }

  /** The page has another width: rows may have another height. */
  resized(): void {
    this.#measured = false;
  }

  show(index: number): void {
    this.#virtualizer.scrollToIndex(index, { align: 'auto' });
  }

  stop(): void {
    this.#virtualizer._didMount()();
  }
}
