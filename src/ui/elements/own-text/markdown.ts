import { LitElement, css, html, type PropertyValues, type TemplateResult } from 'lit';
import type { Inline, MarkdownBlock } from '../../../text/markdown/types.ts';
import { define } from '../define.ts';
import { m, mm } from '../math/math.ts';
import { typeset } from '../math/typeset.ts';
import { base } from '../../styles/shared.ts';

/** Milliseconds after the last keystroke at which a text is shown. */
const pauseMs = 120;

/**
 * @summary Markdown with formulas, as the report shows it. Raw HTML stays text; TeX that cannot be typeset stays
 * as typed, with the reason.
 */
export class A2Markdown extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 0.6rem;
        overflow-wrap: break-word;
      }

      ul,
      ol {
        margin: 0;
        padding-inline-start: 1.4rem;
      }

      ul {
        list-style: disc;
      }

      ol {
        list-style: decimal;
      }

      p {
        margin: 0;
      }

      blockquote {
        display: grid;
        gap: 0.5rem;
        margin: 0;
        padding-inline-start: 0.9rem;
        border-inline-start: 3px solid var(--a2-line-strong);
      }

      pre {
        margin: 0;
        padding: 0.5rem 0.7rem;
        overflow-x: auto;
        border: 1px solid var(--a2-line);
        border-radius: var(--a2-radius);
        font-size: var(--a2-small);
      }

      .table {
        overflow-x: auto;
      }

      table {
        border-collapse: collapse;
      }

      th,
      td {
        padding: 0.25rem 0.6rem;
        border-block-end: 1px solid var(--a2-line);
        text-align: start;
      }

      .title {
        font-weight: var(--a2-bold);
      }

      .wrong {
        color: var(--a2-warn);
      }

      hr {
        inline-size: 100%;
        margin: 0;
        border: 0;
        border-block-start: 1px solid var(--a2-line-strong);
      }
    `,
  ];

  static override properties = { text: {}, blocks: { state: true } };

  /** Markdown. */
  declare text: string;
  declare protected blocks: readonly MarkdownBlock[];

  #timer: ReturnType<typeof setTimeout> | undefined = undefined;

  constructor() {
    super();
    this.text = '';
    this.blocks = [];
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('text')) return;
    clearTimeout(this.#timer);
    if (this.blocks.length === 0) void this.#parse();
    else this.#timer = setTimeout(() => void this.#parse(), pauseMs);
  }

  async #parse(): Promise<void> {
    const { text } = this;
    const { parseMarkdown } = await import('../../../text/markdown/parse.ts');
    if (text === this.text) this.blocks = parseMarkdown(text);
  }

  protected override render(): TemplateResult {
    return html`${this.blocks.map(blockPart)}`;
  }
}

function blockPart(block: MarkdownBlock): TemplateResult {
  switch (block.kind) {
    case 'heading':
      return html`<p class="title">${inlineParts(block.inner)}</p>`;
    case 'paragraph':
      return html`<p>${inlineParts(block.inner)}</p>`;
    case 'math':
      return mathPart(block.tex, true);
    case 'code':
      return html`<pre tabindex="0"><code>${block.text}</code></pre>`;
    case 'quote':
      return html`<blockquote>${block.blocks.map(blockPart)}</blockquote>`;
    case 'list': {
      const items = block.items.map(
        (item) =>
          html`<li>
            ${item.map((each, at) =>
              at === 0 && each.kind === 'paragraph' ? inlineParts(each.inner) : blockPart(each),
            )}
          </li>`,
      );
      return block.start === null
        ? html`<ul>
            ${items}
          </ul>`
        : html`<ol start=${block.start}>
            ${items}
          </ol>`;
    }
    case 'table':
      return html`<div class="table" role="region" aria-label="Table" tabindex="0">
        <table>
          <thead>
            <tr>
              ${block.head.map((cell) => html`<th scope="col">${inlineParts(cell)}</th>`)}
            </tr>
          </thead>
          <tbody>
            ${block.rows.map(
              (row) =>
                html`<tr>
                  ${row.map((cell) => html`<td>${inlineParts(cell)}</td>`)}
                </tr>`,
            )}
          </tbody>
        </table>
      </div>`;
    case 'rule':
      return html`<hr />`;
    default:
      return block satisfies never;
  }
}

const inlineParts = (all: readonly Inline[]): TemplateResult => html`${all.map(inlinePart)}`;

function inlinePart(part: Inline): TemplateResult | string {
  switch (part.kind) {
    case 'text':
      return part.text;
    case 'math':
      return mathPart(part.tex, part.display);
    case 'code':
      return html`<code>${part.text}</code>`;
    case 'strong':
      return html`<strong>${inlineParts(part.inner)}</strong>`;
    case 'em':
      return html`<em>${inlineParts(part.inner)}</em>`;
    case 'del':
      return html`<del>${inlineParts(part.inner)}</del>`;
    case 'link':
      return html`<a href=${part.href} target="_blank" rel="noopener noreferrer"
        >${inlineParts(part.inner)}</a
      >`;
    case 'break':
      return html`<br />`;
    default:
      return part satisfies never;
  }
}

/** Tries first: a formula's element takes only valid TeX. */
function mathPart(tex: string, block: boolean): TemplateResult {
  try {
    typeset(tex, block);
    return block ? mm(tex) : m(tex);
  } catch (error) {
    const why = error instanceof Error ? error.message.split('\n')[0] : String(error);
    return html`<span class="wrong"
      ><code>${block ? `$$${tex}$$` : `$${tex}$`}</code> (this formula cannot be typeset:
      ${why})</span
    >`;
  }
}

define('a2-markdown', A2Markdown);

declare global {
  interface HTMLElementTagNameMap {
    'a2-markdown': A2Markdown;
  }
}
