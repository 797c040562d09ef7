import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { DeferredElement } from '../deferred-element.ts';
import { base, buttons } from '../../styles/shared.ts';
import { define } from '../define.ts';
import { icon } from '../icons.ts';

/** @summary Source code with a button that copies it. */
export class A2Code extends DeferredElement {
  static override styles = [
    base,
    buttons,
    css`
      :host {
        min-inline-size: 0;
      }

      .head {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: 0 0.6rem;
        min-block-size: 2rem;
      }

      pre {
        margin: 0;
        max-block-size: 26rem;
        overflow: auto;
        overscroll-behavior-x: contain;
        padding: 0.7rem 0.8rem;
        border: 1px solid var(--a2-line);
        border-radius: var(--a2-radius);
        background: var(--a2-sunken);
        font: 400 var(--a2-small) / 1.5 var(--a2-mono);
        tab-size: 2;
      }

      pre:focus-visible {
        outline-offset: -2px;
      }
    `,
  ];

  static override properties = {
    code: { attribute: false },
    label: { attribute: false },
    told: { state: true },
  };

  declare code: string;
  /** A short description of the code. */
  declare label: string;
  /** The result of the last copy; '' before one and after the code changes. */
  declare protected told: string;

  constructor() {
    super();
    this.code = '';
    this.label = '';
    this.told = '';
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('code')) this.told = '';
  }

  async #copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(this.code);
      this.told = 'Copied.';
    } catch {
      // If the page may not write to the clipboard, the keyboard can.
      const pre = this.renderRoot.querySelector('pre');
      if (pre !== null) getSelection()?.selectAllChildren(pre);
      this.told = 'Selected. Copy it with the keyboard.';
    }
  }

  protected override render(): TemplateResult {
    return html`
      <div class="head small soft">
        <span>${this.label}</span>
        <span>
          <span role="status">${this.told === '' ? nothing : this.told}</span>
          <button
            type="button"
            class="quiet"
            aria-label="Copy: ${this.label}"
            @click=${() => void this.#copy()}
          >
            ${icon('document')}Copy
          </button>
        </span>
      </div>
      <pre tabindex="0" role="group" aria-label=${this.label}><code>${this.code}</code></pre>
    `;
  }
}

define('a2-code', A2Code);

declare global {
  interface HTMLElementTagNameMap {
    'a2-code': A2Code;
  }
}
