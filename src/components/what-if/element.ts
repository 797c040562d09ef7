import { LitElement, css, html, svg, type PropertyValues, type TemplateResult } from 'lit';
import { rowsAlong, standardise } from '../../model/least-squares.ts';
import type { TrainedModel } from '../../model/types.ts';
import { base, buttons } from '../../styles/shared.ts';
import { significant } from '../../words/format.ts';
import { targetWords, type TargetWords } from '../../words/target.ts';
import { define } from '../define.ts';

export interface WhatIfFeature {
  readonly name: string;
  readonly meaning: string;
  readonly unit: string;
  /** 1st and 99th percentile of the data, and its median. */
  readonly low: number;
  readonly high: number;
  readonly median: number;
}

const points = 41;

const named = (name: string, unit: string): string => (unit === '' ? name : `${name}, ${unit}`);

/** @summary Sliders for the features of a row, and the value that the model predicts. */
export class A2WhatIf extends LitElement {
  static override styles = [
    base,
    buttons,
    css`
      .parts {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 18rem), 1fr));
        gap: 1rem 2rem;
      }

      .field {
        display: grid;
        grid-template-columns: minmax(0, 1fr) 6.5rem;
        gap: 0 0.5rem;
        align-items: center;
        font-size: var(--a2-small);
      }

      .field label {
        grid-column: 1 / -1;
      }

      input {
        inline-size: 100%;
        font: inherit;
        accent-color: var(--a2-accent);
      }

      input[type='number'] {
        border: 1px solid var(--a2-line-strong);
        border-radius: var(--a2-radius);
        background: var(--a2-raised);
        color: var(--a2-ink);
      }

      .value {
        font-size: var(--a2-title);
        font-weight: var(--a2-bold);
      }

      svg {
        display: block;
        inline-size: 100%;
        max-inline-size: 30rem;
      }

      polyline {
        fill: none;
        stroke: var(--a2-accent);
        stroke-width: 2;
      }

      svg line {
        stroke: var(--a2-line-strong);
      }

      circle {
        fill: var(--a2-accent);
      }

      text {
        fill: var(--a2-soft);
        font-size: 11px;
      }
    `,
  ];

  static override properties = {
    features: { attribute: false },
    statistics: { attribute: false },
    predict: { attribute: false },
    district: { attribute: false },
    words: { attribute: false },
    values: { state: true },
    feature: { state: true },
    value: { state: true },
    curve: { state: true },
    trouble: { state: true },
  };

  declare features: readonly WhatIfFeature[];
  declare statistics: TrainedModel['statistics'];
  /** Standardised rows, [rows, features], to predictions in the target's unit, [rows]. */
  declare predict: ((rows: Float32Array) => Promise<Float32Array>) | null;
  /** Some row of the test part, as raw features. */
  declare district: (() => readonly number[]) | null;
  /** How the target is said and written. */
  declare words: TargetWords;
  declare protected values: readonly number[];
  declare protected feature: number;
  declare protected value: number;
  declare protected curve: readonly number[];
  declare protected trouble: string;
  #asked = 0;

  constructor() {
    super();
    this.features = [];
    this.statistics = null;
    this.predict = null;
    this.district = null;
    this.words = targetWords({ name: 'california-housing' });
    this.values = [];
    this.feature = 0;
    this.value = Number.NaN;
    this.curve = [];
    this.trouble = '';
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (this.values.length !== this.features.length) this.#medians();
    const keys = ['values', 'feature', 'predict', 'statistics', 'features'];
    if (keys.some((key) => changed.has(key))) void this.#ask();
  }

  protected override render(): TemplateResult {
    return html`
      <div class="parts">
        <div>
          ${this.features.map((each, index) => this.#field(each, index))}
          <p>
            <button type="button" @click=${() => this.#medians()}>Medians</button>
            <button
              type="button"
              @click=${() => {
                this.values = this.district?.() ?? this.values;
              }}
            >
              Take a test ${this.words.rows.slice(0, -1)}
            </button>
          </p>
        </div>
        <div>
          <p class="small soft">Predicted ${this.words.title}</p>
          <p class="value numbers" role="status">${this.words.amount(this.value)}</p>
          ${this.#figure()}
          <p class="small" role="alert">${this.trouble}</p>
        </div>
      </div>
    `;
  }

  #field({ name, meaning, unit, low, high }: WhatIfFeature, index: number): TemplateResult {
    const value = this.values[index] ?? 0;
    const step = (high - low) / 200 || 'any';
    const change = (event: Event) => {
      const input = event.target as HTMLInputElement;
      if (input.value === '' || !Number.isFinite(input.valueAsNumber)) return;
      this.feature = index;
      this.values = this.values.with(index, input.valueAsNumber);
    };
    return html`<div class="field">
      <label for="range-${index}" title=${meaning}>${named(name, unit)}</label>
      <input
        id="range-${index}"
        type="range"
        min=${low}
        max=${high}
        step=${step}
        .value=${String(value)}
        @input=${change}
        @focus=${() => (this.feature = index)}
      />
      <input
        type="number"
        step="any"
        aria-label=${named(name, unit)}
        .value=${String(Number(value.toPrecision(6)))}
        @change=${change}
      />
    </div>`;
  }

  #figure(): TemplateResult {
    const of = this.features[this.feature];
    if (of === undefined || this.curve.length === 0) return html``;
    const { amount, unit } = this.words;
    const inDollars = unit.startsWith('$');
    const usual = inDollars ? [0, 5] : [this.value];
    const low = Math.min(...usual, ...this.curve);
    const high = Math.max(...usual, ...this.curve);
    const end = (value: number) => amount(value).replace(/,000$/, inDollars ? 'k' : ',000');
    const x = (value: number) => 40 + (250 * (value - of.low)) / (of.high - of.low || 1);
    const y = (value: number) => 120 - (110 * (value - low)) / (high - low || 1);
    const line = this.curve.map((value, at) => `${40 + (250 * at) / (points - 1)},${y(value)}`);
    const own = Math.max(of.low, Math.min(of.high, this.values[this.feature] ?? 0));
    const told = `As ${of.name} goes from ${significant(of.low)} to ${significant(of.high)} and all else stays, the prediction goes from ${amount(this.curve[0]!)} to ${amount(this.curve.at(-1)!)}.`;
    return html`<svg viewBox="0 0 300 145" role="img" aria-label=${told}>
        ${svg`
          <line x1="40" y1="120" x2="290" y2="120"></line>
          <line x1="40" y1="10" x2="40" y2="120"></line>
          <text x="36" y="14" text-anchor="end">${end(high)}</text>
          <text x="36" y="120" text-anchor="end">${end(low)}</text>
          <text x="40" y="134">${significant(of.low, 3)}</text>
          <text x="290" y="134" text-anchor="end">${significant(of.high, 3)}</text>
          <text x="165" y="134" text-anchor="middle">${named(of.name, of.unit)}</text>
          <polyline points=${line.join(' ')}></polyline>
          <circle cx=${x(own)} cy=${y(this.value)} r="4"></circle>`}
      </svg>
      <p class="small">${told}</p>`;
  }

  #medians(): void {
    this.values = this.features.map(({ median }) => median);
  }

  async #ask(): Promise<void> {
    const { predict, statistics, values } = this;
    const of = this.features[this.feature];
    if (predict === null || statistics === null || of === undefined) return;
    this.#asked += 1;
    const asked = this.#asked;
    try {
      const at = Array.from(
        { length: points },
        (_, i) => of.low + ((of.high - of.low) * i) / (points - 1),
      );
      const along = rowsAlong(statistics, values, this.feature, at);
      const rows = new Float32Array(along.length + values.length);
      rows.set(along);
      rows.set(standardise(values, statistics), along.length);
      const all = [...(await predict(rows))];
      if (asked !== this.#asked) return;
      this.value = all.at(-1)!;
      this.curve = all.slice(0, -1);
      this.trouble = '';
    } catch (error) {
      if (asked === this.#asked)
        this.trouble = error instanceof Error ? error.message : String(error);
    }
  }
}

define('a2-what-if', A2WhatIf);

declare global {
  interface HTMLElementTagNameMap {
    'a2-what-if': A2WhatIf;
  }
}
