import { LitElement, css, html, type TemplateResult } from 'lit';
import {
  mapSide,
  type LiveFrame,
  type LivePoints,
  type LiveStart,
} from '../../../protocol/live.ts';
import { base } from '../../styles/shared.ts';
import { define } from '../define.ts';
import { cssOf, paintMap, sharp, type LiveColours } from './colours.ts';

/** A point of the training part was chosen. */
export class PointEvent extends Event {
  readonly row: number;

  constructor(row: number) {
    super('a2-live-point', { bubbles: true, composed: true });
    this.row = row;
  }
}

/**
 * @summary The plane: which class the network sees where, under the points that it learns from. Shows a unit's own map
 * instead while one is looked at.
 *
 * @event a2-live-point - a training point was chosen, by press or arrow key
 */
export class A2LiveOutput extends LitElement {
  static override styles = [
    base,
    css`
      .plane {
        position: relative;
        aspect-ratio: 1;
        border: 1px solid var(--a2-line-strong);
        border-radius: var(--a2-radius);
        overflow: hidden;
      }

      canvas {
        position: absolute;
        inset: 0;
        inline-size: 100%;
        block-size: 100%;
      }

      .points {
        cursor: crosshair;
      }
    `,
  ];

  static override properties = { label: {}, chosen: { attribute: false } };

  /** What is shown, in words. */
  declare label: string;
  /** The chosen row of the training part; null for none. */
  declare chosen: number | null;

  start: LiveStart | null = null;
  colours: LiveColours | null = null;
  #frame: LiveFrame | null = null;
  #map = 0;
  #showTest = false;
  readonly #sizes = new ResizeObserver(() => this.drawPoints());

  constructor() {
    super();
    this.label = '';
    this.chosen = null;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#sizes.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#sizes.disconnect();
  }

  /** @param map of the frame: 0 for the output, then the hidden units */
  show(frame: LiveFrame, map: number): void {
    this.#frame = frame;
    this.#map = map;
    this.#paint();
  }

  set showTest(show: boolean) {
    this.#showTest = show;
    this.drawPoints();
  }

  protected override updated(): void {
    this.#paint();
    this.drawPoints();
  }

  protected override render(): TemplateResult {
    return html`<div class="plane">
      <canvas class="map" width=${mapSide} height=${mapSide} aria-hidden="true"></canvas>
      <canvas
        class="points"
        role="img"
        tabindex="0"
        aria-label="${this.label} Arrow keys choose a training point."
        @click=${this.#onClick}
        @keydown=${this.#onKey}
      ></canvas>
    </div>`;
  }

  #paint(): void {
    const canvas = this.renderRoot.querySelector<HTMLCanvasElement>('.map');
    if (canvas === null || this.#frame === null) return;
    paintMap(canvas, this.#frame.maps, this.#map, mapSide);
  }

  drawPoints(): void {
    const { start, colours } = this;
    const canvas = this.renderRoot.querySelector<HTMLCanvasElement>('.points');
    if (canvas === null || start === null || colours === null) return;
    const context = sharp(canvas);
    if (context === null) return;
    const size = canvas.clientWidth;
    const radius = Math.max(2, size / 110);
    const draw = ({ features, classes }: LivePoints, hollow: boolean) => {
      for (const [row, label] of classes.entries()) {
        const [x, y] = this.#screen(features[row * 2]!, features[row * 2 + 1]!, size);
        context.beginPath();
        context.arc(x, y, radius, 0, 2 * Math.PI);
        const colour = cssOf(label === 0 ? colours.negative : colours.positive);
        context.fillStyle = hollow ? colours.paper : colour;
        context.strokeStyle = hollow ? colour : colours.paper;
        context.lineWidth = hollow ? 1.6 : 1;
        context.fill();
        context.stroke();
      }
    };
    if (this.#showTest) draw(start.test, true);
    draw(start.train, false);
    if (this.chosen === null) return;
    const { features } = start.train;
    const [x, y] = this.#screen(features[this.chosen * 2]!, features[this.chosen * 2 + 1]!, size);
    context.strokeStyle = colours.ink;
    context.lineWidth = 2;
    context.beginPath();
    context.arc(x, y, radius * 2.4, 0, 2 * Math.PI);
    context.stroke();
  }

  #screen(x: number, y: number, size: number): [number, number] {
    const { extent } = this.start!;
    return [((x / extent + 1) / 2) * size, ((1 - y / extent) / 2) * size];
  }

  #choose(row: number): void {
    this.chosen = row;
    this.dispatchEvent(new PointEvent(row));
  }

  #onClick(event: MouseEvent): void {
    const { start } = this;
    if (start === null) return;
    const canvas = event.currentTarget as HTMLCanvasElement;
    const { features, classes } = start.train;
    let [best, nearest] = [0, Infinity];
    for (const row of classes.keys()) {
      const [x, y] = this.#screen(features[row * 2]!, features[row * 2 + 1]!, canvas.clientWidth);
      const distance = (x - event.offsetX) ** 2 + (y - event.offsetY) ** 2;
      if (distance < nearest) [best, nearest] = [row, distance];
    }
    this.#choose(best);
  }

  #onKey(event: KeyboardEvent): void {
    const by = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 }[event.key];
    const count = this.start?.train.classes.length ?? 0;
    if (by === undefined || count === 0) return;
    event.preventDefault();
    const from = this.chosen ?? (by > 0 ? -1 : 0);
    this.#choose((from + by + count) % count);
  }
}

define('a2-live-output', A2LiveOutput);

declare global {
  interface HTMLElementTagNameMap {
    'a2-live-output': A2LiveOutput;
  }
}
