import { LitElement, css, html, svg, type TemplateResult } from 'lit';
import { base } from '../../styles/shared.ts';
import { count, significant } from '../../words/format.ts';
import { targetWords, type TargetWords } from '../../words/target.ts';
import { frameOf, type Frame } from './frame.ts';
import { define } from '../define.ts';

const bins = 31;

/** @summary Predicted against true values of a table of one's own, in its own unit, and the residuals. */
export class A2TableScatter extends LitElement {
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

  static override properties = {
    predicted: { attribute: false },
    truths: { attribute: false },
    words: { attribute: false },
  };

  /** [count], in the target's unit. */
  declare predicted: ArrayLike<number>;
  declare truths: ArrayLike<number>;
  /** How the target is said and written. */
  declare words: TargetWords;

  constructor() {
    super();
    this.predicted = [];
    this.truths = [];
    this.words = targetWords({ name: 'california-housing' });
  }

  protected override render(): TemplateResult {
    const truths = Array.from(this.truths);
    const predicted = Array.from(this.predicted);
    if (truths.length === 0) return html``;
    const residuals = predicted.map((value, row) => value - truths[row]!);
    const inDollars = this.words.unit.startsWith('$');
    const frame = frameOf(truths, residuals, inDollars);
    const capped = truths.filter((value) => value >= frame.cap).length;
    const within = residuals.filter((value) => Math.abs(value) <= frame.near).length;
    const beyond = 'Points beyond an axis stand at its end.';
    return html`<div class="figures">
        ${this.#dots('Predicted against true value', truths, predicted, frame, true)}
        ${this.#dots('Residual against prediction', predicted, residuals, frame, false)}
        ${histogram(residuals, frame, this.words)}
      </div>
      <p class="small">
        ${count(within)} of ${count(truths.length)} predictions are within
        ${
          inDollars
            ? html`$50,000 of the true value. ${count(capped)} true values lie at the cap of
              $500,001 and are drawn in the other colour; the dashed line is a perfect prediction.
              ${beyond}`
            : html`${this.words.amount(frame.near)} of the true value, a tenth of the range of the
              true values. The dashed line is a perfect prediction. ${beyond}`
        }
      </p>`;
  }

  #dots(
    title: string,
    xs: readonly number[],
    ys: readonly number[],
    frame: Frame,
    identity: boolean,
  ): TemplateResult {
    const [from, to] = frame.values;
    const [low, high] = identity ? frame.values : [-frame.residual, frame.residual];
    const x = (value: number) =>
      34 + ((Math.max(from, Math.min(to, value)) - from) / (to - from)) * 222;
    const y = (value: number) =>
      206 - ((Math.max(low, Math.min(high, value)) - low) / (high - low)) * 196;
    const path = (wanted: boolean) =>
      xs
        .map((value, row) =>
          this.truths[row]! >= frame.cap === wanted
            ? `M${x(value).toFixed(1)} ${y(ys[row]!).toFixed(1)}h0`
            : '',
        )
        .join('');
    const ticks = identity ? frame.ticks : frame.residualTicks;
    return html`<figure>
      <figcaption class="small">${title}</figcaption>
      <svg
        viewBox="0 0 262 238"
        role="img"
        aria-label="${title}, ${count(xs.length)} ${this.words.rows}"
      >
        ${svg`
          <path class="dots" d=${path(false)}></path>
          <path class="dots capped" d=${path(true)}></path>
          <path class="axis" fill="none" d="M34 10V206H256"></path>
          <line class="reference" x1=${x(from)} y1=${y(identity ? from : 0)} x2=${x(to)} y2=${y(identity ? to : 0)}></line>
          ${ticks.map((tick) => svg`<text x="30" y=${y(tick) + 3} text-anchor="end">${tickText(tick)}</text>`)}
          ${frame.ticks.map((tick) => svg`<text x=${x(tick)} y="219" text-anchor=${tick === to ? 'end' : 'middle'}>${tickText(tick)}</text>`)}
          <text x="145" y="234" text-anchor="middle">${identity ? 'true' : 'predicted'} value, ${this.words.unit}</text>`}
      </svg>
    </figure>`;
  }
}

const tickText = (value: number): string =>
  Number.isInteger(value) && Math.abs(value) < 1000 ? String(value) : significant(value, 3);

function histogram(
  residuals: readonly number[],
  { spread }: Frame,
  { amount, unit }: TargetWords,
): TemplateResult {
  const counts = Array.from({ length: bins }, () => 0);
  for (const value of residuals) {
    const at = Math.max(
      0,
      Math.min(bins - 1, Math.floor(((value + spread) / (2 * spread)) * bins)),
    );
    counts[at] = counts[at]! + 1;
  }
  const most = Math.max(...counts);
  const mean = residuals.reduce((sum, value) => sum + value, 0) / residuals.length;
  const label = `Residuals from −${amount(spread)} to ${amount(spread)}, on average ${amount(mean)}`;
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
        ${[-spread, 0, spread].map((tick) => svg`<text x=${34 + ((tick + spread) / (2 * spread)) * 222} y="219" text-anchor=${tick === spread ? 'end' : 'middle'}>${tickText(tick)}</text>`)}
        <text x="145" y="234" text-anchor="middle">residual, ${unit}</text>`}
    </svg>
  </figure>`;
}

define('a2-table-scatter', A2TableScatter);

declare global {
  interface HTMLElementTagNameMap {
    'a2-table-scatter': A2TableScatter;
  }
}
