import { LitElement, html, nothing, svg, type TemplateResult } from 'lit';
import { base, buttons } from '../../styles/shared.ts';
import { define } from '../define.ts';
import { icon } from '../icons.ts';

/**
 * @summary A button that shows a figure alone on the whole screen, where the browser can: not on iPhones, nor in frames
 * that may not.
 */
export class A2FullScreen extends LitElement {
  static override styles = [base, buttons];

  static override properties = { figure: { attribute: false }, subject: { attribute: false } };

  /** What is shown; it is asked to draw itself again when its room changes. */
  declare figure: LitElement | null;
  /** The figure's title, for the button's name. */
  declare subject: string;

  #life = new AbortController();

  constructor() {
    super();
    this.figure = null;
    this.subject = '';
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#life = new AbortController();
    const changed = () => {
      this.requestUpdate();
      this.figure?.requestUpdate();
    };
    document.addEventListener('fullscreenchange', changed, { signal: this.#life.signal });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#life.abort();
  }

  get #on(): boolean {
    return this.figure?.matches(':fullscreen') === true;
  }

  /** A browser that refuses changes nothing, and the button stays as it was. */
  #toggle(): void {
    const changed = this.#on ? document.exitFullscreen() : this.figure?.requestFullscreen();
    changed?.catch(() => undefined);
  }

  protected override render(): TemplateResult | typeof nothing {
    if (!document.fullscreenEnabled) return nothing;
    const on = this.#on;
    return html`<button
      type="button"
      class="quiet"
      aria-label="${on ? 'Leave the full screen' : 'Full screen'}: ${this.subject}"
      title=${on ? 'Leave the full screen (Escape)' : 'Full screen'}
      @click=${() => this.#toggle()}
    >
      ${
        on
          ? icon('close')
          : html`<svg class="icon" viewBox="0 0 16 16" aria-hidden="true">
              ${svg`<path d="M9.5 2.5h4v4M6.5 13.5h-4v-4M13.5 2.5 9 7M2.5 13.5 7 9" />`}
            </svg>`
      }
    </button>`;
  }
}

define('a2-full-screen', A2FullScreen);

declare global {
  interface HTMLElementTagNameMap {
    'a2-full-screen': A2FullScreen;
  }
}
