import { html, nothing, type TemplateResult } from 'lit';
import { DeferredElement } from '../../elements/deferred-element.ts';
import { define } from '../../elements/define.ts';
import '../../elements/notice/element.ts';
import { page } from '../../styles/page.ts';
import { base, buttons } from '../../styles/shared.ts';
import { tables } from '../../styles/tables.ts';
import { labVersion } from '../../../base/version.ts';
import type { Lab } from '../lab.ts';
import { LoadedModules } from '../../elements/loaded.ts';
import type { SessionStore } from '../../../lab/session/sessions.ts';
import './example-element.ts';
import { examples } from './examples.ts';
import './generator-element.ts';
import { tablesOf, type ElementTable } from './manifest.ts';
import { frameSection, hostSection, programSection, versionsSection } from './sections.ts';
import { embedPageStyles } from './styles.ts';

const sections = [
  ['code', 'Code for your experiment'],
  ['examples', 'Examples'],
  ['element', 'The element'],
  ['frame', 'In an iframe'],
  ['host', 'What your page must allow'],
  ['program', 'JavaScript API'],
  ['versions', 'Frameworks and versions'],
] as const;

/** @summary How to embed an experiment in another page: code, examples and requirements. */
export class A2EmbedPage extends DeferredElement {
  static override styles = [base, buttons, page, tables, embedPageStyles];

  static override properties = {
    lab: { attribute: false },
    sessions: { attribute: false },
    rest: { attribute: false },
  };

  declare lab: Lab | null;
  declare sessions: SessionStore | null;
  /** The experiment to write code for, as in the URL. */
  declare rest: string;

  readonly #element = new LoadedModules<unknown>(this);
  readonly #manifest = new LoadedModules<readonly ElementTable[]>(this);

  constructor() {
    super();
    this.lab = null;
    this.sessions = null;
    this.rest = '';
  }

  protected override render(): TemplateResult {
    const address = new URL('.', document.baseURI).href;
    return html`
      <article>
        <header>
          <p class="small soft">a2-lab ${labVersion}</p>
          <h1 tabindex="-1">On your own page</h1>
          <p>
            Embed any experiment in your own page: lecture notes, an article or a course. It trains
            in the reader’s browser; nothing is sent anywhere.
          </p>
          <nav aria-label="On this page">
            <ul>
              ${sections.map(
                ([id, title]) =>
                  html`<li>
                    <a href="#/embed" @click=${(event: Event) => this.#goTo(event, id)}>${title}</a>
                  </li>`,
              )}
            </ul>
          </nav>
        </header>
        <section aria-labelledby="code">
          ${this.#heading('code')} ${this.#trouble()}
          <a2-embed-generator
            .lab=${this.lab}
            .sessions=${this.sessions}
            .wanted=${this.rest}
          ></a2-embed-generator>
        </section>
        <section aria-labelledby="examples">
          ${this.#heading('examples')}
          <p>Each runs here as its source says, and loads when it scrolls into view.</p>
          <div class="list">
            ${examples(address).map(
              (example) => html`<a2-embed-example .example=${example}></a2-embed-example>`,
            )}
          </div>
        </section>
        <section aria-labelledby="element">${this.#heading('element')} ${this.#tables()}</section>
        <section aria-labelledby="frame">
          ${this.#heading('frame')} ${frameSection(address)}
        </section>
        <section aria-labelledby="host">${this.#heading('host')} ${hostSection(address)}</section>
        <section aria-labelledby="program">
          ${this.#heading('program')} ${programSection(address)}
        </section>
        <section aria-labelledby="versions">
          ${this.#heading('versions')} ${versionsSection()}
        </section>
      </article>
    `;
  }

  #heading(id: (typeof sections)[number][0]): TemplateResult {
    const title = sections.find(([each]) => each === id)?.[1] ?? '';
    return html`<h2 id=${id} tabindex="-1">${title}</h2>`;
  }

  /** The URL's hash holds the page, so an in-page link must scroll by itself. */
  #goTo(event: Event, id: string): void {
    event.preventDefault();
    const heading = this.renderRoot.querySelector<HTMLElement>(`#${id}`);
    heading?.scrollIntoView();
    heading?.focus({ preventScroll: true });
  }

  /** The live parts need the element's module. */
  #trouble(): TemplateResult | typeof nothing {
    const loaded = this.#element.get('element', async () => this.lab?.element?.());
    if (loaded.state !== 'failed') return nothing;
    return html`<a2-notice kind="error">
      The element could not be fetched, so nothing runs on this page: ${loaded.why}
      <button slot="action" type="button" @click=${() => this.#element.retry('element')}>
        Try again
      </button>
    </a2-notice>`;
  }

  #tables(): TemplateResult | readonly TemplateResult[] {
    const loaded = this.#manifest.get('manifest', async () => {
      const manifest = await import('../../../../public/custom-elements.json');
      return tablesOf(manifest.default, 'a2-experiment');
    });
    switch (loaded.state) {
      case 'loading':
        return html`<p class="soft" role="status">Reading the element’s manifest …</p>`;
      case 'failed':
        return html`<a2-notice kind="error">
          The element’s manifest could not be read: ${loaded.why}
          <button slot="action" type="button" @click=${() => this.#manifest.retry('manifest')}>
            Try again
          </button>
        </a2-notice>`;
      case 'here':
        return loaded.module.map(tableOf);
      default:
        return loaded satisfies never;
    }
  }
}

/** Renders names in backquotes as code. */
const marked = (text: string): (string | TemplateResult)[] =>
  text.split('`').map((part, index) => (index % 2 === 1 ? html`<code>${part}</code>` : part));

function tableOf({ title, second, rows }: ElementTable): TemplateResult {
  const typed = rows.some(({ type }) => type !== '');
  return html`
    <h3>${title}</h3>
    <table aria-label=${title}>
      <thead>
        <tr>
          <th scope="col">Name</th>
          ${typed ? html`<th scope="col">${second}</th>` : nothing}
          <th scope="col">What it is</th>
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          ({ name, type, text }) =>
            html`<tr>
              <th scope="row"><code>${name}</code></th>
              ${typed ? html`<td class="type"><code>${type}</code></td>` : nothing}
              <td>${marked(text)}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  `;
}

define('a2-embed-page', A2EmbedPage);

declare global {
  interface HTMLElementTagNameMap {
    'a2-embed-page': A2EmbedPage;
  }
}
