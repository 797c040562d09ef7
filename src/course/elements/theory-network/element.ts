import { html, nothing, svg, type SVGTemplateResult, type TemplateResult } from 'lit';
import { DeferredElement } from '../../../ui/elements/deferred-element.ts';
import type { DrawnEdge, DrawnNode } from '../../answers/types.ts';
import { base, disclosures, tables } from '../../../ui/styles/shared.ts';
import { define } from '../../../ui/elements/define.ts';
import { networkStyles } from './styles.ts';

/** The direction of the pass that is shown. */
export type Flow = 'forward' | 'backward';

const radius = 27;

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
          ${this.edges.map((edge) => this.#line(edge))}
          ${this.edges.map((edge) => this.#edgeLabel(edge))}
          ${this.nodes.map((node) => this.#node(node))}
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

  #line(edge: DrawnEdge): SVGTemplateResult | typeof nothing {
    const ends = this.#ends(edge);
    if (ends === null) return nothing;
    const back = this.flow === 'backward' && edge.gradient !== '';
    const [start, end] = back ? [ends.to, ends.from] : [ends.from, ends.to];
    const dx = end.x - start.x;
    const dy = end.y - start.y;
    const length = Math.hypot(dx, dy);
    const [ux, uy] = [dx / length, dy / length];
    const tip = { x: end.x - ux * (radius + 2), y: end.y - uy * (radius + 2) };
    const foot = { x: start.x + ux * radius, y: start.y + uy * radius };
    const base = { x: tip.x - ux * 9, y: tip.y - uy * 9 };
    const active = this.active.has(edge.id);
    return svg`<g class="edge ${active ? 'active' : ''} ${back ? 'back' : ''}">
      <path d="M${foot.x} ${foot.y}L${base.x} ${base.y}" />
      <path
        class="tip"
        d="M${tip.x} ${tip.y}L${base.x - uy * 4} ${base.y + ux * 4}L${base.x + uy * 4} ${base.y - ux * 4}Z"
      />
    </g>`;
  }

  #edgeLabel(edge: DrawnEdge): SVGTemplateResult | typeof nothing {
    const ends = this.#ends(edge);
    if (ends === null) return nothing;
    const x = ends.from.x + (ends.to.x - ends.from.x) * edge.at;
    const y = ends.from.y + (ends.to.y - ends.from.y) * edge.at;
    const top = edge.gradient === '' ? 4 : -4;
    const under = edge.label === '' ? 4 : 11;
    if (edge.label === '' && edge.gradient === '') return nothing;
    const letters = Math.max(edge.label.length, edge.gradient.length);
    const wide = letters * 6.6 + 4;
    const lines = edge.label === '' || edge.gradient === '' ? 1 : 2;
    return svg`<g class="label ${this.active.has(edge.id) ? 'active' : ''}">
      <rect class="plate" x=${x - wide / 2} y=${y - 8.5 * lines} width=${wide} height=${17 * lines} />
      <text x=${x} y=${y + top}>${edge.label}</text>
      ${edge.gradient === '' ? nothing : svg`<text class="gradient" x=${x} y=${y + under}>${edge.gradient}</text>`}
    </g>`;
  }

  #node(node: DrawnNode): SVGTemplateResult {
    const { x, y, kind, name, value, above = [], below = [] } = node;
    const single = value === '';
    return svg`<g class="node ${kind} ${this.active.has(node.id) ? 'active' : ''}">
      ${
        kind === 'loss'
          ? svg`<rect x=${x - radius} y=${y - radius + 4} width=${radius * 2} height=${radius * 2 - 8} rx="5" />`
          : svg`<circle cx=${x} cy=${y} r=${radius} />`
      }
      <text class="name" x=${x} y=${single ? y + 5 : y - 3}>${name}</text>
      ${single ? nothing : svg`<text class="value" x=${x} y=${y + 13}>${value}</text>`}
      ${above.map(
        (line, index) =>
          svg`<text class="beside" x=${x} y=${y - radius - 7 - 15 * (above.length - 1 - index)}>${line}</text>`,
      )}
      ${below.map(
        (line, index) =>
          svg`<text class="beside" x=${x} y=${y + radius + 16 + 15 * index}>${line}</text>`,
      )}
    </g>`;
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
