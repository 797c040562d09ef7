import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { DeferredElement } from '../../elements/deferred-element.ts';
import '../../elements/code/element.ts';
import { define } from '../../elements/define.ts';
import { inert, parsedMarkup } from '../../elements/markup.ts';
import { base } from '../../styles/shared.ts';
import type { Example } from './examples.ts';
import { exampleStyles } from './styles.ts';

const logged = ['a2-start', 'a2-trial', 'a2-complete', 'a2-error'] as const;
const maxLines = 6;

/** @summary One example: its source, and beside it the live element. */
export class A2EmbedExample extends DeferredElement {
  static override styles = [base, exampleStyles];

  static override properties = {
    example: { attribute: false },
    lines: { state: true },
  };

  declare example: Example | null;
  /** The element's events, latest last. */
  declare protected lines: readonly string[];

  constructor() {
    super();
    this.example = null;
    this.lines = [];
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('example') && this.example !== null) this.#live(this.example);
  }

  /** Parses exactly the source shown, as a page would; scripts in it are data and do not run. */
  #live({ html: source, logs = false }: Example): void {
    const element = parsedMarkup(source).querySelector('a2-experiment');
    if (element === null) return;
    inert(element);
    if (logs) {
      for (const type of logged) {
        element.addEventListener(type, (event) => {
          this.lines = [...this.lines, lineOf(event)].slice(-maxLines);
        });
      }
    }
    this.renderRoot.querySelector('.live')?.replaceChildren(element);
  }

  protected override render(): TemplateResult | typeof nothing {
    const { example } = this;
    if (example === null) return nothing;
    return html`
      <h3>${example.title}</h3>
      <p>${example.text}</p>
      <div class="pair">
        <div class="source">
          <a2-code .label=${'In the page'} .code=${example.html}></a2-code>
          ${
            example.script === undefined
              ? nothing
              : html`<a2-code .label=${'In a module'} .code=${example.script}></a2-code>`
          }
          ${
            example.logs === true
              ? html`<div
                  class="log small"
                  role="log"
                  aria-label="Events of this example"
                  tabindex="0"
                >
                  ${
                    this.lines.length === 0
                      ? html`<p class="soft">Its events appear here once it runs.</p>`
                      : this.lines.map((line) => html`<p>${line}</p>`)
                  }
                </div>`
              : nothing
          }
        </div>
        <div class="live"></div>
      </div>
    `;
  }
}

function lineOf(event: HTMLElementEventMap[(typeof logged)[number]]): string {
  if (event.type === 'a2-start' && 'trials' in event) {
    return `a2-start: ${event.trials.length} trials`;
  }
  if ('trial' in event) {
    return `a2-trial: ${JSON.stringify(event.trial.values)} ${event.trial.status}`;
  }
  if ('results' in event) return `a2-complete: ${event.results.trials.length} results`;
  return 'message' in event ? `a2-error: ${event.message}` : event.type;
}

define('a2-embed-example', A2EmbedExample);

declare global {
  interface HTMLElementTagNameMap {
    'a2-embed-example': A2EmbedExample;
  }
}
