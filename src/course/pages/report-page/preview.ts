import {
  LitElement,
  css,
  html,
  nothing,
  unsafeCSS,
  type PropertyValues,
  type TemplateResult,
} from 'lit';
import { define } from '../../../ui/elements/define.ts';
import { yieldToEventLoop } from '../../../base/event-loop.ts';
import { reportParts } from '../../handin/report.ts';
import { reportStyles } from '../../handin/styles.ts';
import type { HandIn } from '../../handin/types.ts';
import { answerable } from '../../handin/own/types.ts';
import { base } from '../../../ui/styles/shared.ts';
import { mountInSteps, type Mounted } from './mount-in-steps.ts';

/** The preview shows the complete report. */
export class PreviewEvent extends Event {
  constructor() {
    super('a2-preview', { bubbles: true, composed: true });
  }
}

/** The user wants to edit the answer to a question. */
export class EditAnswerEvent extends Event {
  readonly name: string;

  constructor(name: string) {
    super('a2-edit-answer', { bubbles: true, composed: true });
    this.name = name;
  }
}

/**
 * @summary The report itself, mounted in chunks so that the page stays responsive. It looks as it will
 * be printed.
 *
 * @fires a2-preview - the preview is complete
 * @fires a2-edit-answer - a question's Edit button was pressed
 */
export class A2ReportPreview extends LitElement {
  static override styles = [
    base,
    unsafeCSS(reportStyles),
    css`
      :host {
        display: block;
        position: relative;
      }

      .edits button {
        position: absolute;
        inset-inline-end: max(1rem, 50% - 24rem);
        min-block-size: 1.6rem;
        padding: 0 0.5em;
        background: #ffffff;
        color: #0b5394;
        border: 1px solid #c9c6bd;
        border-radius: var(--a2-radius);
        font-size: var(--a2-small);
      }

      .report {
        border: 1px solid var(--a2-line);
        border-radius: var(--a2-radius);
      }

      @media print {
        .edits {
          display: none;
        }

        .report {
          border: 0;
        }
      }
    `,
  ];

  static override properties = {
    handIn: { attribute: false },
    trouble: { state: true },
    edits: { state: true },
  };

  declare handIn: HandIn | null;
  declare protected trouble: string;
  /** The questions in the report, and how far below its top each begins, in pixels. */
  declare protected edits: readonly { readonly name: string; readonly top: number }[];

  #writing = new AbortController();
  /** The hand-in that is shown in full; null while one is being written. */
  #written: HandIn | null = null;
  readonly #mounted: Mounted[] = [];
  #resizes: ResizeObserver | null = null;

  constructor() {
    super();
    this.handIn = null;
    this.trouble = '';
    this.edits = [];
  }

  /** Whether all of the current report is shown. */
  get complete(): boolean {
    return this.#written !== null && this.#written === this.handIn;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // Following a link with the keyboard also fires a click.
    this.renderRoot.addEventListener('click', this.#follow);
    if (this.hasUpdated && this.handIn !== null) void this.#write(this.handIn);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.renderRoot.removeEventListener('click', this.#follow);
    this.#resizes?.disconnect();
    this.#resizes = null;
    this.#writing.abort();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('handIn') && this.handIn !== null) void this.#write(this.handIn);
  }

  protected override updated(changed: PropertyValues<this>): void {
    // Not as attributes, which the content policy refuses.
    if (!(changed as ReadonlyMap<PropertyKey, unknown>).has('edits')) return;
    this.renderRoot.querySelectorAll<HTMLElement>('.edits button').forEach((button, at) => {
      button.style.insetBlockStart = `${this.edits[at]?.top ?? 0}px`;
    });
  }

  /** Replaces section by section; unchanged sections stay mounted. */
  async #write(handIn: HandIn): Promise<void> {
    this.#writing.abort();
    this.#writing = new AbortController();
    const { signal } = this.#writing;
    this.#written = null;
    this.trouble = '';
    try {
      let count = 0;
      for (const part of reportParts(handIn)) {
        await yieldToEventLoop();
        if (signal.aborted) return;
        await this.#place(count, part, signal);
        count += 1;
      }
      for (const { elements } of this.#mounted.splice(count)) {
        for (const each of elements) each.remove();
      }
    } catch (error) {
      if (!signal.aborted) this.trouble = error instanceof Error ? error.message : String(error);
      return;
    }
    this.#written = handIn;
    await this.updateComplete;
    if (signal.aborted) return;
    this.#reach();
    this.#watch();
    this.dispatchEvent(new PreviewEvent());
  }

  async #place(at: number, markup: string, signal: AbortSignal): Promise<void> {
    const article = this.renderRoot.querySelector('article');
    if (article === null) throw new Error('its container is missing from the page');
    const mounted = (this.#mounted[at] ??= { markup: null, elements: [] });
    await mountInSteps(
      article,
      mounted,
      markup,
      this.#mounted[at + 1]?.elements[0] ?? null,
      signal,
    );
  }

  #watch(): void {
    const article = this.renderRoot.querySelector('article');
    if (this.#resizes !== null || article === null) return;
    this.#resizes = new ResizeObserver(() => this.#reach());
    this.#resizes.observe(article);
  }

  /** Makes parts that scroll focusable, so that the keyboard can scroll them, and no others. */
  #reach(): void {
    const top = this.getBoundingClientRect().top;
    const edits = answerable.flatMap((name) => {
      const section = this.renderRoot.querySelector(`#${name.toLowerCase()}`);
      return section === null
        ? []
        : [{ name, top: Math.round(section.getBoundingClientRect().top - top) }];
    });
    if (JSON.stringify(edits) !== JSON.stringify(this.edits)) this.edits = edits;
    const parts = [...this.renderRoot.querySelectorAll<HTMLElement>('.formula, .table, pre')];
    // Measures all before changing any, so that the page is laid out once.
    const scrolls = parts.map(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth);
    parts.forEach((part, at) => {
      if (scrolls[at] === part.hasAttribute('tabindex')) return;
      if (scrolls[at] === true) {
        part.tabIndex = 0;
        part.setAttribute('role', 'group');
        part.setAttribute('aria-label', 'Scrolls horizontally');
      } else for (const name of ['tabindex', 'role', 'aria-label']) part.removeAttribute(name);
    });
  }

  protected override render(): TemplateResult {
    return html`
      ${
        this.trouble === ''
          ? nothing
          : html`<p role="alert">The report could not be written: ${this.trouble}</p>`
      }
      <article class="report"></article>
      <div class="edits" role="group" aria-label="Edit answers">
        ${this.edits.map(
          ({ name }) =>
            html`<button
              type="button"
              @click=${() => this.dispatchEvent(new EditAnswerEvent(name))}
            >
              Edit ${name}
            </button>`,
        )}
      </div>
    `;
  }

  /** Fragments are routes of the lab; inside the report, links scroll to their section instead. */
  readonly #follow = (event: Event): void => {
    const link = event.target instanceof Element ? event.target.closest('a[href^="#"]') : null;
    const id = link?.getAttribute('href')?.slice(1);
    if (id === undefined) return;
    event.preventDefault();
    const section = this.renderRoot.querySelector<HTMLElement>(`#${CSS.escape(id)}`);
    if (section === null) return;
    section.tabIndex = -1;
    section.focus({ preventScroll: true });
    section.scrollIntoView({ block: 'start' });
  };
}

define('a2-report-preview', A2ReportPreview);

declare global {
  interface HTMLElementTagNameMap {
    'a2-report-preview': A2ReportPreview;
  }
}
