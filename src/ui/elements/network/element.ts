import { html, nothing, svg, type SVGTemplateResult, type TemplateResult } from 'lit';
import { defaultMembers } from '../../../catalog/defaults.ts';
import { DeferredElement } from '../deferred-element.ts';
import { parameterCount } from '../../../document/parameters.ts';
import type { Activation } from '../../../document/schema.ts';
import { base, disclosures, tables } from '../../styles/shared.ts';
import { count, counted } from '../../../base/numbers.ts';
import { nameOf } from '../../../text/labels.ts';
import { define } from '../define.ts';
import '../save-menu/element.ts';
import { paperOf, serialise } from '../save-menu/serialise.ts';
import { footStyles } from '../save-menu/styles.ts';
import { columnsFor, unitsOf, type Column } from '../../../figures/network/layout.ts';
import { networkStyles } from './styles.ts';
import {
  depthText,
  layerName,
  mapParameters,
  networkCsv,
  networkSentence,
  weightShape,
} from '../../../figures/network/text.ts';

/** Minimum pixels per column, and the space above and below the units. */
const minPitch = 92;
const unitsTop = 44;
const unitsHeight = 150;
const labelsTop = unitsTop + unitsHeight + 18;
const height = labelsTop + 64;
/** Longer shapes wrap onto two lines. */
const longShape = 10;

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
    const columns = columnsFor(this.sizes.length, Math.floor(width / minPitch));
    const pitch = width / columns.length;
    const x = (at: number) => (at + 0.5) * pitch;
    return html`<svg
      class="drawing"
      viewBox="0 0 ${width} ${height}"
      width=${width}
      height=${height}
      aria-hidden="true"
    >
      ${columns.slice(1).map((to, index) => this.#lines(columns[index]!, to, x(index), x(index + 1)))}
      ${columns.map((column, index) =>
        column.kind === 'layer'
          ? this.#layer(column.layer, x(index))
          : this.#gap(column, columns[index - 1]!, x(index), pitch),
      )}
    </svg>`;
  }

  #units(column: Column): readonly number[] {
    return column.kind === 'gap'
      ? []
      : unitsOf(this.sizes[column.layer] ?? 0, unitsHeight).at.map((y) => y + unitsTop);
  }

  /** The lines between shown units of two layers, and the parameters of the map between them. */
  #lines(from: Column, to: Column, x1: number, x2: number): SVGTemplateResult {
    const [left, right] = [this.#units(from), this.#units(to)];
    if (from.kind === 'gap' || to.kind === 'gap') {
      const [units, x, inner] =
        from.kind === 'gap' ? [right, x2, x2 - (x2 - x1) * 0.3] : [left, x1, x1 + (x2 - x1) * 0.3];
      const path = units.map((y) => `M${x} ${y}H${inner}`).join('');
      return svg`<path class="line" d=${path} />`;
    }
    const path = left.map((a) => right.map((b) => `M${x1} ${a}L${x2} ${b}`).join('')).join('');
    const shape = weightShape(this.sizes, to.layer);
    const lines = shape.length > longShape && x2 - x1 < 80 ? shape.split(/(?<=×) /) : [shape];
    const texts = [...lines, count(mapParameters(this.sizes, to.layer))];
    return svg`<path class="line" d=${path} />
      ${texts.map(
        (text, index) =>
          svg`<text class=${index === lines.length ? 'sum' : 'shape'} x=${(x1 + x2) / 2} y=${labelsTop + 22 + index * 15}>${text}</text>`,
      )}`;
  }

  #layer(layer: number, x: number): SVGTemplateResult {
    const { sizes } = this;
    const { at, ellipsis } = unitsOf(sizes[layer] ?? 0, unitsHeight);
    const hidden = layer > 0 && layer < sizes.length - 1;
    const below = hidden ? nameOf(this.activation) : layer === 0 ? '' : 'linear';
    return svg`
      <text class="name" x=${x} y="12">${layerName(sizes, layer)}</text>
      <text class="shape" x=${x} y="28">B × ${count(sizes[layer] ?? 0)}</text>
      ${at.map((y) => svg`<circle class=${hidden ? 'hidden' : 'end'} cx=${x} cy=${y + unitsTop} r="5" />`)}
      ${ellipsis === null ? nothing : svg`<text class="dots" x=${x} y=${ellipsis + unitsTop + 5}>⋮</text>`}
      <text class="shape" x=${x} y=${labelsTop}>${below}</text>`;
  }

  /** Only hidden layers are omitted, and those all have the same size. */
  #gap(
    { first, last }: Extract<Column, { kind: 'gap' }>,
    before: Column,
    x: number,
    pitch: number,
  ): SVGTemplateResult {
    const maps = last - first + 2;
    const layer = before.kind === 'layer' ? before.layer + 1 : first;
    const shape = weightShape(this.sizes, layer);
    const lines = shape.length > longShape && pitch < 110 ? shape.split(/(?<=×) /) : [shape];
    return svg`
      <text class="name" x=${x} y="12">${last - first + 1} more</text>
      <text class="dots" x=${x} y=${unitsTop + unitsHeight / 2 + 5}>⋯</text>
      <text class="shape" x=${x} y=${labelsTop}>identical</text>
      ${[`${maps} maps`, ...lines, `each ${count(mapParameters(this.sizes, layer))}`].map(
        (text, index) =>
          svg`<text class=${index > lines.length ? 'sum' : 'shape'} x=${x} y=${labelsTop + 22 + index * 15}>${text}</text>`,
      )}`;
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
