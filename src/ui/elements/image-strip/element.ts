import { LitElement, css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { base } from '../../styles/shared.ts';
import { disclosures } from '../../styles/disclosures.ts';
import { count } from '../../../base/numbers.ts';
import { movedCursor } from '../chart/cursor.ts';
import { ThemeController } from '../chart/theme-controller.ts';
import { define } from '../define.ts';
import { drawTiles } from './tiles.ts';

/** Minimum CSS pixels from one image to the next when the width is divided. */
const minTileSize = 44;

/**
 * @summary Grey images side by side, as ink on the page's paper, with their classes as text.
 * Pointer or arrow keys read one at a time.
 */
export class A2ImageStrip extends LitElement {
  static override styles = [
    base,
    disclosures,
    css`
      .images {
        display: block;
        position: relative;
        border-radius: 2px;
      }

      canvas {
        display: block;
        inline-size: 100%;
        image-rendering: pixelated;
      }

      .reading {
        min-block-size: 1.5em;
      }

      ol {
        columns: 12rem;
        margin-block-start: 0.35rem;
        list-style: decimal inside;
      }
    `,
  ];

  static override properties = {
    label: {},
    pixels: { attribute: false },
    classes: { attribute: false },
    classNames: { attribute: false },
    rows: { attribute: false },
    side: { type: Number },
    largest: { type: Number },
    listed: { type: Boolean },
    plain: { type: Boolean },
    cursor: { state: true },
    width: { state: true },
  };

  /** What the images are, for the accessible name. */
  declare label: string;
  /** [count, side²], 0 … 255: 0 is paper, 255 ink. */
  declare pixels: Uint8Array;
  /** [count], indices into `classNames`. */
  declare classes: ArrayLike<number>;
  declare classNames: readonly string[];
  /** [count], each image's row in its part; empty to leave it out. */
  declare rows: ArrayLike<number>;
  declare side: number;
  /** Maximum CSS pixels of an image. */
  declare largest: number;
  /** Whether all classes can be expanded as a list. */
  declare listed: boolean;
  /** Whether all images are of one class, named beside them, so that no description is needed. */
  declare plain: boolean;
  declare protected cursor: number | null;
  declare protected width: number;

  #resizes: ResizeObserver | null = null;

  constructor() {
    super();
    this.label = 'Images';
    this.pixels = new Uint8Array();
    this.classes = [];
    this.classNames = [];
    this.rows = [];
    this.side = 28;
    this.largest = 64;
    this.listed = false;
    this.plain = false;
    this.cursor = null;
    this.width = 0;
    new ThemeController(this, () => this.#draw());
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#resizes = new ResizeObserver((entries) => {
      this.width = Math.floor(entries.at(-1)?.contentRect.width ?? 0);
    });
    this.#resizes.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resizes?.disconnect();
  }

  get #count(): number {
    return this.side === 0 ? 0 : Math.floor(this.pixels.length / this.side ** 2);
  }

  /** Images in a row. */
  get #columns(): number {
    const width = this.width === 0 ? this.clientWidth || minTileSize : this.width;
    const few = Math.ceil(width / this.largest);
    return Math.max(1, few, Math.min(this.#count, Math.floor(width / minTileSize)));
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('pixels')) this.cursor = null;
  }

  protected override updated(): void {
    this.#draw();
  }

  #draw(): void {
    const canvas = this.renderRoot.querySelector('canvas');
    if (canvas === null) return;
    const ink = getComputedStyle(this).color;
    const { side } = this;
    drawTiles(canvas, this.pixels, { count: this.#count, columns: this.#columns, side, ink });
  }

  #text(at: number): string {
    const name = this.classNames[this.classes[at] ?? -1] ?? '';
    const row = this.rows[at];
    const where = row === undefined ? '' : `, row ${count(row)}`;
    return `${count(at + 1)} of ${count(this.#count)}: ${name}${where}`;
  }

  #onMove(event: PointerEvent): void {
    const canvas = event.currentTarget as HTMLElement;
    const box = canvas.getBoundingClientRect();
    const tile = box.width / this.#columns;
    const column = Math.floor((event.clientX - box.left) / tile);
    const at = Math.floor((event.clientY - box.top) / tile) * this.#columns + column;
    this.cursor = at >= 0 && at < this.#count ? at : null;
  }

  #onKey(event: KeyboardEvent): void {
    const last = this.#count - 1;
    const rowStep = { ArrowDown: this.#columns, ArrowUp: -this.#columns }[event.key];
    const next =
      rowStep === undefined
        ? movedCursor(event.key, this.cursor, last)
        : Math.min(last, Math.max(0, (this.cursor ?? 0) + rowStep));
    if (next === undefined) return;
    event.preventDefault();
    this.cursor = next;
  }

  /** "12 Trouser, 9 Coat …". */
  #counts(): string {
    const found = new Map<number, number>();
    for (let at = 0; at < this.#count; at++) {
      const index = this.classes[at] ?? -1;
      found.set(index, (found.get(index) ?? 0) + 1);
    }
    return [...found]
      .toSorted(([a], [b]) => a - b)
      .map(([index, many]) => `${count(many)} ${this.classNames[index] ?? '?'}`)
      .join(', ');
  }

  protected override render(): TemplateResult | typeof nothing {
    const last = this.#count - 1;
    if (last < 0) return nothing;
    if (this.plain) {
      return html`<div class="images" role="img" aria-label=${this.label}><canvas></canvas></div>`;
    }
    return html`
      <div
        class="images"
        role="slider"
        tabindex="0"
        aria-label="${this.label}: read with the arrow keys"
        aria-valuemin="1"
        aria-valuemax=${last + 1}
        aria-valuenow=${(this.cursor ?? 0) + 1}
        aria-valuetext=${this.cursor === null ? this.#counts() : this.#text(this.cursor)}
        @pointermove=${this.#onMove}
        @pointerleave=${() => (this.cursor = null)}
        @keydown=${this.#onKey}
        @blur=${() => (this.cursor = null)}
      >
        <canvas></canvas>
      </div>
      <p class="reading small soft">
        ${this.cursor === null ? this.#counts() : this.#text(this.cursor)}
      </p>
      ${
        this.listed
          ? html`<details>
              <summary>Classes as a list</summary>
              <ol class="small">
                ${Array.from(
                  { length: last + 1 },
                  (_, at) => html`<li>${this.classNames[this.classes[at] ?? -1]}</li>`,
                )}
              </ol>
            </details>`
          : nothing
      }
    `;
  }
}

define('a2-image-strip', A2ImageStrip);

declare global {
  interface HTMLElementTagNameMap {
    'a2-image-strip': A2ImageStrip;
  }
}
