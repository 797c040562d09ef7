import { LitElement, html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { isLocked, studentSeed, variesSeed } from '../../../document/classroom.ts';
import { limits } from '../../../document/limits.ts';
import type { Experiment } from '../../../document/schema.ts';
import { base, buttons } from '../../styles/shared.ts';
import { capital, settingText } from '../../../text/labels.ts';
import { define } from '../define.ts';
import { DraftEvent } from '../settings-form/events.ts';
import { groupsOf } from '../settings-form/groups.ts';
import { withClassroom, withLock } from './edits.ts';
import { classEditorStyles } from './styles.ts';

/** Example id, to show a seed. */
const exampleId = 'ab12';

/**
 * @summary What an instructor sets for a class: locks, a question before the run, a seed for each
 * student. It is part of the document, so links and files carry it.
 *
 * @event a2-draft - the document was edited; `draft`
 */
export class A2ClassEditor extends LitElement {
  static override styles = [base, buttons, classEditorStyles];

  static override properties = {
    draft: { attribute: false },
    disabled: { type: Boolean },
  };

  declare draft: Experiment | null;
  /** Whether nothing can be changed now. */
  declare disabled: boolean;

  constructor() {
    super();
    this.draft = null;
    this.disabled = false;
  }

  #edit(draft: Experiment): void {
    this.dispatchEvent(new DraftEvent(draft));
  }

  protected override render(): TemplateResult | typeof nothing {
    const { draft } = this;
    if (draft === null) return nothing;
    return html`
      <form novalidate @submit=${(event: Event) => event.preventDefault()}>
        ${this.#names(draft)} ${this.#question(draft)} ${this.#seed(draft)}
        ${this.#authorship(draft)} ${this.#locks(draft)}
      </form>
    `;
  }

  #names(draft: Experiment): TemplateResult {
    return html`<fieldset ?disabled=${this.disabled}>
      <legend>Title and name</legend>
      <div class="names">
        <label>
          Title
          <input
            id="title"
            type="text"
            maxlength=${limits.title}
            .value=${live(draft.title)}
            @input=${(event: Event) => this.#edit({ ...draft, title: textOf(event) })}
          />
        </label>
        <label>
          Short name
          <input
            id="name"
            type="text"
            maxlength="64"
            autocapitalize="none"
            spellcheck="false"
            aria-describedby="name-hint"
            .value=${live(draft.name)}
            @input=${(event: Event) => this.#edit({ ...draft, name: textOf(event) })}
          />
        </label>
      </div>
      <p class="small soft" id="name-hint">
        Letters, digits, “.”, “_” and “-”. Used in file names and to derive students’ seeds: a
        different name gives different seeds.
      </p>
    </fieldset>`;
  }

  #question(draft: Experiment): TemplateResult {
    return html`<fieldset ?disabled=${this.disabled}>
      <legend>Predict before you run</legend>
      <label class="small" for="predict">A question students must answer before they can run</label>
      <textarea
        id="predict"
        rows="2"
        maxlength=${limits.text}
        placeholder="Which of the learning rates will end lowest, and why?"
        .value=${live(draft.classroom?.predict ?? '')}
        @input=${(event: Event) => this.#edit(withClassroom(draft, { predict: textOf(event) }))}
      ></textarea>
      <p class="small soft">
        The answer is saved with the run, shown beside its result and included in the results
        document. Leave this empty to ask nothing.
      </p>
    </fieldset>`;
  }

  #authorship(draft: Experiment): TemplateResult {
    return html`<fieldset ?disabled=${this.disabled}>
      <legend>Reports</legend>
      <label class="box">
        <input
          id="mark-authorship"
          type="checkbox"
          .checked=${live(draft.classroom?.markAuthorship === true)}
          @change=${(event: Event) =>
            this.#edit(
              withClassroom(draft, {
                markAuthorship: checkedOf(event),
              }),
            )}
        />
        Say of each answer in a report whether the student or the lab wrote it
      </label>
    </fieldset>`;
  }

  #seed(draft: Experiment): TemplateResult {
    const varied = variesSeed(draft);
    const on = draft.classroom?.studentSeed === true;
    return html`<fieldset ?disabled=${this.disabled}>
      <legend>A seed for each student</legend>
      <label class="box">
        <input
          id="student-seed"
          type="checkbox"
          aria-describedby="seed-hint"
          .checked=${live(on)}
          @change=${(event: Event) =>
            this.#edit(withClassroom(draft, { studentSeed: checkedOf(event) }))}
        />
        Derive the seed from the student’s id
      </label>
      <p class="small soft" id="seed-hint">
        ${
          varied
            ? 'The seed is an axis of this experiment, so the id does not change it.'
            : html`Students enter their id once; it is stored in their browser and in the results.
                To derive a seed yourself: <code>node cli/a2.mjs run … --student ID</code>.
                “${exampleId}” has seed ${studentSeed(exampleId, draft.name)} here.`
        }
      </p>
    </fieldset>`;
  }

  #locks(draft: Experiment): TemplateResult {
    const groups = groupsOf(draft).filter(({ fields }) => fields.length > 0);
    const offered = groups.flatMap(({ fields }) => fields.map(({ path }) => path));
    const lock = draft.classroom?.lock ?? [];
    const others = lock.filter((path) => path !== '*' && !offered.includes(path));
    return html`<fieldset ?disabled=${this.disabled} class="locks">
      <legend>Locked settings</legend>
      <p class="small soft">
        Students see these settings but cannot change them or make them an axis; the form below
        shows this immediately. A lock is a convenience, not a security measure: anyone with the
        document can edit it.
      </p>
      ${this.#lock(draft, '*', 'Everything')}
      ${groups.map(
        ({ title, fields }) => html`
          <div class="group" role="group" aria-label=${title}>
            <p class="small soft">${title}</p>
            <div class="boxes">
              ${fields.map(({ path, label }) => this.#lock(draft, path, label))}
            </div>
          </div>
        `,
      )}
      ${
        others.length === 0
          ? nothing
          : html`<div class="group" role="group" aria-label="Other locks in the document">
              <p class="small soft">Other locks in the document</p>
              <div class="boxes">
                ${others.map((path) => this.#lock(draft, path, capital(settingText(path))))}
              </div>
            </div>`
      }
    </fieldset>`;
  }

  /** A setting under a wider lock is ticked, and only that lock unlocks it. */
  #lock(draft: Experiment, path: string, label: string): TemplateResult {
    const lock = draft.classroom?.lock ?? [];
    const own = lock.includes(path);
    const wider = !own && isLocked(lock, path);
    return html`<label class="box">
      <input
        type="checkbox"
        data-path=${path}
        ?disabled=${wider}
        .checked=${live(own || wider)}
        @change=${(event: Event) => this.#edit(withLock(draft, path, checkedOf(event)))}
      />
      ${label}
    </label>`;
  }
}

const textOf = (event: Event): string =>
  (event.target as HTMLInputElement | HTMLTextAreaElement).value;
const checkedOf = (event: Event): boolean => (event.target as HTMLInputElement).checked;

define('a2-class-editor', A2ClassEditor);

declare global {
  interface HTMLElementTagNameMap {
    'a2-class-editor': A2ClassEditor;
  }
}
