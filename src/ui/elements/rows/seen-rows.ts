/**
 * Which of an element's rows to draw: all, or of many only those in view. The library that finds
 * those is loaded where there are many.
 */
import type { LitElement, ReactiveController } from 'lit';
import { LoadedModules } from '../loaded.ts';
import type { RowsIn, Seen } from './types.ts';
import type { VirtualRows } from './virtual-rows.ts';

/** Up to so many rows are all drawn. */
export const maxWhole = 100;
/** Rows drawn until the library is here, or if it cannot be fetched. */
const atFirst = 20;

/** On which other rows may be seen. */
const happenings = ['beforeprint', 'afterprint', 'resize'] as const;

interface Module {
  readonly VirtualRows: typeof VirtualRows;
}

export class SeenRows implements ReactiveController {
  readonly #host: LitElement;
  readonly #place: RowsIn;
  readonly #modules: LoadedModules<Module>;
  #virtual: VirtualRows | null = null;
  #printed = false;
  readonly #changed = ({ type }: Event): void => {
    if (type === 'resize') this.#virtual?.resized();
    else this.#printed = type === 'beforeprint' && this.#place.printed;
    this.#host.requestUpdate();
  };

  constructor(host: LitElement, place: RowsIn) {
    this.#host = host;
    this.#place = place;
    this.#modules = new LoadedModules(host);
    host.addController(this);
  }

  hostConnected(): void {
    for (const type of happenings) addEventListener(type, this.#changed);
  }

  hostDisconnected(): void {
    for (const type of happenings) removeEventListener(type, this.#changed);
    this.#virtual?.stop();
    this.#virtual = null;
  }

  hostUpdated(): void {
    // A content policy allows no style attributes.
    for (const gap of this.#place.list()?.querySelectorAll<HTMLElement>('[data-gap]') ?? [])
      gap.style.setProperty('block-size', `${gap.dataset.gap}px`);
    this.#virtual?.drawn();
  }

  /** Whether only a part of so many rows is drawn. */
  isPart(count: number): boolean {
    return count > maxWhole && !this.#printed;
  }

  /** @param keyOf names a row, whichever its index is @param keep a row that is drawn in any case; -1 for none */
  of(count: number, keyOf: (index: number) => string, keep = -1): readonly Seen[] {
    if (!this.isPart(count)) {
      this.#virtual?.stop();
      this.#virtual = null;
      return Array.from({ length: count }, (_, index) => ({ index }));
    }
    const loaded = this.#modules.get('rows', () => import('./virtual-rows.ts'));
    if (loaded.state !== 'here') {
      const first = Array.from({ length: atFirst }, (_, index): Seen => ({ index }));
      return [...first, { gap: (count - atFirst) * this.#place.height }];
    }
    this.#virtual ??= new loaded.module.VirtualRows(this.#host, this.#place);
    return this.#virtual.seen(count, keyOf, keep);
  }

  /** Why rows further down cannot be drawn; '' if they can. */
  get problem(): string {
    const loaded = this.#modules.known('rows');
    return loaded?.state === 'failed' ? loaded.why : '';
  }

  /** Brings a row into view; the page itself does not scroll. */
  show(index: number): void {
    this.#virtual?.show(index);
  }
}
