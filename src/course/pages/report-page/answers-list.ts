import { LitElement, css, html, type PropertyValues, type TemplateResult } from 'lit';
import { define } from '../../../ui/elements/define.ts';
import { base, buttons } from '../../../ui/styles/shared.ts';
import '../../elements/own-answer/element.ts';
import type { A2OwnAnswer } from '../../elements/own-answer/element.ts';
import { theoryTexts } from '../../answers/texts.ts';
import type { KeptTexts } from '../../../store/kept-texts.ts';
import { answerMark, demandsMarks } from '../../handin/own/answered.ts';
import { changeSettings, type Experiments, type Settings } from '../../handin/own/store.ts';
import { questionGroups } from '../../handin/questions.ts';
import type { HandIn } from '../../handin/types.ts';
import { choicesPart } from './choices-part.ts';
import { choicesStyles } from './choices-styles.ts';

const groups = [
  { title: 'Theory', questions: theoryTexts },
  ...questionGroups.map(({ title, questions }) => ({ title, questions })),
];

/** @summary All answers of the report: each the lab's or the student's own, edited in place, and the choices. */
export class A2ReportAnswers extends LitElement {
  static override styles = [
    base,
    buttons,
    choicesStyles,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 1.25rem;
      }

      h2 {
        margin-block-end: 0.4rem;
      }

      h3 {
        margin: 0.6rem 0 0.2rem;
        color: var(--a2-soft);
        font-size: var(--a2-small);
        font-weight: 400;
      }

      ul {
        margin: 0;
        padding: 0;
        list-style: none;
      }

      li {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 0.25rem 1rem;
        padding-block: 0.5rem;
        border-block-start: 1px solid var(--a2-line);
      }

      .id {
        color: var(--a2-soft);
        font-variant-numeric: tabular-nums;
      }

      label.mark {
        display: flex;
        gap: 0.5em;
        align-items: center;
        min-block-size: 2rem;
      }

      label.mark input {
        inline-size: 1.05rem;
        block-size: 1.05rem;
        margin: 0;
        accent-color: var(--a2-accent);
      }

      @media (min-width: 60rem) {
        li:not(:has([editing])) {
          grid-template-columns: minmax(0, 18rem) minmax(0, 1fr);
        }
      }
    `,
  ];

  static override properties = {
    handIn: { attribute: false },
    texts: { attribute: false },
    experiments: { attribute: false },
  };

  declare handIn: HandIn | null;
  declare texts: KeptTexts | null;
  declare experiments: Experiments;

  /** The marks of the lab's answers, which take a moment: after the page is drawn. */
  #marks: ReadonlyMap<string, string | null> = new Map();

  constructor() {
    super();
    this.handIn = null;
    this.texts = null;
    this.experiments = new Map();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const { handIn } = this;
    if (handIn === null || !changed.has('handIn')) return;
    this.#marks = new Map(
      groups.flatMap(({ questions }) =>
        questions.map(({ name }) => [name, answerMark(handIn, name)] as const),
      ),
    );
  }

  protected override render(): TemplateResult {
    const { handIn, texts } = this;
    if (handIn?.own === undefined || texts === null) return html``;
    const { own, without = new Set() } = handIn;
    const demanded = handIn.runs.some(demandsMarks);
    return html`
      <section aria-labelledby="choices">
        <h2 id="choices">How to read T5 and T6</h2>
        <p class="small soft">
          Their figures are missing and a sign is misprinted. The report shows the reading that you
          choose here.
        </p>
        ${choicesPart(own.choices, (choices) =>
          this.#change((settings) => ({ ...settings, choices })),
        )}
      </section>
      <section aria-labelledby="answers">
        <h2 id="answers">Answers</h2>
        <p class="small soft">
          Each answer is the lab’s until you write your own, typed or as photos of handwritten
          pages. Read what you leave as it is.
        </p>
        ${groups.map(
          ({ title, questions }) =>
            html`<h3>${title}</h3>
              <ul>
                ${questions
                  .filter(({ name }) => !without.has(name))
                  .map(
                    ({ name, title: what }) =>
                      html`<li id="answer-${name}">
                        <span><span class="id">${name}</span> ${what}</span>
                        <a2-own-answer
                          .name=${name}
                          .texts=${texts}
                          .experiments=${this.experiments}
                          .mark=${this.#marks.get(name) ?? null}
                          .agreed=${own.agreed.get(name) ?? null}
                        ></a2-own-answer>
                      </li>`,
                  )}
              </ul>`,
        )}
        <label class="mark">
          <input
            type="checkbox"
            .checked=${own.marked || demanded}
            ?disabled=${demanded}
            @change=${(event: Event) =>
              this.#change((settings) => ({
                ...settings,
                marked: (event.target as HTMLInputElement).checked,
              }))}
          />
          Say in the report who wrote each answer${demanded ? ' (your class asks for it)' : ''}
        </label>
      </section>
    `;
  }

  /** Scrolls to a question's answer and focuses it. @param edit whether its editor opens */
  async goTo(name: string, edit: boolean): Promise<void> {
    const answer = this.renderRoot.querySelector<A2OwnAnswer>(`#answer-${name} a2-own-answer`);
    if (answer === null) return;
    if (edit) answer.editing = true;
    await answer.updateComplete;
    answer.closest('li')?.scrollIntoView({ block: 'start' });
    if (!edit) answer.renderRoot.querySelector<HTMLElement>('input, button')?.focus();
  }

  #change(change: (settings: Settings) => Settings): void {
    if (this.texts !== null) void changeSettings(this.texts, change);
  }
}

define('a2-report-answers', A2ReportAnswers);

declare global {
  interface HTMLElementTagNameMap {
    'a2-report-answers': A2ReportAnswers;
  }
}
