import { LitElement, css, html, type TemplateResult } from 'lit';
import { define } from '../../elements/define.ts';
import { base } from '../../styles/shared.ts';

/**
 * @summary The switch for recomputing the figures on every edit, and its status.
 *
 * @event a2-live - the switch changed; `detail` is the new state
 */
export class A2LiveSwitch extends LitElement {
  static override styles = [
    base,
    css`
      div {
        display: flex;
        flex-wrap: wrap;
        gap: 0.25rem 1rem;
        align-items: baseline;
        min-block-size: 1.5rem;
      }

      label {
        display: inline-flex;
        gap: 0.5rem;
        align-items: center;
      }

      input {
        inline-size: 1.1rem;
        block-size: 1.1rem;
        margin: 0;
        accent-color: var(--a2-accent);
      }

      @media (pointer: coarse) {
        label {
          min-block-size: 2.75rem;
        }
      }
    `,
  ];

  static override properties = { on: { type: Boolean }, text: {} };

  declare on: boolean;
  /** The status of the last edit; '' for none. */
  declare text: string;

  constructor() {
    super();
    this.on = true;
    this.text = '';
  }

  #switch(event: Event): void {
    const detail = (event.currentTarget as HTMLInputElement).checked;
    this.dispatchEvent(new CustomEvent('a2-live', { detail }));
  }

  protected override render(): TemplateResult {
    return html`
      <div class="small">
        <label>
          <input type="checkbox" .checked=${this.on} @change=${this.#switch} />
          Recompute as I change the set-up
        </label>
        <span class="soft" role="status">${this.text}</span>
      </div>
    `;
  }
}

define('a2-live-switch', A2LiveSwitch);

declare global {
  interface HTMLElementTagNameMap {
    'a2-live-switch': A2LiveSwitch;
  }
}
