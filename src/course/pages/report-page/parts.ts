/** Parts of the report page: the student's details, choices, and what is missing. */
import { html, nothing, type TemplateResult } from 'lit';
import { theoryTexts } from '../../answers/texts.ts';
import { fileName } from '../../handin/file-name.ts';
import { questionGroups } from '../../handin/questions.ts';
import type { Missing, Student } from '../../handin/types.ts';
import type { Gathering } from '../../handin/gathering.ts';
import { canBeChosen, choiceWords } from '../../handin/choose-runs.ts';

const fields: readonly {
  readonly key: keyof Student;
  readonly label: string;
  readonly complete: AutoFill;
}[] = [
  { key: 'name', label: 'Name', complete: 'name' },
  { key: 'id', label: 'Student number', complete: 'off' },
  { key: 'course', label: 'Course', complete: 'off' },
];

/** @param kept whether this browser stores the details */
export const studentPart = (
  student: Student,
  kept: boolean,
  change: (student: Student) => void,
): TemplateResult => html`
  <section aria-labelledby="who">
    <h2 id="who">Your details</h2>
    <div class="fields">
      ${fields.map(
        ({ key, label, complete }) => html`
          <label>
            <span>${label}</span>
            <input
              type="text"
              maxlength="200"
              autocomplete=${complete}
              .value=${student[key]}
              @input=${(event: Event) =>
                change({ ...student, [key]: (event.target as HTMLInputElement).value })}
            />
          </label>
        `,
      )}
    </div>
    <p class="small soft">
      ${
        kept
          ? 'They are stored in this browser only.'
          : 'This browser does not store them: they are lost when you close the page.'
      }
      The file will be called <span class="file">${fileName(student)}.pdf</span>.
    </p>
  </section>
`;

export const runsPart = (gathering: Gathering): TemplateResult => html`
  <section aria-labelledby="runs">
    <h2 id="runs">Runs to include</h2>
    <ul class="choices">
      ${gathering.opened.map(({ original: { name, title } }) => {
        const candidates = gathering.candidates(name);
        const live = gathering.runs.some(({ experiment }) => experiment.name === name);
        return html`
          <li>
            <label for=${`run-${name}`}><span class="id">${name}</span> ${title}</label>
            ${
              candidates.length === 0
                ? html`<p class="small soft" id=${`run-${name}`}>
                    ${live ? 'the run in this tab' : html`not run yet · <a href="#/${name}">open its page</a>`}
                  </p>`
                : html`<select
                      id=${`run-${name}`}
                      @change=${(event: Event) =>
                        gathering.choose(name, (event.target as HTMLSelectElement).value)}
                    >
                      ${
                        gathering.chosen(name) === ''
                          ? html`<option value="" selected>
                              ${live ? 'the run in this tab' : 'no run trained in this browser'}
                            </option>`
                          : nothing
                      }
                      ${candidates.map(
                        (run) =>
                          html`<option
                            value=${run.id}
                            ?selected=${run.id === gathering.chosen(name)}
                            ?disabled=${!canBeChosen(run)}
                          >
                            ${choiceWords(run)}
                          </option>`,
                      )}
                    </select>
                    ${
                      candidates.every(canBeChosen)
                        ? nothing
                        : html`<p class="small soft">
                            To include a run that was trained elsewhere, verify it first: click
                            Verify all in its provenance on the
                            <a href="#/results">results page</a>.
                          </p>`
                    }`
            }
          </li>
        `;
      })}
    </ul>
  </section>
`;

export function contentsPart(
  without: ReadonlySet<string>,
  change: (without: ReadonlySet<string>) => void,
): TemplateResult {
  const groups = [
    { title: 'Theory', names: theoryTexts },
    ...questionGroups.map(({ title, questions }) => ({ title, names: questions })),
  ];
  const toggled = (name: string): ReadonlySet<string> =>
    without.has(name)
      ? new Set([...without].filter((each) => each !== name))
      : new Set([...without, name]);
  return html`
    <section aria-labelledby="contents">
      <h2 id="contents">Questions to include</h2>
      <div class="groups">
        ${groups.map(
          ({ title, names }) => html`
            <fieldset>
              <legend>${title}</legend>
              ${names.map(
                ({ name, title: what }) => html`
                  <label title=${what}>
                    <input
                      type="checkbox"
                      .checked=${!without.has(name)}
                      @change=${() => change(toggled(name))}
                    />
                    ${name}
                  </label>
                `,
              )}
            </fieldset>
          `,
        )}
      </div>
    </section>
  `;
}

export interface MissingActions {
  readonly run: (experiment: string) => void;
  /** Whether an experiment is running, or cannot be started. */
  readonly busy: (experiment: string) => boolean;
  readonly look: () => void;
  readonly looking: boolean;
}

/** One line per missing part; what several questions lack is listed once. */
export function missingPart(all: readonly Missing[], actions: MissingActions): TemplateResult {
  const lines = new Map<string, { readonly missing: Missing; readonly questions: string[] }>();
  for (const missing of all) {
    const known = lines.get(missing.what);
    if (known === undefined) lines.set(missing.what, { missing, questions: [missing.question] });
    else known.questions.push(missing.question);
  }
  return html`
    <ul class="missing">
      ${[...lines.values()].map(
        ({ missing, questions }) => html`
          <li>
            <span class="id">${questions.join(', ') || 'Title'}</span>
            <span>${missing.what}</span>
            ${action(missing, actions)}
          </li>
        `,
      )}
    </ul>
  `;
}

/** The answers of the lab that the student has not agreed with. */
export const unreadPart = (
  unread: readonly Missing[],
  go: (question: string) => void,
): TemplateResult => html`
  <div class="unread">
    <p>
      ${
        unread.length === 1
          ? 'One answer is still the lab’s, and you have not said that you read it:'
          : `${unread.length} answers are still the lab’s, and you have not said that you read them:`
      }
    </p>
    <ul>
      ${unread.map(
        ({ question, what }) =>
          html`<li>
            <button type="button" class="quiet" title=${what} @click=${() => go(question)}>
              ${question}
            </button>
          </li>`,
      )}
    </ul>
  </div>
`;

function action(
  { kind, experiment }: Missing,
  { run, busy, look, looking }: MissingActions,
): TemplateResult | typeof nothing {
  if (experiment !== null && kind !== 'data') {
    return html`<button type="button" ?disabled=${busy(experiment)} @click=${() => run(experiment)}>
      Run ${experiment}
    </button>`;
  }
  if (kind !== 'data') return nothing;
  return html`<button type="button" ?disabled=${looking} @click=${look}>
    ${looking ? 'Inspecting …' : 'Inspect now'}
  </button>`;
}
