import { LitElement, css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { lockedChanges } from '../../../document/locks.ts';
import type { Parsed } from '../../../document/parse.ts';
import { parseForeign } from '../../../document/parse-text.ts';
import type { Experiment } from '../../../document/schema.ts';
import { base, buttons } from '../../styles/shared.ts';
import { define } from '../define.ts';
import { DraftEvent } from '../settings-form/events.ts';
import { lineAndColumn, locate, spanOf, type TextSpan } from './locate.ts';

const maxIssues = 12;
const written = (draft: Experiment): string => `${JSON.stringify(draft, null, 2)}\n`;

interface Problem {
  readonly text: string;
  readonly place: TextSpan | null;
}

/**
 * @summary An experiment as JSON text, validated as it is typed. A valid text updates the form at
 * once; an invalid one stays here unchanged.
 *
 * @event a2-draft - the text became another valid document; `draft`
 * @event a2-text - the text changed, valid or not; read `text`
 */
export class A2JsonEditor extends LitElement {
  static override styles = [
    base,
    buttons,
    css`
      .frame {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        block-size: min(30rem, 60dvh);
        border: 1px solid var(--a2-line-strong);
        border-radius: var(--a2-radius);
        overflow: hidden;
      }

      .gutter,
      textarea {
        margin: 0;
        padding: 0.6rem;
        border: 0;
        font: 400 var(--a2-small) / 1.5 var(--a2-mono);
      }

      .gutter {
        padding-inline: 0.6rem 0.4rem;
        background: var(--a2-sunken);
        color: var(--a2-soft);
        text-align: end;
        white-space: pre;
        overflow: hidden;
        user-select: none;
      }

      textarea {
        inline-size: 100%;
        block-size: 100%;
        background: var(--a2-paper);
        color: var(--a2-ink);
        tab-size: 2;
        resize: none;
        white-space: pre;
        overflow: auto;
      }

      textarea:focus-visible {
        outline-offset: -2px;
      }

      .tools {
        display: flex;
        flex-wrap: wrap;
        gap: 0.5rem;
        align-items: center;
        margin-block: 0.4rem;
      }

      .verdict {
        min-block-size: 3em;
      }

      .verdict button {
        block-size: auto;
        padding-block: 0.2rem;
        color: var(--a2-bad);
        text-align: start;
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
    text: { attribute: false },
  };

  /** The form's document. */
  declare draft: Experiment | null;
  /** Why it is read-only now; '' if it can be edited. */
  declare frozen: string;
  /** Paths that an edit may not change, unless it removes them from the document's own locks. */
  declare locked: readonly string[];
  /** As typed; set it to restore an earlier text. */
  declare text: string;

  /** The draft that the text represents, or was last written from. */
  #lastDraft = '';

  constructor() {
    super();
    this.draft = null;
    this.frozen = '';
    this.locked = [];
    this.text = '';
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('draft') || this.draft === null) return;
    const now = JSON.stringify(this.draft);
    if (now === this.#lastDraft) return;
    // An invalid text is work in progress: the form does not overwrite it.
    const meant = this.#valid([]);
    const other = meant !== null && JSON.stringify(meant) !== now;
    if (this.text === '' || other) this.text = written(this.draft);
    this.#lastDraft = now;
  }

  /** The text's document; null if it is not valid. */
  #valid(locked: readonly string[]): Experiment | null {
    try {
      const parsed = this.#checked(locked);
      return parsed.ok ? parsed.experiment : null;
    } catch {
      return null;
    }
  }

  /** Throws if the text is not JSON. */
  #checked(locked: readonly string[]): Parsed {
    const parsed = parseForeign(JSON.parse(this.text));
    if (!parsed.ok || this.draft === null) return parsed;
    const issues = lockedChanges(this.draft, parsed.experiment, locked, true);
    return issues.length === 0 ? parsed : { ok: false, issues };
  }

  #typed(text: string): void {
    this.text = text;
    this.dispatchEvent(new Event('a2-text', { bubbles: true, composed: true }));
    const experiment = this.#valid(this.locked);
    if (experiment === null || this.frozen !== '') return;
    this.#lastDraft = JSON.stringify(experiment);
    this.dispatchEvent(new DraftEvent(experiment));
  }

  get #area(): HTMLTextAreaElement | null {
    return this.renderRoot.querySelector('textarea');
  }

  /** As if typed, so that the browser's undo reverts it. */
  #replace(text: string): void {
    const area = this.#area;
    if (area === null) return;
    area.focus();
    area.select();
    // There is no other way to reach a text field's undo stack.
    // oxlint-disable-next-line typescript/no-deprecated
    if (!document.execCommand('insertText', false, text)) {
      area.value = text;
      this.#typed(text);
    }
  }

  #format(): void {
    try {
      this.#replace(`${JSON.stringify(JSON.parse(this.text), null, 2)}\n`);
    } catch {
      // The verdict says what is wrong and where.
    }
  }

  #show(place: TextSpan | null): void {
    const area = this.#area;
    if (area === null || place === null) return;
    area.focus();
    area.setSelectionRange(place.start, place.end);
    const { line } = lineAndColumn(this.text, place.start);
    const height = area.scrollHeight / Math.max(1, this.text.split('\n').length);
    area.scrollTop = Math.max(0, (line - 4) * height);
  }

  #problems(): readonly Problem[] {
    const located = locate(this.text);
    if (!located.ok) {
      const { line, column } = lineAndColumn(this.text, located.at);
      const found = this.text.slice(located.at, located.at + 12).split('\n')[0] ?? '';
      const what = found === '' ? 'the end of the line' : JSON.stringify(found);
      return [
        {
          text: `Line ${line}, column ${column}: expected ${located.wanted}, found ${what}`,
          place: { start: located.at, end: located.at + 1 },
        },
      ];
    }
    const parsed = this.#checked(this.locked);
    if (parsed.ok) return [];
    return parsed.issues.map(({ path, message }) => {
      const place = spanOf(located.places, path);
      const at = place === null ? '' : `Line ${lineAndColumn(this.text, place.start).line}: `;
      return { text: at + message, place };
    });
  }

  protected override render(): TemplateResult {
    const lines = this.text.split('\n').length;
    const problems = this.#problems();
    const behind = problems.length > 0 && this.draft !== null;
    return html`
      <div class="frame">
        <div class="gutter" aria-hidden="true">
          ${Array.from({ length: lines }, (_, index) => index + 1).join('\n')}
        </div>
        <textarea
          aria-label="The experiment as JSON"
          aria-describedby="verdict"
          aria-invalid=${problems.length > 0 ? 'true' : 'false'}
          spellcheck="false"
          autocomplete="off"
          wrap="off"
          ?readonly=${this.frozen !== ''}
          @input=${(event: Event) => this.#typed((event.target as HTMLTextAreaElement).value)}
          @scroll=${(event: Event) => {
            const gutter = this.renderRoot.querySelector('.gutter');
            if (gutter !== null) gutter.scrollTop = (event.target as HTMLElement).scrollTop;
          }}
        ></textarea>
      </div>
      <div class="tools">
        <button type="button" ?disabled=${this.frozen !== ''} @click=${() => this.#format()}>
          Format
        </button>
        ${
          behind
            ? html`<button
                type="button"
                ?disabled=${this.frozen !== ''}
                @click=${() => {
                  if (this.draft !== null) this.#replace(written(this.draft));
                }}
              >
                Restore from the form
              </button>`
            : nothing
        }
      </div>
      <div class="verdict small" id="verdict" role="status">
        ${
          problems.length === 0
            ? html`<p class="good">Valid: the form and the text match.</p>`
            : html`<p>Not applied yet. The form and the figures use the last valid document.</p>
                <ul>
                  ${problems.slice(0, maxIssues).map(
                    ({ text, place }) =>
                      html`<li>
                        <button type="button" class="quiet" @click=${() => this.#show(place)}>
                          ${text}
                        </button>
                      </li>`,
                  )}
                </ul>
                ${
                  problems.length > maxIssues
                    ? html`<p>and ${problems.length - maxIssues} more</p>`
                    : nothing
                }`
        }
        ${this.frozen === '' ? nothing : html`<p class="soft">${this.frozen}</p>`}
      </div>
    `;
  }

  protected override updated(): void {
    // Written only if it differs, so that the browser's undo survives every render.
    const area = this.#area;
    if (area !== null && area.value !== this.text) area.value = this.text;
  }
}

define('a2-json-editor', A2JsonEditor);

declare global {
  interface HTMLElementTagNameMap {
    'a2-json-editor': A2JsonEditor;
  }
}
