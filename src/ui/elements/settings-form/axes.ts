/** The axes of the experiment in their order, and a way to add any setting to them. */
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { Axis, Experiment } from '../../../document/schema.ts';
import { count, counted } from '../../../base/numbers.ts';
import { capital, initText, settingText, settingValueText } from '../../../text/labels.ts';
import { icon } from '../icons.ts';
import { withMovedAxis, withoutAxis } from './draft.ts';
import type { Field } from './fields.ts';

export interface AxesContext {
  readonly edit: (draft: Experiment) => void;
  /** Adds a setting as an axis and focuses its field. */
  readonly add: (path: string) => void;
  readonly frozen: boolean;
  /** Whether an axis is locked. */
  readonly locked: (path: string) => boolean;
  /** Why, in words. */
  readonly why: string;
}

/** "3 × 3 = 9 trials"; identical trials are trained once. */
export function trialsText(axes: readonly Axis[]): string {
  if (axes.length === 0) return 'One trial. An axis trains one for each of its values.';
  const lengths = axes.map(({ values }) => values.length);
  const product = lengths.reduce((all, each) => all * each, 1);
  if (axes.length === 1) return counted(product, 'trial');
  return `${lengths.map(count).join(' × ')} = ${counted(product, 'trial')}`;
}

export function axesPart(
  draft: Experiment,
  fields: readonly Field[],
  context: AxesContext,
): TemplateResult {
  const { axes } = draft;
  const free = fields.filter(
    ({ path, fixed }) =>
      fixed !== true && !context.locked(path) && !axes.some((axis) => axis.path === path),
  );
  const all = free.length === 0 && context.locked('axes');
  return html`
    <fieldset ?disabled=${context.frozen}>
      <legend>Axes</legend>
      ${
        axes.length === 0
          ? nothing
          : html`<ol class="axes" aria-label="Axes in their order">
              ${axes.map((axis, index) => axisRow(draft, axis, index, context))}
            </ol>`
      }
      <p class="small soft trials" role="status">${trialsText(axes)}</p>
      ${
        all
          ? html`<p class="small soft why">${icon('lock')}${context.why}</p>`
          : html`<label class="add">
              <span class="visually-hidden">Add an axis</span>
              <select
                id="add-axis"
                @change=${(event: Event) => {
                  const { value } = event.target as HTMLSelectElement;
                  if (value !== '') context.add(value);
                }}
              >
                <option value="" .selected=${live(true)}>Add an axis …</option>
                ${free.map(
                  ({ path }) => html`<option value=${path}>${capital(settingText(path))}</option>`,
                )}
              </select>
            </label>`
      }
    </fieldset>
  `;
}

function axisRow(
  draft: Experiment,
  { path, values }: Axis,
  index: number,
  context: AxesContext,
): TemplateResult {
  const name = settingText(path);
  const written = values
    .map((value) => (path === 'init' ? initText(value) : settingValueText(path, value)))
    .join(', ');
  const last = draft.axes.length - 1;
  const tool = (
    label: string,
    symbol: 'up' | 'down' | 'close',
    disabled: boolean,
    press: () => void,
  ) =>
    html`<button
      type="button"
      class="quiet"
      aria-label="${label}: ${name}"
      title=${label}
      ?disabled=${disabled}
      @click=${press}
    >
      ${icon(symbol)}
    </button>`;
  return html`
    <li>
      <span class="axis" title="${name}: ${written}">
        <strong>${capital(name)}</strong> <span class="soft">${written}</span>
      </span>
      ${
        context.locked('axes')
          ? nothing
          : html`${tool('Move up', 'up', index === 0, () => context.edit(withMovedAxis(draft, path, -1)))}
            ${tool('Move down', 'down', index === last, () => context.edit(withMovedAxis(draft, path, 1)))}`
      }
      ${
        context.locked(path)
          ? html`<span class="lock" title=${context.why}
              >${icon('lock')}<span class="visually-hidden">${context.why}</span></span
            >`
          : tool('Remove the axis', 'close', false, () => context.edit(withoutAxis(draft, path)))
      }
    </li>
  `;
}
