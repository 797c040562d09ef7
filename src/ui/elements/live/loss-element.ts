import { LitElement, css, html, type TemplateResult } from 'lit';
import { significant } from '../../../base/numbers.ts';
import type { LiveFrame } from '../../../protocol/live.ts';
import { base } from '../../styles/shared.ts';
import { define } from '../define.ts';
import { sharp, type LiveColours } from './colours.ts';

interface Point {
  readonly step: number;
  readonly train: number;
  readonly test: number;
}

/** More points than this are thinned to half: a picture has no more columns. */
const most = 600;

/** @summary The losses of a live network, growing as it learns, with their latest values. */
export class A2LiveLoss extends LitElement {
  static override styles = [
    base,
    css`
      canvas {
        display: block;
        inline-size: 100%;
        block-size: 84px;
        border-block-end: 1px solid var(--a2-line-strong);
      }

      p {
        display: flex;
        flex-wrap: wrap;
        gap: 0 1rem;
        font-size: var(--a2-small);
        font-variant-numeric: tabular-nums;
      }

      i {
        display: inline-block;
        inline-size: 1.1em;
        border-block-start: 2px solid currentColor;
        vertical-align: 0.25em;
      }

      .test i {
        border-block-start-style: dashed;
      }

      .test {
        color: var(--a2-soft);
      }
    `,
  ];

  colours: LiveColours | null = null;
  #points: Point[] = [];
  /** Every so many-th frame is kept. */
  #every = 1;
  #seen = 0;
  #last: Point | null = null;
  readonly #sizes = new ResizeObserver(() => this.#draw());

  override connectedCallback(): void {
    super.connectedCallback();
    this.#sizes.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#sizes.disconnect();
  }

  restart(): void {
    this.#points = [];
    this.#every = 1;
    this.#seen = 0;
    this.#last = null;
  }

  add({ step, means }: LiveFrame): void {
    const [train, test] = [means.train.loss, means.test.loss];
    if (!Number.isFinite(train) || !Number.isFinite(test)) return;
    const point = { step, train, test };
    // A frame that only shows the network again.
    if (this.#last?.step === step) return;
    this.#last = point;
    if (this.#seen++ % this.#every === 0) this.#points.push(point);
    if (this.#points.length > most) {
      this.#points = this.#points.filter((_, at) => at % 2 === 0);
      this.#every *= 2;
    }
    this.#say(means.test.correct);
    this.#draw();
  }

  protected override render(): TemplateResult {
    return html`<canvas role="img" aria-label="The losses so far"></canvas>
      <p>
        <span><i></i> training loss <b class="train-now"></b></span>
        <span class="test"><i></i> test loss <b class="test-now"></b></span>
        <span class="soft">test accuracy <b class="accuracy"></b></span>
      </p>`;
  }

  protected override firstUpdated(): void {
    this.#draw();
  }

  /** Written directly: a render for every frame would cost more than the drawing. */
  #say(accuracy: number): void {
    const { train, test } = this.#last!;
    const write = (selector: string, text: string) => {
      const place = this.renderRoot.querySelector(selector);
      if (place !== null && place.textContent !== text) place.textContent = text;
    };
    write('.train-now', significant(train, 3));
    write('.test-now', significant(test, 3));
    write('.accuracy', `${Math.round(accuracy * 1000) / 10} %`);
    const label = `Training loss ${significant(train, 3)}, test loss ${significant(test, 3)} after ${this.#last!.step} steps; ${significant(this.#points[0]?.train ?? train, 3)} at the start.`;
    this.renderRoot.querySelector('canvas')?.setAttribute('aria-label', label);
  }

  #draw(): void {
    const canvas = this.renderRoot.querySelector('canvas');
    const { colours } = this;
    const last = this.#last;
    if (canvas === null || colours === null || last === null) return;
    const context = sharp(canvas);
    if (context === null) return;
    const points = [...this.#points, last];
    const [width, height] = [canvas.clientWidth, canvas.clientHeight];
    const top = points.reduce((high, { train, test }) => Math.max(high, train, test), 0) * 1.05;
    const x = (step: number) => (step / Math.max(1, last.step)) * (width - 2) + 1;
    const y = (loss: number) => height - 1 - (loss / (top || 1)) * (height - 3);
    const line = (read: (point: Point) => number, colour: string, dash: number[]) => {
      context.strokeStyle = colour;
      context.lineWidth = 1.6;
      context.setLineDash(dash);
      context.beginPath();
      for (const point of points) context.lineTo(x(point.step), y(read(point)));
      context.stroke();
    };
    line(({ test }) => test, colours.soft, [4, 3]);
    line(({ train }) => train, colours.ink, []);
    context.setLineDash([]);
    context.fillStyle = colours.soft;
    context.font = '11px system-ui, sans-serif';
    context.textAlign = 'right';
    context.fillText(significant(top / 1.05, 2), width - 2, 11);
  }
}

define('a2-live-loss', A2LiveLoss);

declare global {
  interface HTMLElementTagNameMap {
    'a2-live-loss': A2LiveLoss;
  }
}
