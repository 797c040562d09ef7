import { html, nothing, type TemplateResult } from 'lit';
import { DeferredElement } from '../../../ui/elements/deferred-element.ts';
import { define } from '../../../ui/elements/define.ts';
import '../../../ui/elements/notice/element.ts';
import '../../elements/theory-try/mode.ts';
import { page } from '../../../ui/styles/page.ts';
import { base, buttons } from '../../../ui/styles/shared.ts';
import { LoadedModules } from '../../../ui/elements/loaded.ts';
import type { PageContext } from '../../../ui/pages/route.ts';
import {
  theoryQuestion,
  theoryQuestions,
  type TheoryModule,
  type TheoryQuestion,
} from './questions.ts';
import { theoryPageStyles } from './styles.ts';

/**
 * @summary The page of one theory question: the question, then its worked answer. Without a name: the
 * list of questions.
 */
export class A2TheoryPage extends DeferredElement {
  static override styles = [base, buttons, page, theoryPageStyles];

  static override properties = { name: {}, context: { attribute: false } };

  /** "T1" … "T6", or '' for the list. */
  declare name: string;
  declare context: PageContext | null;

  readonly #modules = new LoadedModules<TheoryModule>(this);

  constructor() {
    super();
    this.name = '';
    this.context = null;
  }

  protected override render(): TemplateResult {
    if (this.name === '') return this.#list();
    const question = theoryQuestion(this.name);
    if (question !== undefined) return this.#question(question);
    return html`<a2-notice kind="warning">
      There is no theory question “${this.name.slice(0, 40)}”.
      <a href="#/theory">All theory questions</a>
    </a2-notice>`;
  }

  #list(): TemplateResult {
    return html`
      <article>
        <h1 tabindex="-1">Theory</h1>
        <ul class="questions">
          ${theoryQuestions.map(
            ({ name, title, asked }) => html`
              <li>
                <h2><a href="#/theory/${name}">${name} · ${title}</a></h2>
                <p>${asked}</p>
              </li>
            `,
          )}
        </ul>
      </article>
    `;
  }

  #question(question: TheoryQuestion): TemplateResult {
    const at = theoryQuestions.indexOf(question);
    return html`
      <article>
        <header>
          <p class="soft small">Theory ${question.name}</p>
          <h1 tabindex="-1">${question.title}</h1>
          <p class="asked">${question.asked}</p>
          <div class="tools no-print">
            <a2-theory-mode></a2-theory-mode>
            <button type="button" class="quiet" @click=${() => print()}>Print this page</button>
          </div>
        </header>
        ${this.#answer(question)} ${this.#inReport(question)}
        <nav class="no-print" aria-label="Theory questions">
          ${this.#step('Previous', theoryQuestions[at - 1])}
          ${this.#step('Next', theoryQuestions[at + 1])}
        </nav>
      </article>
    `;
  }

  /** Fetched after the answer: it brings the report's own. */
  #inReport({ name }: TheoryQuestion): TemplateResult | typeof nothing {
    if (this.#modules.known(name)?.state !== 'here') return nothing;
    void import('./in-report.ts');
    return html`<a2-theory-report .name=${name}></a2-theory-report>`;
  }

  #step(word: string, question: TheoryQuestion | undefined): TemplateResult | typeof nothing {
    if (question === undefined) return nothing;
    return html`<a href="#/theory/${question.name}"
      >${word}: ${question.name} · ${question.title}</a
    >`;
  }

  #answer({ name, load }: TheoryQuestion): TemplateResult {
    const loaded = this.#modules.get(name, load);
    if (loaded.state === 'here' && this.context !== null) return loaded.module.render(this.context);
    if (loaded.state !== 'failed') return html`<p class="soft">Opening …</p>`;
    return html`<a2-notice kind="error">
      This page could not be fetched: ${loaded.why}
      <button slot="action" type="button" @click=${() => this.#modules.retry(name)}>
        Try again
      </button>
    </a2-notice>`;
  }
}

define('a2-theory-page', A2TheoryPage);

declare global {
  interface HTMLElementTagNameMap {
    'a2-theory-page': A2TheoryPage;
  }
}
