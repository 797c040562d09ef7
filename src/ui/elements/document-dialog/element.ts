import '@awesome.me/webawesome/dist/components/dialog/dialog.js';
import type WaDialog from '@awesome.me/webawesome/dist/components/dialog/dialog.js';
import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { lockedChanges } from '../../../document/locks.ts';
import type { Parsed } from '../../../document/parse.ts';
import { parseExperimentText } from '../../../document/parse-text.ts';
import type { Experiment } from '../../../document/schema.ts';
import { base, buttons } from '../../styles/shared.ts';
import { webAwesomeTokens } from '../../styles/web-awesome.ts';
import { define } from '../define.ts';
import { DraftEvent } from '../settings-form/events.ts';

/** Further issues rarely add information. */
const maxIssues = 8;

/**
 * @summary The experiment as its JSON document, to read, copy and edit, including settings without
 * a form field. Loaded on first use.
 *
 * @event a2-draft - the document was applied; `draft`
 */
export class A2DocumentDialog extends LitElement {
  static override styles = [
    base,
    buttons,
    webAwesomeTokens,
    css`
      wa-dialog {
        --width: min(46rem, calc(100vw - 2rem));
      }

      textarea {
        display: block;
        inline-size: 100%;
        block-size: min(26rem, 50dvh);
        padding: 0.6rem;
        border: 1px solid var(--a2-line-strong);
        border-radius: var(--a2-radius);
        background: var(--a2-paper);
        color: var(--a2-ink);
        font: 400 var(--a2-small) / 1.5 var(--a2-mono);
        tab-size: 2;
        resize: vertical;
      }

      label {
        display: block;
        margin-block-end: 0.35rem;
      }

      .verdict {
        min-block-size: 4.5em;
        margin-block-start: 0.5rem;
      }

      .bad {
        color: var(--a2-bad);
        overflow-wrap: anywhere;
      }

      .good {
        color: var(--a2-good);
      }
    `,
  ];

  static override properties = {
    draft: { attribute: false },
    frozen: { attribute: false },
    locked: { attribute: false },
    authoring: { attribute: false },
    text: { state: true },
  };

  declare draft: Experiment | null;
  /** Why it is read-only now; '' if it can be edited. */
  declare frozen: string;
  /** Paths of settings that an edit may not change. */
  declare locked: readonly string[];
  /** Whether an edit may change the locks themselves. */
  declare authoring: boolean;
  declare protected text: string;

  constructor() {
    super();
    this.draft = null;
    this.frozen = '';
    this.locked = [];
    this.authoring = false;
    this.text = '';
  }

  /** Opens with the draft as it is now. */
  async show(): Promise<void> {
    this.text = JSON.stringify(this.draft, null, 2);
    await this.updateComplete;
    const dialog = this.#dialog;
    if (dialog !== null) dialog.open = true;
  }

  get #dialog(): WaDialog | null {
    return this.renderRoot.querySelector('wa-dialog');
  }

  #close(): void {
    const dialog = this.#dialog;
    if (dialog !== null) dialog.open = false;
  }

  #apply(parsed: Parsed): void {
    if (!parsed.ok || this.frozen !== '') return;
    this.dispatchEvent(new DraftEvent(parsed.experiment));
    this.#close();
  }

  /** A document that changes a locked setting is rejected, like an invalid one. */
  #checked(): Parsed {
    const parsed = parseExperimentText(this.text);
    if (!parsed.ok || this.draft === null) return parsed;
    const issues = lockedChanges(this.draft, parsed.experiment, this.locked, this.authoring);
    return issues.length === 0 ? parsed : { ok: false, issues };
  }

  protected override render(): TemplateResult {
    const parsed = this.#checked();
    return html`
      <!-- Without a header: the icon in it is parsed from text, which Trusted Types refuse. -->
      <wa-dialog without-header label="The experiment as a document">
        <h2>The experiment as a document</h2>
        <label class="small soft" for="text">
          All settings, including those without a form field. Paste a document to use it.
        </label>
        <textarea
          id="text"
          spellcheck="false"
          autocomplete="off"
          aria-describedby="verdict"
          aria-invalid=${parsed.ok ? 'false' : 'true'}
          ?readonly=${this.frozen !== ''}
          .value=${live(this.text)}
          @input=${(event: Event) => (this.text = (event.target as HTMLTextAreaElement).value)}
        ></textarea>
        <div class="verdict small" id="verdict" role="status">${this.#verdict(parsed)}</div>
        <button slot="footer" type="button" @click=${this.#close}>Close</button>
        <button
          slot="footer"
          type="button"
          class="primary"
          aria-disabled=${parsed.ok && this.frozen === '' ? nothing : 'true'}
          @click=${() => this.#apply(parsed)}
        >
          Apply
        </button>
      </wa-dialog>
    `;
  }

  #verdict(parsed: Parsed): TemplateResult {
    if (this.frozen !== '') return html`<p class="soft">${this.frozen}</p>`;
    if (parsed.ok) {
      const { length } = parsed.trials;
      return html`<p class="good">
        A valid experiment with ${length} ${length === 1 ? 'trial' : 'trials'}.
      </p>`;
    }
    const more = parsed.issues.length - maxIssues;
    return html`
      ${parsed.issues.slice(0, maxIssues).map(({ message }) => html`<p class="bad">${message}</p>`)}
      ${more > 0 ? html`<p class="bad">and ${more} more</p>` : nothing}
    `;
  }
}

define('a2-document-dialog', A2DocumentDialog);

declare global {
  interface HTMLElementTagNameMap {
    'a2-document-dialog': A2DocumentDialog;
  }
}
