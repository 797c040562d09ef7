import { css, html, nothing, type TemplateResult } from 'lit';
import { DeferredElement } from '../../../ui/elements/deferred-element.ts';
import { base } from '../../../ui/styles/shared.ts';
import { drawMarks } from '../../../ui/elements/marks.ts';
import { graphMarks } from '../../answers/graph-marks.ts';
import type { Layout } from '../../theory/graph/layout.ts';
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

      .unit {
        fill: var(--a2-raised);
        stroke: var(--a2-ink);
        stroke-width: 1.5;
      }

      .input {
        fill: var(--a2-sunken);
        stroke: var(--a2-line-strong);
        stroke-width: 1.5;
      }

      .output {
        stroke: var(--a2-accent);
        stroke-width: 2.5;
      }

      text {
        fill: var(--a2-ink);
        font-size: 14px;
        text-anchor: middle;
      }

      .name {
        font-size: 15px;
        font-style: italic;
      }

      .activation {
        fill: var(--a2-soft);
        font-size: 10.5px;
      }

      /* LeakyReLU must stay within its circle in a wide font too. */
      .activation.long {
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
          ${drawMarks(graphMarks(layout, this.values))}
        </svg>
      </div>
    `;
  }
}

define('a2-graph-drawing', A2GraphDrawing);

declare global {
  interface HTMLElementTagNameMap {
    'a2-graph-drawing': A2GraphDrawing;
  }
}
