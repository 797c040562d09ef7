import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { DeferredElement } from '../../elements/deferred-element.ts';
import { define } from '../../elements/define.ts';
import '../../elements/network/element.ts';
import { depthText } from '../../../figures/network/text.ts';
import { parameterCount, trialParameters } from '../../../document/parameters.ts';
import type { Experiment } from '../../../document/schema.ts';
import { base } from '../../styles/shared.ts';
import { disclosures } from '../../styles/disclosures.ts';
import { count, counted } from '../../../base/numbers.ts';
import { nameOf } from '../../../text/labels.ts';
import { networkWords } from '../../../text/network-words.ts';
import type { ExperimentSession } from '../../../lab/session/session.ts';
import { shapesOf, type Shape } from '../../../figures/plans.ts';
import { viewStyles } from './styles.ts';

/** More networks than this are not described one by one. */
const maxInWords = 4;

function parametersText(counts: readonly number[]): string {
  const [least, most] = [Math.min(...counts), Math.max(...counts)];
  return least === most
    ? counted(least, 'parameter')
    : `${count(least)} to ${counted(most, 'parameter')}`;
}

/**
 * @summary A drawing of an experiment's network, with its parameter count; one network at a time if
 * the trials differ. Follows edits of the set-up.
 */
export class A2NetworkView extends DeferredElement {
  static override styles = [base, disclosures, viewStyles];

  static override properties = {
    session: { attribute: false },
    experiment: { attribute: false },
    unfolded: { type: Boolean },
    shape: { state: true },
  };

  declare session: ExperimentSession | null;
  /** The last valid draft; a new object after every edit. */
  declare experiment: Experiment | null;
  declare unfolded: boolean;
  /** The index of the drawing shown. */
  declare protected shape: number;

  #shapes: readonly Shape[] = [];

  constructor() {
    super();
    this.session = null;
    this.experiment = null;
    this.unfolded = false;
    this.shape = 0;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const { session } = this;
    if (session === null) return;
    if (changed.has('session')) this.shape = 0;
    if (!changed.has('experiment') && !changed.has('session')) return;
    this.#shapes = shapesOf(session.planned.trials.map(({ plan }) => plan));
    this.shape = Math.min(this.shape, this.#shapes.length - 1);
  }

  protected override render(): TemplateResult | typeof nothing {
    const shape = this.#shapes[this.shape];
    if (shape === undefined) return this.#lists();
    return html`
      <details
        class="whole"
        .open=${this.unfolded}
        @toggle=${(event: Event) => {
          this.unfolded = (event.currentTarget as HTMLDetailsElement).open;
        }}
      >
        <summary>
          <span>The network: ${this.#parameters()}</span>
          <span class="soft">${depthText(shape.sizes)}</span>
        </summary>
        ${this.unfolded ? this.#inside(shape) : nothing}
      </details>
    `;
  }

  /** Networks as lists of layers, which are not drawn, in words. */
  #lists(): TemplateResult | typeof nothing {
    const trials = (this.session?.planned.trials ?? []).map(({ plan }) => plan.trial);
    const words = [...new Set(trials.map(({ model }) => networkWords(model)))];
    if (words.length === 0) return nothing;
    const shown = words.length > maxInWords ? [...words.slice(0, maxInWords), '…'] : words;
    return html`<div class="whole words">
      The network: ${parametersText(trials.map(trialParameters))}
      <span class="soft">${shown.join('; ')}</span>
    </div>`;
  }

  /** "14,634 parameters", or a range if the trials differ. */
  #parameters(): string {
    return parametersText(this.#shapes.map(({ sizes }) => parameterCount(sizes)));
  }

  #inside(shape: Shape): TemplateResult {
    return html`
      <div class="inside">
        ${this.#shapes.length > 1 ? this.#choice() : nothing}
        <a2-network
          .sizes=${shape.sizes}
          .activation=${shape.activation}
          .experiment=${this.experiment?.name ?? ''}
        ></a2-network>
      </div>
    `;
  }

  #choice(): TemplateResult {
    return html`
      <label class="choice small">
        ${counted(this.#shapes.length, 'network')}; shown:
        <select
          @change=${(event: Event) => {
            this.shape = (event.currentTarget as HTMLSelectElement).selectedIndex;
          }}
        >
          ${this.#shapes.map(
            ({ sizes, activation }, index) =>
              html`<option ?selected=${index === this.shape}>
                ${depthText(sizes)}, ${count(sizes[1] ?? 0)} wide, ${nameOf(activation)}
              </option>`,
          )}
        </select>
      </label>
    `;
  }
}

define('a2-network-view', A2NetworkView);

declare global {
  interface HTMLElementTagNameMap {
    'a2-network-view': A2NetworkView;
  }
}
