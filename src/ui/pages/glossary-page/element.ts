import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { DeferredElement } from '../../elements/deferred-element.ts';
import { define } from '../../elements/define.ts';
import { glossary, type Entry } from '../../elements/help/explained.ts';
import { helpWords } from '../../elements/help/words.ts';
import { page } from '../../styles/page.ts';
import { base, buttons } from '../../styles/shared.ts';
import { glossaryStyles } from './styles.ts';

/** @summary Every setting, member and term with its explanation and formulas, to look through or to search. */
export class A2GlossaryPage extends DeferredElement {
  static override styles = [base, buttons, page, glossaryStyles];

  static override properties = { entry: {}, sought: { state: true } };

  /** The id of the entry that the address names; '' for none. */
  declare entry: string;
  declare protected sought: string;

  readonly #groups = glossary();

  constructor() {
    super();
    this.entry = '';
    this.sought = '';
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('entry') && this.entry !== '') void this.#showEntry();
  }

  /** Formulas above change its place, so they are awaited. */
  async #showEntry(): Promise<void> {
    const formulas = [...this.renderRoot.querySelectorAll('a2-math')];
    await Promise.all(formulas.map(({ updateComplete }) => updateComplete));
    this.renderRoot.querySelector('.named')?.scrollIntoView({ block: 'center' });
  }

  protected override render(): TemplateResult {
    const words = this.sought.toLowerCase().split(/\s+/).filter(Boolean);
    const matches = ({ name, help }: Entry) => {
      const text = `${name} ${help.text}`.toLowerCase();
      return words.every((word) => text.includes(word));
    };
    const groups = this.#groups
      .map(({ title, entries }) => ({ title, entries: entries.filter(matches) }))
      .filter(({ entries }) => entries.length > 0);
    const found = groups.reduce((sum, { entries }) => sum + entries.length, 0);
    return html`<article>
      <header>
        <h1 tabindex="-1">Terms and formulas</h1>
        <p>
          What the settings mean, what the lab measures, and the terms of the field. In a set-up,
          the “?” beside a setting shows its entry.
        </p>
        <p class="tools">
          <label>
            <span class="visually-hidden">Find a term</span>
            <input
              type="search"
              placeholder="Find a term"
              .value=${this.sought}
              @input=${(event: Event) => (this.sought = (event.target as HTMLInputElement).value)}
            />
          </label>
          <button
            type="button"
            class="quiet"
            @click=${() =>
              this.dispatchEvent(new Event('a2-shortcuts', { bubbles: true, composed: true }))}
          >
            Keyboard shortcuts
          </button>
        </p>
        <p class="small soft" role="status">
          ${words.length === 0 ? nothing : found === 1 ? '1 entry' : `${found} entries`}
        </p>
      </header>
      ${groups.map(
        ({ title, entries }) =>
          html`<section aria-label=${title}>
            <h2>${title}</h2>
            <div class="entries">${entries.map((entry) => this.#entry(entry))}</div>
          </section>`,
      )}
    </article>`;
  }

  #entry({ id, name, help }: Entry): TemplateResult {
    return html`<div class=${id === this.entry ? 'entry named' : 'entry'}>
      <h3><a href="#/glossary/${id}">${name}</a></h3>
      ${helpWords(help)}
    </div>`;
  }
}

define('a2-glossary-page', A2GlossaryPage);

declare global {
  interface HTMLElementTagNameMap {
    'a2-glossary-page': A2GlossaryPage;
  }
}
