import { html, type TemplateResult } from 'lit';
import { DeferredElement } from '../../../ui/elements/deferred-element.ts';
import type { DrawnEdge, DrawnNode } from '../../answers/types.ts';
import { base } from '../../../ui/styles/shared.ts';
import { disclosures } from '../../../ui/styles/disclosures.ts';
import { tables } from '../../../ui/styles/tables.ts';
import { drawMarks } from '../../../ui/elements/marks.ts';
import { networkMarks, type Emphasis } from '../../answers/network-marks.ts';
import { define } from '../../../ui/elements/define.ts';
import { networkStyles } from './styles.ts';

/** Either what is computed forwards, or what is computed backwards. */
export type Flow = Emphasis['flow'];

/**
 * @summary A small network as in a textbook, labelled with the values of one sample. Highlights what the
 * current step computes; arrows point backwards in the backward pass.
 */
export class A2TheoryNetwork extends DeferredElement {
  static override styles = [base, disclosures, tables, networkStyles];

  static override properties = {
    label: {},
    nodes: { attribute: false },
    edges: { attribute: false },
    active: { attribute: false },
    flow: {},
    width: { type: Number },
    height: { type: Number },
  };

  /** The figure's name. */
  declare label: string;
  declare nodes: readonly DrawnNode[];
  declare edges: readonly DrawnEdge[];
  /** Ids of the nodes and edges that the current step is about. */
  declare active: ReadonlySet<string>;
  declare flow: Flow;
  declare width: number;
  declare height: number;

  constructor() {
    super();
    this.label = '';
    this.nodes = [];
    this.edges = [];
    this.active = new Set();
    this.flow = 'forward';
    this.width = 460;
    this.height = 340;
  }

  protected override render(): TemplateResult {
    return html`
      <figure aria-label=${this.label}>
        <svg
          viewBox="0 0 ${this.width} ${this.height}"
          role="img"
          aria-label="${this.label}. Its values are in the table below."
        >
          ${drawMarks(networkMarks(this, this))}
        </svg>
        <details>
          <summary>Values as a table</summary>
          ${this.#table()}
        </details>
      </figure>
    `;
  }

  #ends(edge: DrawnEdge): { from: DrawnNode; to: DrawnNode } | null {
    const from = this.nodes.find(({ id }) => id === edge.from);
    const to = this.nodes.find(({ id }) => id === edge.to);
    return from === undefined || to === undefined ? null : { from, to };
  }

  #table(): TemplateResult {
    return html`
      <div class="scroll" role="region" aria-label="Values of the drawing" tabindex="0">
        <table>
          <caption class="visually-hidden">
            ${this.label}
          </caption>
          <thead>
            <tr>
              <th scope="col" class="start">part</th>
              <th scope="col" class="start">what it is</th>
              <th scope="col" class="start">values</th>
            </tr>
          </thead>
          <tbody>
            ${this.nodes.map(
              ({ name, means, value, above = [], below = [] }) =>
                html`<tr>
                  <th scope="row" class="start">${name}</th>
                  <td class="start">${means}</td>
                  <td class="start">
                    ${[value === '' ? '' : `${name} = ${value}`, ...above, ...below]
                      .filter((text) => text !== '')
                      .join(' · ')}
                  </td>
                </tr>`,
            )}
            ${this.edges.map((edge) => {
              const ends = this.#ends(edge);
              return html`<tr>
                <th scope="row" class="start">${edge.label.split(' ')[0]}</th>
                <td class="start">from ${ends?.from.name} to ${ends?.to.name}</td>
                <td class="start">
                  ${[edge.label, edge.gradient].filter((text) => text !== '').join(' · ')}
                </td>
              </tr>`;
            })}
          </tbody>
        </table>
      </div>
    `;
  }
}

define('a2-theory-network', A2TheoryNetwork);

declare global {
  interface HTMLElementTagNameMap {
    'a2-theory-network': A2TheoryNetwork;
  }
}
