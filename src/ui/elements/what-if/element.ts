import { firstMembers } from '../../../catalog/defaults.ts';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { DeferredElement } from '../deferred-element.ts';
import { standardise } from '../../../lab/model/least-squares.ts';
import type { TrainedModel } from '../../../protocol/trained-model.ts';
import { base, buttons } from '../../styles/shared.ts';
import { typedNumber } from '../../../base/typed-number.ts';
import { count, significant } from '../../../base/numbers.ts';
import { targetWords, type TargetWords } from '../../../text/target.ts';
import { define } from '../define.ts';
import { categoryFigure, numberFigure, points } from './figure.ts';
import { whatIfStyles } from './styles.ts';
import type { Districts, WhatIfCategory, WhatIfFeature } from '../../../lab/judge/types.ts';
import { fieldsOf, named, optionOf, withOption, type WhatIfField } from './fields.ts';

/** The curve follows the feature changed last. */
const lastChanged = -1;

/** @summary Sliders and selects for a row's features, and the model's prediction. */
export class A2WhatIf extends DeferredElement {
  static override styles = [base, buttons, whatIfStyles];

  static override properties = {
    features: { attribute: false },
    categories: { attribute: false },
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
  /** Columns encoded as several features; each has one select instead of sliders. */
  declare categories: readonly WhatIfCategory[];
  declare statistics: TrainedModel['statistics'];
  /** Standardised rows, [rows, features], to predictions in $100,000, [rows]. */
  declare predict: ((rows: Float32Array) => Promise<Float32Array>) | null;
  declare districts: Districts | null;
  /** How the target is named and formatted. */
  declare words: TargetWords;
  declare protected values: readonly number[];
  /** The district that the values started from; null for the medians. */
  declare protected row: number | null;
  /** The feature that was changed last. */
  declare protected touched: number;
  declare protected along: number;
  declare protected value: number;
  declare protected curve: readonly number[];
  declare protected trouble: string;
  #fields: readonly WhatIfField[] = [];
  #asked = 0;

  constructor() {
    super();
    this.features = [];
    this.categories = [];
    this.statistics = null;
    this.predict = null;
    this.districts = null;
    this.words = targetWords({ name: firstMembers.dataset });
    this.values = [];
    this.row = null;
    this.touched = 0;
    this.along = lastChanged;
    this.value = Number.NaN;
    this.curve = [];
    this.trouble = '';
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('features') || changed.has('categories')) {
      this.#fields = fieldsOf(this.features, this.categories);
    }
    if (this.values.length !== this.features.length) this.#useTypical();
    if (changed.has('districts') && this.row !== null) {
      // With another seed, the same index is another district.
      const old = changed.get('districts') as Districts | null | undefined;
      const [before, now] = [old?.at(this.row), this.districts?.at(this.row)];
      if (String(before?.features) !== String(now?.features)) this.row = null;
    }
    const keys = ['values', 'touched', 'along', 'predict', 'statistics', 'features', 'categories'];
    if (keys.some((key) => changed.has(key))) void this.#ask();
  }

  protected override render(): TemplateResult {
    return html`
      <div class="parts">
        <div>${this.#fields.map((each) => this.#field(each))} ${this.#starts()}</div>
        <div>
          <p class="small soft">Predicted ${this.words.title}</p>
          <p class="value numbers" role="status">${this.words.amount(this.value)}</p>
          ${this.#trueValue()}
          <label class="along">
            Curve against
            <select
              @change=${(event: Event) => {
                this.along = Number((event.target as HTMLSelectElement).value);
              }}
            >
              <option value=${lastChanged} .selected=${this.along === lastChanged}>
                the last one changed
              </option>
              ${this.#fields.map((field) =>
                field.kind === 'fixed'
                  ? nothing
                  : html`<option value=${field.at} .selected=${this.along === field.at}>
                      ${field.kind === 'category' ? field.category.name : field.feature.name}
                    </option>`,
              )}
            </select>
          </label>
          ${this.#figure()}
          <p class="small" role="alert">${this.trouble}</p>
        </div>
      </div>
    `;
  }

  /** Where to start: at typical values, or at a district. */
  #starts(): TemplateResult {
    const { districts, row } = this;
    const last = (districts?.count ?? 0) - 1;
    if (districts === null || last < 0) {
      return html`<p class="bar">${this.#typicalButton()}</p>`;
    }
    return html`<div class="bar">
      ${this.#typicalButton()}
      <label>
        Test ${this.#rowNoun}, 0 to ${count(last)}
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
            // The typed index may have been invalid or out of range.
            input.value = this.row === null ? '' : String(this.row);
          }}
        />
      </label>
      <button type="button" @click=${() => this.#take(row === null ? 0 : (row + 1) % (last + 1))}>
        Next
      </button>
      <button type="button" @click=${() => this.#take(Math.floor(Math.random() * (last + 1)))}>
        Random
      </button>
    </div>`;
  }

  /** Medians of numeric features, the most frequent value of text columns. */
  #typicalButton(): TemplateResult {
    return html`<button type="button" @click=${() => this.#useTypical()}>
      ${this.categories.length === 0 ? 'Medians' : 'Medians and most frequent'}
    </button>`;
  }

  /** The true value of the starting district; the line is always there. */
  #trueValue(): TemplateResult {
    const { districts, row } = this;
    const begun = row === null || districts === null ? null : districts.at(row);
    if (begun === null || row === null) {
      return html`<p class="small soft">Choose a test ${this.#rowNoun} to see its true value.</p>`;
    }
    const same = begun.features.every((value, index) => value === this.values[index]);
    return html`<p class="small soft">
      Test ${this.#rowNoun} ${count(row)}${same ? '' : ', before your changes,'} has the true value
      ${this.words.amount(begun.truth)}.
    </p>`;
  }

  /** "district". */
  get #rowNoun(): string {
    return this.words.rows.replace(/s$/, '');
  }

  #take(row: number): void {
    if (this.districts === null) return;
    this.row = row;
    this.values = this.districts.at(row).features;
  }

  /** The curve's feature: the one chosen, the one changed last, or else the first possible. */
  get #curveField(): WhatIfField | undefined {
    const at = this.along === lastChanged ? this.touched : this.along;
    const able = this.#fields.filter(({ kind }) => kind !== 'fixed');
    return able.find((field) => field.at === at) ?? able[0];
  }

  #field(field: WhatIfField): TemplateResult {
    if (field.kind === 'category') return this.#select(field.category);
    return field.kind === 'number'
      ? this.#slider(field.feature, field.at)
      : html`<p class="field fixed">
          <span title=${field.feature.meaning}>${named(field.feature)}</span>
          <span class="soft">
            ${significant(this.values[field.at] ?? field.feature.low)} in every row
          </span>
        </p>`;
  }

  /** A select of the column's values; a row with filled-in values may have a mixture of its own. */
  #select(category: WhatIfCategory): TemplateResult {
    const { name, first, options } = category;
    const own = optionOf(category, this.values);
    return html`<div class="field">
      <label for="select-${first}">${name}</label>
      <select
        id="select-${first}"
        @change=${(event: Event) => {
          this.touched = first;
          this.values = withOption(
            category,
            this.values,
            Number((event.target as HTMLSelectElement).value),
          );
        }}
        @focus=${() => (this.touched = first)}
      >
        ${options.map(
          ({ label }, index) =>
            html`<option value=${index} .selected=${index === own}>${label}</option>`,
        )}
      </select>
    </div>`;
  }

  #slider(feature: WhatIfFeature, index: number): TemplateResult {
    const { low, high, meaning } = feature;
    const value = this.values[index] ?? 0;
    const change = (event: Event) => {
      const input = event.target as HTMLInputElement;
      const typed = typedNumber(input.value);
      input.setCustomValidity(Number.isNaN(typed) ? 'Enter a number, such as 0.5 or 0,5.' : '');
      if (!input.reportValidity()) return;
      this.touched = index;
      this.values = this.values.with(index, typed);
    };
    return html`<div class="field">
      <label for="range-${index}" title=${meaning}>${named(feature)}</label>
      <input
        id="range-${index}"
        type="range"
        min=${low}
        max=${high}
        step=${(high - low) / 200}
        .value=${String(value)}
        @input=${change}
        @focus=${() => (this.touched = index)}
      />
      <input
        type="text"
        inputmode="decimal"
        autocomplete="off"
        aria-label=${named(feature)}
        .value=${String(Number(value.toPrecision(6)))}
        @change=${change}
      />
    </div>`;
  }

  #figure(): TemplateResult | typeof nothing {
    const field = this.#curveField;
    const { curve, value, values: row, words } = this;
    if (field === undefined || curve.length !== pointsAlong(field)) return nothing;
    const along = { curve, value, row, words };
    return field.kind === 'category'
      ? categoryFigure(field.category, along)
      : numberFigure(field.feature, field.at, along);
  }

  #useTypical(): void {
    this.row = null;
    this.values = this.features.map(({ median }) => median);
  }

  async #ask(): Promise<void> {
    const { predict, statistics, values } = this;
    const field = this.#curveField;
    if (predict === null || statistics === null) return;
    this.#asked += 1;
    const asked = this.#asked;
    try {
      const asks = [...(field === undefined ? [] : rowsAlong(field, values)), values];
      const rows = new Float32Array(asks.length * values.length);
      asks.forEach((row, at) => rows.set(standardise(row, statistics), at * values.length));
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

/** Points of a curve: one per value of a text column, or `points` for a number. */
const pointsAlong = (field: WhatIfField): number =>
  field.kind === 'category' ? field.category.options.length : points;

/** The row with each value in turn of the curve's feature. */
function rowsAlong(field: WhatIfField, row: readonly number[]): (readonly number[])[] {
  return Array.from({ length: pointsAlong(field) }, (_, place) => {
    if (field.kind === 'category') return withOption(field.category, row, place);
    const { low, high } = field.feature;
    return row.with(field.at, low + ((high - low) * place) / (points - 1));
  });
}

define('a2-what-if', A2WhatIf);

declare global {
  interface HTMLElementTagNameMap {
    'a2-what-if': A2WhatIf;
  }
}
