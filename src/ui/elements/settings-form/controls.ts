/** One control for each kind of field, for a single value and for an axis. */
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { Axis } from '../../../document/schema.ts';
import { icon } from '../icons.ts';
import { initText, nameOf, settingValueText } from '../../../text/labels.ts';
import { entryText, listText, parseEntry, parseList, readPath } from './draft.ts';
import { initNames, type ChoiceField, type Field, type NumberField } from './fields.ts';
import { initParameter } from './init-parameter.ts';
import type { TypedTexts } from './typed.ts';

export interface ControlContext {
  /** The id of the labelled control. */
  readonly id: string;
  readonly invalid: boolean;
  readonly typed: TypedTexts;
  readonly edit: (value: unknown) => void;
  readonly editAxis: (values: readonly unknown[]) => void;
}

const valueOf = (event: Event): string => (event.target as HTMLInputElement).value;

export function controlOf(
  field: Field,
  value: unknown,
  axis: Axis | undefined,
  context: ControlContext,
): TemplateResult {
  switch (field.kind) {
    case 'number':
      return axis === undefined
        ? numberControl(field, value, context)
        : listControl(axis.values, field.nullable ? (field.empty ?? 'all') : '', context);
    case 'numbers':
      return listControl(Array.isArray(value) ? value : [], '', {
        ...context,
        editAxis: (values) =>
          context.edit(field.isOptional === true && values.length === 0 ? undefined : values),
      });
    case 'flag':
      return axis === undefined
        ? flagControl(value, context)
        : choicesControl(yesOrNo, axis.values, context);
    case 'choice':
      return axis === undefined
        ? choiceControl(field, value, context)
        : choicesControl(field.options, axis.values, context);
    case 'names':
      return axis === undefined
        ? choicesControl(field.options, Array.isArray(value) ? value : [], context, context.edit)
        : lockedControl(field, value, axis, context.id);
    case 'init':
      return axis === undefined
        ? html`<div class="rows">${initRow(value, 0, context, context.edit, null)}</div>`
        : initsControl(axis.values, context);
    case 'network':
      return lockedControl(field, value, axis, context.id);
    default:
      return field satisfies never;
  }
}

/** A value, or an axis's values, as a read-only focusable text. */
export function lockedControl(
  field: Field,
  value: unknown,
  axis: Axis | undefined,
  id: string,
): TemplateResult {
  const write = (each: unknown) => {
    if (field.kind === 'init') return initText(each);
    if (field.kind !== 'choice') return settingValueText(field.path, each);
    return field.options.find((option) => option.value === each)?.label ?? nameOf(each);
  };
  const text = (axis === undefined ? [value] : axis.values).map(write).join(', ');
  return html`<input
    id=${id}
    type="text"
    readonly
    title=${text}
    aria-describedby="${id}-locked ${id}-error"
    .value=${text}
  />`;
}

function numberControl(
  field: NumberField,
  value: unknown,
  context: ControlContext,
): TemplateResult {
  const parse = (text: string) =>
    field.isOptional === true && text.trim() === '' ? undefined : parseEntry(text, field.nullable);
  return html`
    <input
      id=${context.id}
      type="text"
      inputmode="decimal"
      autocomplete="off"
      aria-invalid=${context.invalid ? 'true' : nothing}
      aria-describedby="${context.id}-error"
      placeholder=${field.nullable ? (field.empty ?? 'all') : nothing}
      .value=${live(context.typed.show(context.id, value, parse, entryText))}
      @input=${(event: Event) => {
        context.typed.remember(context.id, valueOf(event));
        context.edit(parse(valueOf(event)));
      }}
    />
  `;
}

/** @param none the word for null among the values; '' if null is not allowed */
function listControl(
  values: readonly unknown[],
  none: string,
  context: ControlContext,
): TemplateResult {
  const parse = (text: string) => parseList(text, none);
  const write = (written: readonly unknown[]) => listText(written, none);
  const key = `${context.id} list`;
  return html`
    <input
      id=${context.id}
      type="text"
      autocomplete="off"
      aria-invalid=${context.invalid ? 'true' : nothing}
      aria-describedby="${context.id}-error"
      title="Values separated by commas or, between decimal commas, by semicolons (0,1; 0,01)${none === '' ? '' : `; “${none}” is allowed`}"
      .value=${live(context.typed.show(key, values, parse, write))}
      @input=${(event: Event) => {
        context.typed.remember(key, valueOf(event));
        context.editAxis(parse(valueOf(event)));
      }}
    />
  `;
}

function choiceControl(
  field: ChoiceField,
  value: unknown,
  context: ControlContext,
): TemplateResult {
  return html`
    <select
      id=${context.id}
      aria-invalid=${context.invalid ? 'true' : nothing}
      aria-describedby="${context.id}-error"
      @change=${(event: Event) => context.edit(valueOf(event))}
    >
      ${field.options.map(
        (each) =>
          html`<option value=${each.value} .selected=${live(each.value === value)}>
            ${each.label}
          </option>`,
      )}
    </select>
  `;
}

const yesOrNo = [
  { value: false, label: 'no' },
  { value: true, label: 'yes' },
];

const flagControl = (value: unknown, context: ControlContext): TemplateResult => html`
  <div class="choices">
    <input
      id=${context.id}
      type="checkbox"
      aria-invalid=${context.invalid ? 'true' : nothing}
      aria-describedby="${context.id}-error"
      .checked=${live(value === true)}
      @change=${(event: Event) => context.edit((event.target as HTMLInputElement).checked)}
    />
    <span aria-hidden="true">${value === true ? 'yes' : 'no'}</span>
  </div>
`;

/** Several of a few names: checkboxes that keep the experiment's order. */
function choicesControl(
  options: readonly { readonly value: unknown; readonly label: string }[],
  values: readonly unknown[],
  context: ControlContext,
  edit: (values: readonly unknown[]) => void = context.editAxis,
): TemplateResult {
  const toggle = (value: unknown) =>
    edit(values.includes(value) ? values.filter((each) => each !== value) : [...values, value]);
  return html`
    <div
      class="choices"
      role="group"
      aria-labelledby="${context.id}-label"
      aria-describedby="${context.id}-error"
    >
      ${options.map(
        (each, index) => html`
          <label>
            <input
              id=${index === 0 ? context.id : `${context.id}-${index}`}
              type="checkbox"
              .checked=${live(values.includes(each.value))}
              @change=${() => toggle(each.value)}
            />
            ${each.label}
          </label>
        `,
      )}
    </div>
  `;
}

function initsControl(values: readonly unknown[], context: ControlContext): TemplateResult {
  const replace = (at: number, value: unknown) =>
    context.editAxis(values.map((each, index) => (index === at ? value : each)));
  return html`
    <div class="rows" role="group" aria-labelledby="${context.id}-label">
      ${values.map((value, index) =>
        initRow(
          value,
          index,
          context,
          (next) => replace(index, next),
          values.length > 1
            ? () => context.editAxis(values.filter((_, other) => other !== index))
            : null,
        ),
      )}
      <div>
        <button
          type="button"
          class="quiet"
          @click=${() => context.editAxis([...values, nextInitialisation(values)])}
        >
          ${icon('plus')}Add an initialisation
        </button>
      </div>
    </div>
  `;
}

/** One that no row has yet; if all are used, the first again. */
function nextInitialisation(values: readonly unknown[]): Record<string, unknown> {
  const taken = new Set(values.map((value) => readPath(value, 'name')));
  return newInitialisation(initNames.find((name) => !taken.has(name)) ?? initNames[0]!);
}

/** A new initialisation starts with a usable number of its own. */
function newInitialisation(name: string): Record<string, unknown> {
  const parameter = initParameter(name);
  if (parameter?.start === undefined) return { name };
  return { name, [parameter.key]: parameter.start };
}

function initRow(
  value: unknown,
  index: number,
  context: ControlContext,
  edit: (value: unknown) => void,
  remove: (() => void) | null,
): TemplateResult {
  const name = entryText(readPath(value, 'name'));
  const parameter = initParameter(name);
  const id = index === 0 ? context.id : `${context.id}-${index}`;
  const single = remove === null;
  return html`
    <div class="row ${single ? 'single' : ''}">
      <select
        id=${id}
        aria-label="Initialisation ${index + 1}"
        aria-invalid=${context.invalid ? 'true' : nothing}
        aria-describedby="${context.id}-error"
        @change=${(event: Event) => edit(newInitialisation(valueOf(event)))}
      >
        ${initNames.map(
          (each) =>
            html`<option value=${each} .selected=${live(each === name)}>${nameOf(each)}</option>`,
        )}
      </select>
      ${parameter === undefined ? html`<span></span>` : parameterControl(value, id, context, edit)}
      ${
        remove === null
          ? nothing
          : html`<button
              type="button"
              class="quiet"
              aria-label="Remove initialisation ${index + 1}"
              @click=${remove}
            >
              ${icon('close')}
            </button>`
      }
    </div>
  `;
}

function parameterControl(
  value: unknown,
  id: string,
  context: ControlContext,
  edit: (value: unknown) => void,
): TemplateResult | typeof nothing {
  const parameter = initParameter(entryText(readPath(value, 'name')));
  if (parameter === undefined) return nothing;
  const { key, label, preset } = parameter;
  const typedKey = `${id} ${key}`;
  const number = readPath(value, key) ?? preset ?? '';
  return html`
    <label class="parameter">
      <span class="soft">${label}</span>
      <input
        type="text"
        inputmode="decimal"
        autocomplete="off"
        aria-invalid=${context.invalid ? 'true' : nothing}
        .value=${live(context.typed.show(typedKey, number, parseEntry, entryText))}
        @input=${(event: Event) => {
          const text = valueOf(event);
          context.typed.remember(typedKey, text);
          edit({ name: readPath(value, 'name'), [key]: parseEntry(text) });
        }}
      />
    </label>
  `;
}
