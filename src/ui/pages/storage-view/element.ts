import { LitElement, css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { define } from '../../elements/define.ts';
import { icon } from '../../elements/icons.ts';
import '../../elements/notice/element.ts';
import type { InstallState } from '../../../offline/install.ts';
import { askToPersist, persistQuietly, type Persistence } from '../../../offline/storage.ts';
import { base, buttons } from '../../styles/shared.ts';
import type { Lab } from '../lab.ts';
import { exportRuns } from '../results-page/files.ts';
import { rememberTold } from '../../../store/notice-shown.ts';
import { adviceText, answerText, mayDeleteText } from './text.ts';

/**
 * @summary Warns once, under the first run that this browser keeps, that the browser may delete it,
 * with buttons that help. Nothing if the lab is an installed app, or the browser has promised to
 * keep its data.
 */
export class A2StorageNotice extends LitElement {
  static override styles = [
    base,
    buttons,
    css`
      .buttons {
        display: flex;
        flex-wrap: wrap;
        gap: 0.4rem;
      }

      .said:empty {
        display: none;
      }
    `,
  ];

  static override properties = {
    lab: { attribute: false },
    runId: { attribute: false },
    persistence: { state: true },
    said: { state: true },
    dismissed: { state: true },
  };

  declare lab: Lab | null;
  /** The id of the run shown, in the store. */
  declare runId: string | null;
  /** Null until the browser has answered. */
  declare protected persistence: Persistence | null;
  /** The result of a button. */
  declare protected said: string;
  declare protected dismissed: boolean;

  #life = new AbortController();

  constructor() {
    super();
    this.lab = null;
    this.runId = null;
    this.persistence = null;
    this.said = '';
    this.dismissed = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#life = new AbortController();
    this.#follow();
    const { signal } = this.#life;
    void persistQuietly().then((persistence) => {
      if (!signal.aborted) this.persistence = persistence;
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#life.abort();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('lab')) this.#follow();
  }

  protected override updated(): void {
    if (this.#shown) rememberTold();
  }

  #follow(): void {
    const stop = this.lab?.installation?.subscribe(() => this.requestUpdate());
    if (stop !== undefined) this.#life.signal.addEventListener('abort', stop);
  }

  get #install(): InstallState {
    return this.lab?.installation?.state ?? 'not offered';
  }

  get #shown(): boolean {
    const { persistence } = this;
    // A promise given just now is shown in the button's place.
    const safe = persistence === 'granted' && this.said === '';
    return !(this.dismissed || persistence === null || safe || this.#install === 'installed');
  }

  async #export(): Promise<void> {
    const { lab, runId } = this;
    const store = lab?.store ?? null;
    if (store === null || runId === null) return;
    try {
      const run = await store.run(runId);
      if (run === null) throw new Error('it is no longer kept');
      await exportRuns(store, [run]);
      this.said = 'Exported. You can import the file on the results page.';
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      this.said = `The run could not be exported: ${why}`;
    }
  }

  async #ask(): Promise<void> {
    const persistent = (await askToPersist()) === true;
    this.said = answerText(persistent);
    this.persistence = persistent ? 'granted' : 'refused';
  }

  protected override render(): TemplateResult | typeof nothing {
    if (!this.#shown) return nothing;
    const { persistence } = this;
    const install = this.#install;
    return html`
      <a2-notice kind="warning">
        ${
          persistence === 'granted'
            ? nothing
            : html`This run is in this browser only. ${mayDeleteText} ${adviceText(install)}`
        }
        <span class="said" role="status">${this.said}</span>
        <span slot="action" class="buttons">
          <button type="button" @click=${() => void this.#export()}>
            ${icon('download')}Export this run
          </button>
          ${
            install === 'offered'
              ? html`<button type="button" @click=${() => void this.lab?.installation?.ask()}>
                  Install the lab
                </button>`
              : nothing
          }
          ${
            persistence === 'may be asked'
              ? html`<button type="button" @click=${() => void this.#ask()}>
                  Ask the browser to keep it
                </button>`
              : nothing
          }
          <button type="button" class="quiet" @click=${() => (this.dismissed = true)}>
            Dismiss
          </button>
        </span>
      </a2-notice>
    `;
  }
}

define('a2-storage-notice', A2StorageNotice);

declare global {
  interface HTMLElementTagNameMap {
    'a2-storage-notice': A2StorageNotice;
  }
}
