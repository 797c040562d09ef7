import { LitElement, css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { Updates } from '../../../offline/updates.ts';
import { base, buttons } from '../../styles/shared.ts';
import { define } from '../define.ts';
import '../notice/element.ts';

/**
 * @summary Announces a new version of the lab. It never reloads by itself, nor while something is training.
 */
export class A2UpdateNotice extends LitElement {
  static override styles = [
    base,
    buttons,
    css`
      a2-notice {
        margin: 0.75rem clamp(1rem, 2.5vw, 2.5rem) 0;
      }
    `,
  ];

  static override properties = {
    updates: { attribute: false },
    busy: { attribute: false },
    later: { state: true },
  };

  declare updates: Updates | null;
  /** Whether a run is active in this tab. */
  declare busy: boolean;
  /** Dismissed until the page is opened again. */
  declare protected later: boolean;

  #stop: (() => void) | null = null;

  constructor() {
    super();
    this.updates = null;
    this.busy = false;
    this.later = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#follow();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stop?.();
    this.#stop = null;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('updates')) this.#follow();
  }

  #follow(): void {
    this.#stop?.();
    this.#stop = this.updates?.subscribe(() => this.requestUpdate()) ?? null;
  }

  protected override render(): TemplateResult | typeof nothing {
    const state = this.updates?.state;
    if (this.later || (state !== 'waiting' && state !== 'superseded')) return nothing;
    const what =
      state === 'waiting'
        ? 'A new version of the lab is available.'
        : 'Another tab uses a new version of the lab. This tab still runs the earlier one.';
    return html`
      <a2-notice>
        <span role="status"
          >${what}
          ${this.busy ? 'Nothing is interrupted: reload when the run has ended.' : 'Results on the pages are kept.'}</span
        >
        <button
          slot="action"
          type="button"
          ?disabled=${this.busy}
          @click=${() => this.updates?.accept()}
        >
          Reload
        </button>
        <button slot="action" type="button" class="quiet" @click=${() => (this.later = true)}>
          Later
        </button>
      </a2-notice>
    `;
  }
}

define('a2-update-notice', A2UpdateNotice);

declare global {
  interface HTMLElementTagNameMap {
    'a2-update-notice': A2UpdateNotice;
  }
}
