import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { DeferredElement } from '../../elements/deferred-element.ts';
import { live } from 'lit/directives/live.js';
import '../../elements/code/element.ts';
import { define } from '../../elements/define.ts';
import { icon } from '../../elements/icons.ts';
import '../../elements/notice/element.ts';
import { isAbort } from '../../../base/errors.ts';
import {
  documentFileName,
  optionAttributes,
  plainOptions,
  writtenDocument,
  type EmbedOptions,
  type EmbedSubject,
} from '../../../formats/embed-code/options.ts';
import { embedCode, type EmbedCode } from '../../../formats/embed-code/snippets.ts';
import { base, buttons } from '../../styles/shared.ts';
import { disclosures } from '../../styles/disclosures.ts';
import type { Lab } from '../lab.ts';
import { saveFile } from '../save-file.ts';
import type { SessionStore } from '../../../lab/session/sessions.ts';
import { choices, loadChosen, parsePasted, type ChoiceGroup, type Chosen } from './choices.ts';
import { optionsForm } from './options-form.ts';
import { generatorStyles } from './styles.ts';

const firstChoice = 'I2c';

/** @summary The code to embed any experiment with the chosen options, and a preview. */
export class A2EmbedGenerator extends DeferredElement {
  static override styles = [base, buttons, disclosures, generatorStyles];

  static override properties = {
    lab: { attribute: false },
    sessions: { attribute: false },
    wanted: { attribute: false },
    groups: { state: true },
    subject: { state: true },
    options: { state: true },
    carried: { state: true },
    form: { state: true },
    trouble: { state: true },
  };

  declare lab: Lab | null;
  declare sessions: SessionStore | null;
  /** The experiment named in the page's URL; '' for none. */
  declare wanted: string;
  declare protected groups: readonly ChoiceGroup[];
  declare protected subject: Chosen | null;
  declare protected options: EmbedOptions;
  declare protected carried: 'inside' | 'file';
  declare protected form: EmbedCode['id'];
  /** Why the last choice is not shown; '' if it is. */
  declare protected trouble: string;

  #choosing = new AbortController();
  /** What the preview shows. */
  #shown = '';

  constructor() {
    super();
    this.lab = null;
    this.sessions = null;
    this.wanted = '';
    this.groups = [];
    this.subject = null;
    this.options = plainOptions;
    this.carried = 'inside';
    this.form = 'script';
    this.trouble = '';
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#choosing.abort();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const { lab, sessions } = this;
    if (lab === null || sessions === null) return;
    if (changed.has('lab') || changed.has('sessions') || changed.has('wanted')) {
      void choices(lab, sessions).then((groups) => (this.groups = groups));
      const key = this.wanted === '' ? firstChoice : this.wanted;
      this.#choose((signal) => loadChosen(key, lab, sessions, signal));
    }
  }

  #choose(find: (signal: AbortSignal) => Promise<Chosen>): void {
    this.#choosing.abort();
    this.#choosing = new AbortController();
    const { signal } = this.#choosing;
    find(signal).then(
      (found) => {
        if (signal.aborted) return;
        this.subject = found;
        this.trouble = '';
        // Another experiment has other settings to lock.
        this.options = { ...this.options, lock: [] };
      },
      (error: unknown) => {
        if (signal.aborted || isAbort(error)) return;
        this.trouble = error instanceof Error ? error.message : String(error);
      },
    );
  }

  get #subject(): EmbedSubject | null {
    const { subject, carried } = this;
    if (subject === null || subject.ownTable) return null;
    const { preset, experiment, link } = subject;
    return preset === null
      ? { kind: 'document', experiment, link, carried }
      : { kind: 'preset', name: preset, title: experiment.title };
  }

  protected override updated(): void {
    const place = this.renderRoot.querySelector('.preview');
    const { subject, options } = this;
    if (place === null || subject === null) return;
    // With autorun the preview would train at every change of the form.
    const attributes = optionAttributes({ ...options, autorun: '' });
    const now = JSON.stringify([subject.link, attributes]);
    if (now === this.#shown && place.firstElementChild !== null) return;
    this.#shown = now;
    const element = document.createElement('a2-experiment');
    element.experiment = writtenDocument(subject.experiment);
    for (const [name, value] of attributes) {
      element.setAttribute(name, value === true ? '' : value);
    }
    place.replaceChildren(element);
  }

  protected override render(): TemplateResult {
    const subject = this.#subject;
    return html`
      <div class="generator">
        <div class="form">${this.#choice()} ${this.#optionsForm()}</div>
        <div class="result">
          ${this.trouble === '' ? nothing : html`<a2-notice kind="error">${this.trouble}</a2-notice>`}
          ${
            this.subject?.ownTable === true
              ? html`<a2-notice kind="warning">
                  This experiment trains on a table of your own, which never leaves this browser, so
                  another page cannot use it. Choose one of the lab’s datasets first.
                </a2-notice>`
              : nothing
          }
          ${subject === null ? nothing : this.#code(subject)}
        </div>
      </div>
      ${
        subject === null
          ? nothing
          : html`<section aria-labelledby="preview-title">
              <h3 id="preview-title">Preview</h3>
              <p class="small soft">
                As other pages show it, except that here it always waits for Run.
              </p>
              <div class="preview"></div>
            </section>`
      }
    `;
  }

  #choice(): TemplateResult {
    const { lab, sessions, subject } = this;
    const key = subject?.key ?? '';
    const listed = this.groups.some((group) => group.listChoices.some((each) => each.key === key));
    return html`
      <label
        >Experiment
        <select
          @change=${(event: Event) => {
            const { value } = event.target as HTMLSelectElement;
            if (lab === null || sessions === null || value === '') return;
            this.#choose((signal) => loadChosen(value, lab, sessions, signal));
          }}
        >
          ${
            listed
              ? nothing
              : html`<option value="" .selected=${true}>
                  ${subject?.experiment.title ?? '…'}
                </option>`
          }
          ${this.groups.map(
            (group) =>
              html`<optgroup label=${group.title}>
                ${group.listChoices.map(
                  (each) =>
                    html`<option value=${each.key} .selected=${each.key === key}>
                      ${each.label}
                    </option>`,
                )}
              </optgroup>`,
          )}
        </select>
      </label>
      <details>
        <summary>Other: from a link or JSON</summary>
        <label
          >Link or document
          <textarea
            rows="4"
            spellcheck="false"
            placeholder="${document.baseURI.replace(/#.*/, '')}#/x/…"
            @input=${(event: Event) => {
              const { value } = event.target as HTMLTextAreaElement;
              this.trouble = '';
              if (value.trim() !== '') this.#choose(() => parsePasted(value));
            }}
          ></textarea>
        </label>
      </details>
    `;
  }

  #optionsForm(): TemplateResult | typeof nothing {
    const { subject } = this;
    if (subject === null) return nothing;
    return optionsForm({
      experiment: subject.experiment,
      options: this.options,
      carried: subject.preset === null ? this.carried : null,
      change: (change) => (this.options = { ...this.options, ...change }),
      carry: (carried) => (this.carried = carried),
    });
  }

  #code(subject: EmbedSubject): TemplateResult {
    const all = embedCode(subject, this.options, new URL('.', document.baseURI).href);
    const shown = all.find(({ id }) => id === this.form);
    return html`
      <fieldset class="forms">
        <legend>Code for</legend>
        ${all.map(
          ({ id, title }) =>
            html`<label
              ><input
                type="radio"
                name="form"
                value=${id}
                .checked=${live(id === this.form)}
                @change=${() => (this.form = id)}
              />${title}</label
            >`,
        )}
      </fieldset>
      ${
        shown === undefined || shown.snippets.length === 0
          ? html`<p class="soft">
              This document is too long for a URL. Use the script tag, or a file and its URL.
            </p>`
          : shown.snippets.map(
              ({ label, code }) => html`<a2-code .label=${label} .code=${code}></a2-code>`,
            )
      }
      ${
        subject.kind === 'document' && subject.carried === 'file'
          ? html`<p>
              <button
                type="button"
                @click=${() =>
                  saveFile(
                    documentFileName(subject),
                    `${JSON.stringify(writtenDocument(subject.experiment), null, 2)}\n`,
                    'application/json',
                  )}
              >
                ${icon('download')}${documentFileName(subject)}
              </button>
            </p>`
          : nothing
      }
      ${
        /^(localhost|127\.|\[::1\])/.test(location.hostname)
          ? html`<p class="small soft">
              These URLs are those of this lab, which runs on your own machine. Publish its folder
              dist/ first, and open this page there.
            </p>`
          : nothing
      }
    `;
  }
}

define('a2-embed-generator', A2EmbedGenerator);

declare global {
  interface HTMLElementTagNameMap {
    'a2-embed-generator': A2EmbedGenerator;
  }
}
