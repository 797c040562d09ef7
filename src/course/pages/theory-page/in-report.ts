import { LitElement, css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { yieldToEventLoop } from '../../../base/event-loop.ts';
import { keptTexts } from '../../../store/kept-texts.ts';
import { define } from '../../../ui/elements/define.ts';
import { base, buttons } from '../../../ui/styles/shared.ts';
import { eachTheoryAnswer } from '../../answers/questions.ts';
import '../../elements/own-answer/element.ts';
import { answerMark } from '../../handin/own/answered.ts';
import { changeSettings, readSettings, type Settings } from '../../handin/own/store.ts';
import { choicesPart } from '../report-page/choices-part.ts';
import { choicesStyles } from '../report-page/choices-styles.ts';

/** Questions with more than one reading. */
const withChoices: readonly string[] = ['T5', 'T6'];

/** @summary A theory question in the student's report: the chosen reading, and the lab's or their own answer. */
export class A2TheoryReport extends LitElement {
  static override styles = [
    base,
    buttons,
    choicesStyles,
    css`
      :host {
        display: block;
      }

      section {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 0.75rem;
        padding-block-start: 1rem;
        border-block-start: 1px solid var(--a2-line);
      }

      p {
        max-inline-size: 70ch;
        margin: 0;
      }

      @media print {
        :host {
          display: none;
        }
      }
    `,
  ];

  static override properties = {
    name: {},
    settings: { state: true },
    mark: { state: true },
  };

  /** "T1" … "T6" */
  declare name: string;
  declare protected settings: Settings | null;
  /** The mark of the lab's answer under the choices; null before it is known. */
  declare protected mark: string | null;

  #life = new AbortController();

  constructor() {
    super();
    this.name = '';
    this.settings = null;
    this.mark = null;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#life = new AbortController();
    const stop = keptTexts.subscribe(() => void this.#read());
    this.#life.signal.addEventListener('abort', stop);
    void this.#read();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#life.abort();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('name') && changed.get('name') !== undefined) void this.#read();
  }

  async #read(): Promise<void> {
    const { signal } = this.#life;
    const { name } = this;
    const gone = () => signal.aborted || name !== this.name;
    const settings = await readSettings(keptTexts);
    if (signal.aborted) return;
    this.settings = settings;
    for (const answer of eachTheoryAnswer(settings.choices)) {
      await yieldToEventLoop();
      if (gone()) return;
      if (answer.name !== name) continue;
      this.mark = answerMark(
        {
          student: { name: '', id: '', course: '' },
          runs: [],
          theory: [answer],
          data: { housing: null, starts: [] },
          date: new Date(0),
        },
        name,
      );
      return;
    }
  }

  protected override render(): TemplateResult | typeof nothing {
    const { name, settings } = this;
    if (settings === null || name === '') return nothing;
    return html`
      <section aria-labelledby="in-report">
        <h2 id="in-report">In your report</h2>
        ${
          withChoices.includes(name)
            ? html`<p class="small soft">
                  This page shows all readings of the question; <a href="#/report">your report</a>
                  the one that you choose here.
                </p>
                ${choicesPart(
                  settings.choices,
                  (choices) => void changeSettings(keptTexts, (all) => ({ ...all, choices })),
                  name,
                )}`
            : nothing
        }
        <a2-own-answer
          .name=${name}
          .mark=${this.mark}
          .agreed=${settings.agreed.get(name) ?? null}
        ></a2-own-answer>
      </section>
    `;
  }
}

define('a2-theory-report', A2TheoryReport);

declare global {
  interface HTMLElementTagNameMap {
    'a2-theory-report': A2TheoryReport;
  }
}
