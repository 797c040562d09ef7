import { html, nothing, type TemplateResult } from 'lit';
import { DeferredElement } from '../../../ui/elements/deferred-element.ts';
import type { FieldValues, NumberField } from '../../answers/types.ts';
import { plain } from '../../../base/numbers.ts';
import { typedNumber } from '../../../base/typed-number.ts';
import { base } from '../../../ui/styles/shared.ts';
import { define } from '../../../ui/elements/define.ts';
import { m } from '../../../ui/elements/math/math.ts';
import { fieldStyles } from './styles.ts';

/** All values, after one of them has changed. */
export class ValuesEvent extends Event {
  readonly values: FieldValues;

  constructor(values: FieldValues) {
    super('a2-values', { bubbles: true, composed: true });
    this.values = values;
  }
}

/** Steps of a slider from its smallest to its largest value. */
const sliderSteps = 600;

/**
 * @summary Number fields, optionally with sliders. Invalid text is marked with an error, and the last
 * valid value stays in use.
 *
 * @fires a2-values - a value has changed
 */
export class A2TheoryFields extends DeferredElement {
  static override styles = [base, fieldStyles];

  static override properties = {
    legend: {},
    fields: { attribute: false },
    values: { attribute: false },
    wrong: { state: true },
  };

  /** The group's name. */
  declare legend: string;
  declare fields: readonly NumberField[];
  declare values: FieldValues;
  /** Invalid texts as typed, by field key. */
  declare protected wrong: ReadonlyMap<string, string>;

  constructor() {
    super();
    this.legend = '';
    this.fields = [];
    this.values = {};
    this.wrong = new Map();
  }

  protected override render(): TemplateResult {
    return html`
      <fieldset>
        <legend>${this.legend}</legend>
        <div class="grid">${this.fields.map((field) => this.#field(field))}</div>
      </fieldset>
    `;
  }

  #field(field: NumberField): TemplateResult {
    const { key, label, tex, min, max } = field;
    const value = this.values[key] ?? min;
    const wrong = this.wrong.get(key);
    return html`
      <div class="field ${field.slider === true ? 'wide' : ''}">
        <label for=${key}>${m(tex)}<span class="name">${label}</span></label>
        <input
          id=${key}
          type="text"
          inputmode=${field.integer === true ? 'numeric' : 'decimal'}
          autocomplete="off"
          aria-invalid=${wrong === undefined ? 'false' : 'true'}
          aria-describedby=${wrong === undefined ? nothing : `${key}-wrong`}
          .value=${wrong ?? String(value)}
          @change=${(event: Event) => this.#typed(field, event)}
        />
        ${
          field.slider === true
            ? html`<input
                class="slider"
                type="range"
                min="0"
                max=${sliderSteps}
                aria-label=${`${label}, slider`}
                aria-valuetext=${plain(value)}
                .value=${String(position(field, value))}
                @input=${(event: Event) => this.#slid(field, event)}
              />`
            : nothing
        }
        ${
          wrong === undefined
            ? nothing
            : html`<p class="wrong" id="${key}-wrong">
                “${wrong.slice(0, 20)}” is not
                ${field.integer === true ? 'a whole number' : 'a number'} from ${plain(min)} to
                ${plain(max)}; ${plain(value)} is used.
              </p>`
        }
      </div>
    `;
  }

  #typed(field: NumberField, event: Event): void {
    if (!(event.target instanceof HTMLInputElement)) return;
    const text = event.target.value.trim();
    const value = typedNumber(text);
    const right =
      Number.isFinite(value) &&
      value >= field.min &&
      value <= field.max &&
      (field.integer !== true || Number.isInteger(value));
    const wrong = new Map(this.wrong);
    if (right) wrong.delete(field.key);
    else wrong.set(field.key, text);
    this.wrong = wrong;
    if (right) this.#tell(field.key, value);
  }

  #slid({ key, min, max }: NumberField, event: Event): void {
    if (!(event.target instanceof HTMLInputElement)) return;
    const share = Number(event.target.value) / sliderSteps;
    const value = Math.round(min * (max / min) ** share);
    const wrong = new Map(this.wrong);
    wrong.delete(key);
    this.wrong = wrong;
    this.#tell(key, value);
  }

  #tell(key: string, value: number): void {
    this.dispatchEvent(new ValuesEvent({ ...this.values, [key]: value }));
  }
}

const position = ({ min, max }: NumberField, value: number): number =>
  Math.round((sliderSteps * Math.log(value / min)) / Math.log(max / min));

define('a2-theory-fields', A2TheoryFields);

declare global {
  interface HTMLElementTagNameMap {
    'a2-theory-fields': A2TheoryFields;
  }
}
