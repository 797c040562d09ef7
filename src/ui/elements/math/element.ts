import { css, html, type TemplateResult } from 'lit';
import { DeferredElement } from '../deferred-element.ts';
import { define } from '../define.ts';
import { typeset } from './typeset.ts';

/**
 * @summary A formula, typeset as MathML: readable aloud, selectable, as large as the text around it.
 * `block` gives it a line of its own, which scrolls where the screen is narrower.
 */
export class A2Math extends DeferredElement {
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
      /* The systems' own; a font without a MATH table would not let brackets grow. */
      font-family:
        'Cambria Math', 'STIX Two Math', 'Latin Modern Math', 'Libertinus Math',
        'TeX Gyre Termes Math', 'DejaVu Math TeX Gyre', 'Noto Sans Math', math, serif;
      font-size: 1.06em;
      line-height: normal;
    }

    math.tml-display {
      display: block math;
      inline-size: fit-content;
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

  #resizes: ResizeObserver | null = null;

  constructor() {
    super();
    this.tex = '';
    this.block = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.block) this.#watch();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resizes?.disconnect();
    this.#resizes = null;
  }

  protected override updated(): void {
    if (this.block) this.#watch();
    else this.#reach();
  }

  /** Tells of the present content too, once it is laid out: to ask sooner would have it laid out alone. */
  #watch(): void {
    this.#resizes ??= new ResizeObserver(() => {
      this.#reach();
    });
    this.#resizes.unobserve(this);
    this.#resizes.observe(this);
  }

  /** What scrolls must be in reach of the keyboard, and what does not must not be in its way. */
  #reach(): void {
    const scrolls = this.block && this.scrollWidth > this.clientWidth;
    if (scrolls === this.hasAttribute('tabindex')) return;
    if (scrolls) {
      this.tabIndex = 0;
      this.setAttribute('role', 'group');
      this.ariaLabel = 'Formula, scrolls sideways';
    } else {
      for (const name of ['tabindex', 'role', 'aria-label']) this.removeAttribute(name);
    }
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
