/** Filters the lines by keyboard: from … to for every axis. */
import { html, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { typedNumber } from '../../../base/typed-number.ts';
import type { Dimension, Limits } from '../../../figures/parallel-coordinates/dimensions.ts';

type Limit = NonNullable<ReturnType<Limits['get']>>;

export interface FieldContext {
  readonly limits: Limits;
  /** What was typed, by the field's key, while it is not a number. */
  readonly typed: ReadonlyMap<string, string>;
  readonly set: (key: string, limit: Limit, typed: ReadonlyMap<string, string>) => void;
}

const none: Limit = { low: null, high: null };

export const limitFields = (
  dimensions: readonly Dimension[],
  context: FieldContext,
): TemplateResult =>
  html`<div class="fields">
    ${dimensions.map(
      (dimension) => html`
        <div role="group" aria-label="Limits of ${dimension.name}">
          <span>${dimension.name}</span>
          ${field(dimension, 'low', context)}<span class="soft" aria-hidden="true">to</span>
          ${field(dimension, 'high', context)}
        </div>
      `,
    )}
  </div>`;

function field(dimension: Dimension, end: 'low' | 'high', context: FieldContext): TemplateResult {
  const { key, name, stops } = dimension;
  const limit = context.limits.get(key) ?? none;
  const label = `${name}, ${end === 'low' ? 'from' : 'to'}`;
  if (stops !== null) {
    return html`<select
      aria-label=${label}
      @change=${(event: Event) => {
        const { value } = event.target as HTMLSelectElement;
        context.set(key, { ...limit, [end]: value === '' ? null : Number(value) }, context.typed);
      }}
    >
      <option value="" .selected=${live(limit[end] === null)}>any</option>
      ${stops.map(
        (stop, index) =>
          html`<option value=${index} .selected=${live(Math.round(limit[end] ?? -1) === index)}>
            ${stop}
          </option>`,
      )}
    </select>`;
  }
  const own = `${key} ${end}`;
  const bound = limit[end];
  const wrong = context.typed.get(own);
  const parsed = wrong === undefined ? null : parse(wrong);
  // Exactly what was typed, while it means the current limit.
  const shown =
    wrong !== undefined && (parsed === 'wrong' || parsed === bound) ? wrong : written(bound);
  return html`<input
    type="text"
    inputmode="decimal"
    autocomplete="off"
    placeholder="any"
    aria-label=${label}
    aria-invalid=${parsed === 'wrong' && shown === wrong ? 'true' : 'false'}
    .value=${live(shown)}
    @input=${(event: Event) => {
      const { value } = event.target as HTMLInputElement;
      const found = parse(value);
      const next = found === 'wrong' ? bound : found;
      context.set(key, { ...limit, [end]: next }, new Map([...context.typed, [own, value]]));
    }}
  />`;
}

/** A number, null for an empty field, or 'wrong'. */
function parse(text: string): number | null | 'wrong' {
  if (text.trim() === '') return null;
  const value = typedNumber(text);
  return Number.isNaN(value) ? 'wrong' : value;
}

const written = (value: number | null): string =>
  value === null ? '' : String(Number(value.toPrecision(6)));
