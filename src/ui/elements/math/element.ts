import { css, html, type TemplateResult } from 'lit';
import { DeferredElement } from '../deferred-element.ts';
import { define } from '../define.ts';
import { typeset } from './typeset.ts';

/**
 * @summary A formula typeset as MathML: accessible, selectable, sized like the surrounding text.
 * `block` puts it on its own line, which scrolls on narrow screens.
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
      /* System math fonts; without a MATH table brackets would not stretch. */
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

  /** The formula in TeX. */
  declare tex: string;
  /** Whether it is on its own line. */
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

  /** Also reports the current content, after layout: measuring earlier would force a separate layout. */
  #watch(): void {
    this.#resizes ??= new ResizeObserver(() => {
      this.#reach();
    });
    this.#resizes.unobserve(this);
    this.#resizes.observe(this);
  }

  /** A scrolling formula must be focusable; others must not be tab stops. */
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
