import { html, svg, type PropertyValues, type TemplateResult } from 'lit';
import { ApartElement } from '../apart-element.ts';
import { rowsAlong, standardise } from '../../model/least-squares.ts';
import type { TrainedModel } from '../../model/types.ts';
import { base, buttons } from '../../styles/shared.ts';
import { count, significant } from '../../words/format.ts';
import { targetWords, type TargetWords } from '../../words/target.ts';
import { define } from '../define.ts';
import { whatIfStyles } from './styles.ts';

export interface WhatIfFeature {
  readonly name: string;
  readonly meaning: string;
  readonly unit: string;
  /** 1st and 99th percentile of the data, and its median. */
  readonly low: number;
  readonly high: number;
  readonly median: number;
}

/** Districts to begin with: those of the test part, numbered from 0 as the split orders them. */
export interface Districts {
  readonly count: number;
  readonly at: (row: number) => {
    /** Raw, [features]. */
    readonly features: readonly number[];
    /** In $100,000. */
    readonly truth: number;
  };
}

const points = 41;

/** The curve goes along the feature that was changed last. */
const lastChanged = -1;

const named = (name: string, unit: string): string => (unit === '' ? name : `${name}, ${unit}`);

/** "$522k" of 5.218: as much as has room beside the axis. */
const thousands = (value: number): string =>
  value === 0 ? '$0' : `${value < 0 ? '−' : ''}$${Math.round(Math.abs(value) * 100)}k`;

/** @summary Sliders for the features of a row, and the value that the model predicts. */
export class A2WhatIf extends ApartElement {
  static override styles = [base, buttons, whatIfStyles];

  static override properties = {
    features: { attribute: false },
    statistics: { attribute: false },
    predict: { attribute: false },
    districts: { attribute: false },
    words: { attribute: false },
    values: { state: true },
    row: { state: true },
    touched: { state: true },
    along: { state: true },
    value: { state: true },
    curve: { state: true },
    trouble: { state: true },
  };

  declare features: readonly WhatIfFeature[];
  declare statistics: TrainedModel['statistics'];
  /** Standardised rows, [rows, features], to predictions in $100,000, [rows]. */
  declare predict: ((rows: Float32Array) => Promise<Float32Array>) | null;
  declare districts: Districts | null;
  /** How the target is said and written. */
  declare words: TargetWords;
  declare protected values: readonly number[];
  /** The district that the values began with; null after the medians. */
  declare protected row: number | null;
  /** The feature that was changed last. */
  declare protected touched: number;
  declare protected along: number;
  declare protected value: number;
  declare protected curve: readonly number[];
  declare protected trouble: string;
  #asked = 0;

  constructor() {
    super();
    this.features = [];
    this.statistics = null;
    this.predict = null;
    this.districts = null;
    this.words = targetWords({ name: 'california-housing' });
    this.values = [];
    this.row = null;
    this.touched = 0;
    this.along = lastChanged;
    this.value = Number.NaN;
    this.curve = [];
    this.trouble = '';
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (this.values.length !== this.features.length) this.#medians();
    if (changed.has('districts') && this.row !== null) {
      // Of a model with another seed, the same number is another district.
      const old = changed.get('districts') as Districts | null | undefined;
      const [before, now] = [old?.at(this.row), this.districts?.at(this.row)];
      if (String(before?.features) !== String(now?.features)) this.row = null;
    }
    const keys = ['values', 'touched', 'along', 'predict', 'statistics', 'features'];
    if (keys.some((key) => changed.has(key))) void this.#ask();
  }

  protected override render(): TemplateResult {
    return html`
      <div class="parts">
        <div>${this.features.map((each, index) => this.#field(each, index))} ${this.#starts()}</div>
        <div>
          <p class="small soft">Predicted ${this.words.title}</p>
          <p class="value numbers" role="status">${this.words.amount(this.value)}</p>
          ${this.#against()}
          <label class="along">
            Curve along
            <select
              @change=${(event: Event) => {
                this.along = Number((event.target as HTMLSelectElement).value);
              }}
            >
              <option value=${lastChanged} .selected=${this.along === lastChanged}>
                what was changed last
              </option>
              ${this.features.map(
                ({ name }, index) =>
                  html`<option value=${index} .selected=${this.along === index}>${name}</option>`,
              )}
            </select>
          </label>
          ${this.#figure()}
          <p class="small" role="alert">${this.trouble}</p>
        </div>
      </div>
    `;
  }

  /** Where to begin: at the medians, or at a district. */
  #starts(): TemplateResult {
    const { districts, row } = this;
    const last = (districts?.count ?? 0) - 1;
    if (districts === null || last < 0) {
      return html`<p class="bar">
        <button type="button" @click=${() => this.#medians()}>Medians</button>
      </p>`;
    }
    return html`<div class="bar">
      <button type="button" @click=${() => this.#medians()}>Medians</button>
      <label>
        Test ${this.#one}, 0 to ${count(last)}
        <input
          type="number"
          min="0"
          max=${last}
          step="1"
          .value=${row === null ? '' : String(row)}
          @change=${(event: Event) => {
            const input = event.target as HTMLInputElement;
            const wanted = Math.round(input.valueAsNumber);
            if (Number.isFinite(wanted)) this.#take(Math.max(0, Math.min(last, wanted)));
            // What was typed may have been none, or beyond the last.
            input.value = this.row === null ? '' : String(this.row);
          }}
        />
      </label>
      <button type="button" @click=${() => this.#take(row === null ? 0 : (row + 1) % (last + 1))}>
        Next
      </button>
      <button type="button" @click=${() => this.#take(Math.floor(Math.random() * (last + 1)))}>
        Any
      </button>
    </div>`;
  }

  /** What the district that the values began with is worth; the line keeps its place. */
  #against(): TemplateResult {
    const { districts, row } = this;
    const begun = row === null || districts === null ? null : districts.at(row);
    if (begun === null || row === null) {
      return html`<p class="small soft">Take a test ${this.#one} to see what is true of one.</p>`;
    }
    const same = begun.features.every((value, index) => value === this.values[index]);
    return html`<p class="small soft">
      Test ${this.#one} ${count(row)}${same ? '' : ', before it was changed,'} is at
      ${this.words.amount(begun.truth)}.
    </p>`;
  }

  /** "district". */
  get #one(): string {
    return this.words.rows.replace(/s$/, '');
  }

  #take(row: number): void {
    if (this.districts === null) return;
    this.row = row;
    this.values = this.districts.at(row).features;
  }

  get #feature(): number {
    return this.along === lastChanged ? this.touched : this.along;
  }

  #field({ name, meaning, unit, low, high }: WhatIfFeature, index: number): TemplateResult {
    const value = this.values[index] ?? 0;
    const step = (high - low) / 200;
    const change = (event: Event) => {
      const input = event.target as HTMLInputElement;
      if (input.value === '' || !Number.isFinite(input.valueAsNumber)) return;
      this.touched = index;
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
        @focus=${() => (this.touched = index)}
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
    const of = this.features[this.#feature];
    if (of === undefined || this.curve.length === 0) return html``;
    const { amount, houses } = this.words;
    const usual = houses ? [0, 5] : [this.value];
    const low = Math.min(...usual, ...this.curve);
    const high = Math.max(...usual, ...this.curve);
    const end = houses ? thousands : amount;
    const x = (value: number) => 40 + (250 * (value - of.low)) / (of.high - of.low || 1);
    const y = (value: number) => 120 - (110 * (value - low)) / (high - low || 1);
    const line = this.curve.map((value, at) => `${40 + (250 * at) / (points - 1)},${y(value)}`);
    const own = Math.max(of.low, Math.min(of.high, this.values[this.#feature] ?? 0));
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
    this.row = null;
    this.values = this.features.map(({ median }) => median);
  }

  async #ask(): Promise<void> {
    const { predict, statistics, values } = this;
    const of = this.features[this.#feature];
    if (predict === null || statistics === null || of === undefined) return;
    this.#asked += 1;
    const asked = this.#asked;
    try {
      const at = Array.from(
        { length: points },
        (_, i) => of.low + ((of.high - of.low) * i) / (points - 1),
      );
      const along = rowsAlong(statistics, values, this.#feature, at);
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
