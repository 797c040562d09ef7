import { LitElement, css, html, type TemplateResult } from 'lit';
import { define } from '../define.ts';
import { typeset } from './typeset.ts';

/**
 * @summary A formula, typeset as MathML: readable aloud, selectable, as large as the text around it.
 * `block` gives it a line of its own, which scrolls where the screen is narrower.
 */
export class A2Math extends LitElement {
  static override styles = css`
    :host {
      display: inline;
    }

    :host([block]) {
      display: block;
      overflow-x: auto;
      overflow-y: hidden;
      padding-block: 0.2rem;
    }

    math {
      font-family: 'Cambria Math', 'STIX Two Math', 'Latin Modern Math', 'Noto Sans Math', math;
      font-size: 1.06em;
      line-height: normal;
    }

    math.tml-display {
      display: block math;
      inline-size: auto;
      text-align: start;
      margin: 0;
    }

    math * {
      border-color: currentColor;
    }

    mtd {
      padding-block: 0.2em;
    }

    .tml-left {
      text-align: start;
    }

    .tml-right {
      text-align: end;
    }

    @media print {
      :host([block]) {
        overflow: visible;
      }
    }
  `;

  static override properties = {
    tex: {},
    block: { type: Boolean, reflect: true },
  };

  /** What is set, in TeX. */
  declare tex: string;
  /** Whether it stands on a line of its own. */
  declare block: boolean;

  constructor() {
    super();
    this.tex = '';
    this.block = false;
  }

  protected override render(): TemplateResult {
    return html`${this.tex === '' ? '' : typeset(this.tex, this.block)}`;
  }
}

define('a2-math', A2Math);

declare global {
  interface HTMLElementTagNameMap {
    'a2-math': A2Math;
  }
}
