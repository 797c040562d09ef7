import { html, nothing, type TemplateResult } from 'lit';
import { defaultMembers } from '../../../catalog/defaults.ts';
import { DeferredElement } from '../deferred-element.ts';
import { parameterCount } from '../../../document/parameters.ts';
import type { Activation } from '../../../document/schema.ts';
import { base } from '../../styles/shared.ts';
import { disclosures } from '../../styles/disclosures.ts';
import { tables } from '../../styles/tables.ts';
import { count, counted } from '../../../base/numbers.ts';
import { nameOf } from '../../../text/labels.ts';
import { define } from '../define.ts';
import '../save-menu/element.ts';
import { paperOf, serialise } from '../save-menu/serialise.ts';
import { footStyles } from '../save-menu/styles.ts';
import { drawMarks } from '../marks.ts';
import { networkMarks } from '../../../figures/network/marks.ts';
import { networkStyles } from './styles.ts';
import {
  depthText,
  layerName,
  mapParameters,
  networkCsv,
  networkSentence,
  weightShape,
} from '../../../figures/network/text.ts';

/** Pixels that a column should have. */
const pitchWanted = 92;

/**
 * @summary A multilayer perceptron drawn: layers with their shapes, linear maps with theirs and their
 * parameters. Layers that do not fit are counted, not squeezed; the table lists all.
 */
export class A2Network extends DeferredElement {
  static override styles = [base, disclosures, tables, networkStyles, footStyles];

  static override properties = {
    sizes: { attribute: false },
    activation: {},
    experiment: { attribute: false },
    width: { state: true },
    open: { state: true },
  };

  /** Input first, output last: [784, 16, …, 16, 10]. */
  declare sizes: readonly number[];
  /** The activation of every hidden layer; the output layer is linear. */
  declare activation: Activation;
  /** First in the names of saved files. */
  declare experiment: string;
  declare protected width: number;
  declare protected open: boolean;

  #resizes: ResizeObserver | null = null;

  constructor() {
    super();
    this.sizes = [];
    this.activation = defaultMembers.activation;
    this.experiment = '';
    this.width = 0;
    this.open = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#resizes = new ResizeObserver((entries) => {
      this.width = Math.floor(entries.at(-1)?.contentRect.width ?? 0);
    });
    this.#resizes.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resizes?.disconnect();
  }

  protected override render(): TemplateResult | typeof nothing {
    const { sizes } = this;
    if (sizes.length < 2) return nothing;
    return html`
      <figure aria-labelledby="says">
        ${this.#drawing()}
        <figcaption>
          <p class="small soft" id="says">${networkSentence(sizes, nameOf(this.activation))}</p>
          <p class="small soft">
            B is the batch size. As in nn.Linear, a weight has one row per output, and a bias one
            value per output.
          </p>
          <div class="foot">
            <details
              @toggle=${(event: Event) => {
                this.open = (event.currentTarget as HTMLDetailsElement).open;
              }}
            >
              <summary>Show as table</summary>
              ${this.open ? this.#table() : nothing}
            </details>
            <a2-save-menu
              subject="the network"
              chart="network"
              .experiment=${this.experiment}
              .csv=${() => networkCsv(this.sizes, nameOf(this.activation))}
              .svg=${() => this.#svg()}
            ></a2-save-menu>
          </div>
        </figcaption>
      </figure>
    `;
  }

  #svg(): string {
    const drawn = this.renderRoot.querySelector<SVGSVGElement>('svg.drawing');
    if (drawn === null) throw new Error('there is no drawing yet');
    return serialise(drawn, paperOf(this));
  }

  #drawing(): TemplateResult {
    // The observer reports one frame later, which would be visible as a jump.
    const width = this.width === 0 ? this.clientWidth || 640 : this.width;
    const { height, marks } = networkMarks(this, width, Math.floor(width / pitchWanted));
    return html`<svg
      class="drawing"
      viewBox="0 0 ${width} ${height}"
      width=${width}
      height=${height}
      aria-hidden="true"
    >
      ${drawMarks(marks)}
    </svg>`;
  }

  #table(): TemplateResult {
    const { sizes } = this;
    return html`
      <div class="scroll" role="region" aria-label="The network as a table" tabindex="0">
        <table>
          <caption>
            ${depthText(sizes)}, ${counted(parameterCount(sizes), 'parameter')}
          </caption>
          <thead>
            <tr>
              <th scope="col" class="start">Layer</th>
              <th scope="col">Output</th>
              <th scope="col">Weight</th>
              <th scope="col">Bias</th>
              <th scope="col">Parameters</th>
              <th scope="col" class="start">Activation</th>
            </tr>
          </thead>
          <tbody>
            ${sizes.map((size, layer) => {
              const hidden = layer > 0 && layer < sizes.length - 1;
              return html`<tr>
                <th scope="row" class="start">${layerName(sizes, layer)}</th>
                <td>B × ${count(size)}</td>
                <td>${layer === 0 ? '–' : weightShape(sizes, layer)}</td>
                <td>${layer === 0 ? '–' : count(size)}</td>
                <td>${layer === 0 ? '–' : count(mapParameters(sizes, layer))}</td>
                <td class="start">
                  ${hidden ? nameOf(this.activation) : layer === 0 ? '–' : 'linear'}
                </td>
              </tr>`;
            })}
          </tbody>
        </table>
      </div>
    `;
  }
}

define('a2-network', A2Network);

declare global {
  interface HTMLElementTagNameMap {
    'a2-network': A2Network;
  }
}
