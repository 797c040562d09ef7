import { LitElement, css, html, svg, type TemplateResult } from 'lit';
import { base } from '../../styles/shared.ts';
import { count, dollars } from '../../words/format.ts';
import { define } from '../define.ts';

const bins = 31;

/** @summary Predicted against true values, and the residuals, in $100,000. */
export class A2Scatter extends LitElement {
  static override styles = [
    base,
    css`
      .figures {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 17rem), 1fr));
        gap: 1rem;
      }

      svg {
        display: block;
        inline-size: 100%;
      }

      .dots {
        stroke: var(--a2-series-5);
        stroke-width: 2.4;
        stroke-linecap: round;
        stroke-opacity: 0.3;
        fill: none;
      }

      .dots.capped {
        stroke: var(--a2-series-6);
      }

      .axis,
      .reference {
        stroke: var(--a2-line-strong);
      }

      .reference {
        stroke-dasharray: 4 3;
        stroke: var(--a2-ink);
      }

      rect {
        fill: var(--a2-series-5);
      }

      text {
        fill: var(--a2-soft);
        font-size: 10px;
      }
    `,
  ];

  static override properties = { predicted: { attribute: false }, truths: { attribute: false } };

  /** [count], in $100,000. */
  declare predicted: ArrayLike<number>;
  declare truths: ArrayLike<number>;

  constructor() {
    super();
    this.predicted = [];
    this.truths = [];
  }

  protected override render(): TemplateResult {
    const truths = Array.from(this.truths);
    const predicted = Array.from(this.predicted);
    if (truths.length === 0) return html``;
    const residuals = predicted.map((value, row) => value - truths[row]!);
    const capped = truths.filter(isCapped).length;
    const within = residuals.filter((value) => Math.abs(value) <= 0.5).length;
    return html`<div class="figures">
        ${this.#dots('Predicted against true value', truths, predicted, [0, 6], true)}
        ${this.#dots('Residual against prediction', predicted, residuals, [-4, 4], false)}
        ${histogram(residuals)}
      </div>
      <p class="small">
        ${count(within)} of ${count(truths.length)} predictions are within $50,000 of the true
        value. ${count(capped)} true values lie at the cap of $500,001 and are drawn in the other
        colour; the dashed line is a perfect prediction. Points beyond an axis stand at its end.
      </p>`;
  }

  #dots(
    title: string,
    xs: readonly number[],
    ys: readonly number[],
    [low, high]: readonly [number, number],
    identity: boolean,
  ): TemplateResult {
    const x = (value: number) => 34 + (Math.max(0, Math.min(6, value)) / 6) * 222;
    const y = (value: number) =>
      206 - ((Math.max(low, Math.min(high, value)) - low) / (high - low)) * 196;
    const path = (wanted: boolean) =>
      xs
        .map((value, row) =>
          isCapped(this.truths[row]!) === wanted
            ? `M${x(value).toFixed(1)} ${y(ys[row]!).toFixed(1)}h0`
            : '',
        )
        .join('');
    const ticks = identity ? [0, 2, 4, 6] : [-4, -2, 0, 2, 4];
    return html`<figure>
      <figcaption class="small">${title}</figcaption>
      <svg viewBox="0 0 262 238" role="img" aria-label="${title}, ${count(xs.length)} districts">
        ${svg`
          <path class="dots" d=${path(false)}></path>
          <path class="dots capped" d=${path(true)}></path>
          <path class="axis" fill="none" d="M34 10V206H256"></path>
          <line class="reference" x1=${x(0)} y1=${y(0)} x2=${x(6)} y2=${y(identity ? 6 : 0)}></line>
          ${ticks.map((tick) => svg`<text x="30" y=${y(tick) + 3} text-anchor="end">${tick}</text>`)}
          ${[0, 2, 4, 6].map((tick) => svg`<text x=${x(tick)} y="219" text-anchor="middle">${tick}</text>`)}
          <text x="145" y="234" text-anchor="middle">${identity ? 'true' : 'predicted'} value, $100,000</text>`}
      </svg>
    </figure>`;
  }
}

/** The census gave no value above $500,001. */
const isCapped = (value: number): boolean => value >= 5;

function histogram(residuals: readonly number[]): TemplateResult {
  const counts = Array.from({ length: bins }, () => 0);
  for (const value of residuals) {
    const at = Math.max(0, Math.min(bins - 1, Math.floor(((value + 3) / 6) * bins)));
    counts[at] = counts[at]! + 1;
  }
  const most = Math.max(...counts);
  const mean = residuals.reduce((sum, value) => sum + value, 0) / residuals.length;
  const label = `Residuals from −$300,000 to $300,000, on average ${dollars(mean)}`;
  return html`<figure>
    <figcaption class="small">Residuals: predicted − true</figcaption>
    <svg viewBox="0 0 262 238" role="img" aria-label=${label}>
      ${svg`
        ${counts.map(
          (value, at) =>
            svg`<rect x=${34 + (222 * at) / bins} y=${206 - (196 * value) / most} width=${222 / bins - 0.8} height=${(196 * value) / most}></rect>`,
        )}
        <path class="axis" fill="none" d="M34 10V206H256"></path>
        <text x="30" y="14" text-anchor="end">${count(most)}</text>
        ${[-3, 0, 3].map((tick) => svg`<text x=${34 + ((tick + 3) / 6) * 222} y="219" text-anchor="middle">${tick}</text>`)}
        <text x="145" y="234" text-anchor="middle">residual, $100,000</text>`}
    </svg>
  </figure>`;
}

define('a2-scatter', A2Scatter);

declare global {
  interface HTMLElementTagNameMap {
    'a2-scatter': A2Scatter;
  }
}
