import { css, html, nothing, svg, type SVGTemplateResult, type TemplateResult } from 'lit';
import { DeferredElement } from '../../../ui/elements/deferred-element.ts';
import { base } from '../../../ui/styles/shared.ts';
import { arrowHead, smooth } from '../../theory/graph/curves.ts';
import {
  radius,
  type Layout,
  type PlacedEdge,
  type PlacedNode,
} from '../../theory/graph/layout.ts';
import { significant } from '../../../base/numbers.ts';
import { define } from '../../../ui/elements/define.ts';

/**
 * @summary A network drawn as a graph: every node with its name, activation and bias, every edge with
 * its weight. `description` is its text alternative.
 *
 * @csspart drawing - the SVG
 */
export class A2GraphDrawing extends DeferredElement {
  static override styles = [
    base,
    css`
      .scroll {
        overflow-x: auto;
        overscroll-behavior-x: contain;
      }

      svg {
        display: block;
        max-inline-size: none;
        margin-inline: auto;
        font-family: var(--a2-font);
        overflow: visible;
      }

      .edge {
        fill: none;
        stroke: var(--a2-soft);
        stroke-width: 1.5;
      }

      .head {
        fill: var(--a2-soft);
      }

      circle {
        fill: var(--a2-raised);
        stroke: var(--a2-ink);
        stroke-width: 1.5;
      }

      .input circle {
        fill: var(--a2-sunken);
        stroke: var(--a2-line-strong);
      }

      .output circle {
        stroke: var(--a2-accent);
        stroke-width: 2.5;
      }

      text {
        fill: var(--a2-ink);
        font-size: 14px;
        text-anchor: middle;
        dominant-baseline: central;
      }

      .name {
        font-size: 15px;
        font-style: italic;
      }

      .small-text {
        fill: var(--a2-soft);
        font-size: 10.5px;
      }

      /* LeakyReLU must stay within its circle in a wide font too. */
      .small-text.long {
        font-size: 9px;
      }

      .bias {
        font-style: italic;
      }

      .value {
        fill: var(--a2-accent);
        font-size: 12px;
        font-variant-numeric: tabular-nums;
      }

      .weight {
        font-style: italic;
        paint-order: stroke;
        stroke: var(--a2-paper);
        stroke-width: 6px;
        stroke-linejoin: round;
      }
    `,
  ];

  static override properties = {
    layout: { attribute: false },
    values: { attribute: false },
    name: { type: String },
    description: { attribute: false },
  };

  declare layout: Layout | null;
  /** Values of nodes by id, drawn above them; null for none. */
  declare values: ReadonlyMap<string, number> | null;
  /** Accessible name. */
  declare name: string;
  declare description: string;

  constructor() {
    super();
    this.layout = null;
    this.values = null;
    this.name = 'Network';
    this.description = '';
  }

  /** The rendered SVG, for exports; null before the first render. */
  get drawing(): SVGSVGElement | null {
    return this.renderRoot.querySelector('svg');
  }

  protected override render(): TemplateResult | typeof nothing {
    const { layout } = this;
    if (layout === null) return nothing;
    const { width, height } = layout;
    return html`
      <div class="scroll" role="region" aria-label=${this.name} tabindex="0">
        <svg
          part="drawing"
          role="img"
          aria-label=${this.description === '' ? this.name : `${this.name}. ${this.description}`}
          viewBox="0 0 ${width} ${height}"
          width=${width}
          height=${height}
        >
          ${layout.edges.map((edge) => edgeLine(edge))}
          ${layout.edges.map((edge) => edgeLabel(edge))}
          ${layout.nodes.map((node) => this.#node(node))}
        </svg>
      </div>
    `;
  }

  #node(node: PlacedNode): SVGTemplateResult {
    const { x, y, kind, name, activation, bias, output, id } = node;
    const value = this.values?.get(id);
    return svg`<g class="${kind} ${output ? 'output' : ''}">
      <circle cx=${x} cy=${y} r=${radius[kind]} />
      <text class="name" x=${x} y=${activation === '' ? y : y - 7}>${name}</text>
      ${
        activation === ''
          ? nothing
          : svg`<text class="small-text ${activation.length > 7 ? 'long' : ''}" x=${x} y=${y + 10}>${activation}</text>`
      }
      ${bias === '' ? nothing : svg`<text class="bias" x=${x} y=${y + radius[kind] + 12}>${bias}</text>`}
      ${
        value === undefined
          ? nothing
          : svg`<text class="value" x=${x} y=${y - radius[kind] - 9}>${significant(value, 4)}</text>`
      }
    </g>`;
  }
}

function edgeLine({ points }: PlacedEdge): SVGTemplateResult {
  const [end, before] = [points.at(-1)!, points.at(-2)!];
  return svg`<path class="edge" d=${smooth(points)} /><path class="head" d=${arrowHead(before, end)} />`;
}

const edgeLabel = ({ label, labelAt }: PlacedEdge): SVGTemplateResult | typeof nothing =>
  label === '' ? nothing : svg`<text class="weight" x=${labelAt.x} y=${labelAt.y}>${label}</text>`;

define('a2-graph-drawing', A2GraphDrawing);

declare global {
  interface HTMLElementTagNameMap {
    'a2-graph-drawing': A2GraphDrawing;
  }
}
