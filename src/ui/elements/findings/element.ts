import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { DeferredElement } from '../deferred-element.ts';
import { shortForm } from '../../../document/network-form.ts';
import type { Experiment } from '../../../document/schema.ts';
import { isFinished } from '../../../document/trial-status.ts';
import { isAbort, toLabError } from '../../../base/errors.ts';
import {
  findInPieces,
  findingsOf,
  findingsText,
  paragraphsOf,
} from '../../../insights/findings.ts';
import type { Finding } from '../../../insights/types.ts';
import type { TrialState } from '../../../lab/state.ts';
import { base, buttons } from '../../styles/shared.ts';
import { disclosures } from '../../styles/disclosures.ts';
import { tables } from '../../styles/tables.ts';
import { count, counted } from '../../../base/numbers.ts';
import { define } from '../define.ts';
import { joined } from '../../../insights/prose.ts';
import { icon } from '../icons.ts';
import type { Trial } from '../../../document/schema.ts';
import { explain, paragraph } from '../../../insights/explanation/explain.ts';
import type { Statement } from '../../../insights/explanation/types.ts';
import { startsToMeasure } from '../../../lab/starts/measure.ts';
import type { MeasuredStart } from '../../../lab/starts/measured.ts';
import { behindTable } from './behind.ts';
import { keptTexts, textKey, type KeptText, type KeptTexts } from '../../../store/kept-texts.ts';
import { LoadedModules } from '../loaded.ts';
import { emptyPart } from './empty-part.ts';
import { editorParts, ownText } from './own-part.ts';
import { findingsStyles } from './styles.ts';

/** With more trials than this, the findings are written only at the end of the run. */
const maxLive = 60;

/** What was measured on this page, by the experiment's key: nothing is measured twice. */
const measuredBefore = new Map<string, readonly MeasuredStart[]>();

/** Measures untrained networks; throws what an inspection throws. */
export type MeasureStarts = (
  trials: readonly Trial[],
  signal: AbortSignal,
) => Promise<readonly MeasuredStart[]>;

/**
 * @summary What a run shows and why, as one generated paragraph, and folded below it the evidence, sentence by sentence.
 * Users can edit the paragraph, and the edited text is kept.
 */
export class A2Findings extends DeferredElement {
  static override styles = [base, buttons, disclosures, tables, findingsStyles];

  static override properties = {
    experiment: { attribute: false },
    trials: { attribute: false },
    active: { attribute: false },
    store: { attribute: false },
    measure: { attribute: false },
    measuring: { state: true },
    editing: { state: true },
    kept: { state: true },
    message: { state: true },
    unfolded: { state: true },
  };

  declare experiment: Experiment | null;
  declare trials: readonly TrialState[];
  /** Whether a run is in progress. */
  declare active: boolean;
  declare store: KeptTexts;
  /** Measures the untrained networks behind a run on request; null offers nothing. */
  declare measure: MeasureStarts | null;
  /** While they are measured. */
  declare protected measuring: AbortController | null;
  declare protected editing: boolean;
  declare protected kept: KeptText | null;
  /** What the last action did, for the status line. */
  declare protected message: string;
  /** Whether the figures behind the sentences are shown. */
  declare protected unfolded: boolean;

  readonly #modules = new LoadedModules<unknown>(this);
  #stop: (() => void) | null = null;
  #key = '';
  /** The experiment whose key `#key` is. */
  #keyOf: Experiment | null = null;
  /** What the findings were last written from: finished trials, and the status of others. */
  #seen: readonly (TrialState | string)[] = [];
  #findings: readonly Finding[] = [];
  #statements: readonly Statement[] = [];
  /** The untrained networks that were measured for this experiment. */
  #starts: readonly MeasuredStart[] = [];
  #generated = '';
  /** While they are written in pieces. */
  #writing: AbortController | null = null;
  /** What Undo restores; undefined where there is nothing to undo. */
  #before: KeptText | null | undefined = undefined;

  constructor() {
    super();
    this.experiment = null;
    this.trials = [];
    this.active = false;
    this.store = keptTexts;
    this.measure = null;
    this.measuring = null;
    this.editing = false;
    this.kept = null;
    this.message = '';
    this.unfolded = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // Also what another tab writes.
    this.#stop = this.store.subscribe((key) => {
      if (key === this.#key) void this.#read(key);
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stop?.();
    this.measuring?.abort();
  }

  async #read(key: string): Promise<void> {
    const kept = await this.store.read(key);
    if (this.#key === key) this.kept = kept;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const { experiment } = this;
    if (experiment === null) return;
    if (experiment !== this.#keyOf || changed.has('store')) this.#open(experiment);
    if (changed.has('trials') || changed.has('experiment')) this.#write(experiment);
  }

  /** Each experiment, with its settings, has its own edited text. */
  #open(experiment: Experiment): void {
    this.#keyOf = experiment;
    const key = textKey(experiment);
    if (key === this.#key) return;
    this.#key = key;
    this.#before = undefined;
    this.editing = false;
    this.kept = null;
    this.message = '';
    this.measuring?.abort();
    this.measuring = null;
    this.#starts = measuredBefore.get(key) ?? [];
    this.#seen = [];
    void this.#read(key);
  }

  /** The sentences change only when a trial ends or is left out. */
  #write(experiment: Experiment): void {
    const seen = this.trials.map((trial) => (isFinished(trial) ? trial : trial.status));
    const same =
      seen.length === this.#seen.length && seen.every((each, at) => each === this.#seen[at]);
    if (same || (this.active && this.trials.length > maxLive)) return;
    this.#seen = seen;
    this.#writing?.abort();
    this.#writing = null;
    if (this.trials.length <= maxLive) this.#show(findingsOf(experiment, this.trials));
    else void this.#writeInPieces(experiment);
  }

  #show(findings: readonly Finding[]): void {
    this.#findings = findings;
    this.#explain();
  }

  /** The paragraph; where nothing can be explained, the findings. */
  #explain(): void {
    const { experiment } = this;
    this.#statements = experiment === null ? [] : explain(experiment, this.trials, this.#starts);
    this.#generated =
      this.#statements.length === 0 ? findingsText(this.#findings) : paragraph(this.#statements);
  }

  /** The networks whose measurement would explain more. */
  get #unmeasured(): readonly Trial[] {
    if (this.measure === null || this.active || this.#starts.length > 0) return [];
    if (this.#statements.length === 0 || this.experiment === null) return [];
    return startsToMeasure(
      this.trials.map(({ plan }) => plan),
      this.experiment.axes,
    );
  }

  async #measureStarts(trials: readonly Trial[]): Promise<void> {
    const { measure } = this;
    if (measure === null) return;
    const key = this.#key;
    const measuring = new AbortController();
    this.measuring = measuring;
    this.message = 'Measuring the untrained networks …';
    try {
      const starts = await measure(trials, measuring.signal);
      measuredBefore.set(key, starts);
      if (this.#key === key) {
        this.#starts = starts;
        this.#explain();
        this.message = `${counted(trials.length, 'untrained network')} measured: the paragraph now says why.`;
      }
    } catch (error) {
      if (this.measuring === measuring) {
        this.message = isAbort(error)
          ? 'Measuring was cancelled.'
          : `The networks could not be measured: ${toLabError(error).message}`;
      }
    } finally {
      if (this.measuring === measuring) this.measuring = null;
      // Measuring takes a while: whoever went on elsewhere stays there.
      if (this.shadowRoot?.activeElement) this.#focusFirst();
    }
  }

  /** Of hundreds of trials they take many times as long as a frame. */
  async #writeInPieces(experiment: Experiment): Promise<void> {
    const writing = (this.#writing = new AbortController());
    try {
      this.#show(await findInPieces(experiment, this.trials, writing.signal));
    } catch (error) {
      if (isAbort(error)) return;
      throw error;
    }
    this.#writing = null;
    this.requestUpdate();
  }

  protected override render(): TemplateResult {
    return html`
      <section aria-labelledby="title">
        <h2 id="title">Findings</h2>
        ${this.editing ? this.#editor() : this.kept === null ? this.#own() : this.#edited(this.kept)}
        <p class="said" role="status">${this.message}</p>
      </section>
    `;
  }

  #own(): TemplateResult {
    if (this.#generated === '')
      return html`${emptyPart(this.trials, this.active, this.#writing !== null)}${this.#undoBar()}`;
    return html`
      <p class="small soft">
        Generated from the figures measured${this.active ? ' so far' : ''}. Check and edit before
        submitting.
      </p>
      ${this.#text()}
      <div class="actions">
        ${this.#measureButton()}
        <button type="button" @click=${() => this.#edit()}>Edit</button>
        <button type="button" @click=${() => void this.#copy()}>Copy</button>
        ${this.#undo()}
      </div>
      ${this.#behind()}
    `;
  }

  #measureButton(): TemplateResult | typeof nothing {
    const { measuring } = this;
    if (measuring !== null) {
      return html`<button type="button" @click=${() => measuring.abort()}>
        Cancel measuring
      </button>`;
    }
    const wanted = this.#unmeasured;
    if (wanted.length === 0) return nothing;
    const depths = [...new Set(wanted.map(({ model }) => shortForm(model)?.depth ?? 0))].toSorted(
      (a, b) => a - b,
    );
    const where = depths.length > 1 ? ` at depths ${joined(depths.map(count))}` : '';
    return html`<button
      type="button"
      class="primary"
      title="Passes one batch through each untrained network and back, and takes its first steps; nothing is trained."
      @click=${() => void this.#measureStarts(wanted)}
    >
      Explain: measure signal and gradients${where}
    </button>`;
  }

  /** The paragraph, or all findings where nothing is explained. */
  #text(): TemplateResult {
    if (this.#statements.length === 0) return this.#paragraphs();
    return html`<div class="text">
      <p>${this.#statements.map(({ text }) => html`<span>${text}</span> `)}</p>
    </div>`;
  }

  #paragraphs(): TemplateResult {
    return html`<div class="text">
      ${paragraphsOf(this.#findings).map(
        (paragraph) => html`<p>${paragraph.map(({ text }) => html`<span>${text}</span> `)}</p>`,
      )}
    </div>`;
  }

  #edited(kept: KeptText): TemplateResult {
    const changed = this.#generated !== '' && this.#generated !== kept.program;
    return html`
      <p class="small ${changed ? 'changed' : 'soft'}">
        ${changed ? 'Edited by you. The generated text has changed since.' : 'Edited by you.'}
      </p>
      ${ownText(this.#modules, kept)}
      <div class="actions">
        <button type="button" @click=${() => this.#edit()}>Edit</button>
        <button type="button" @click=${() => void this.#copy()}>Copy</button>
        <button type="button" @click=${() => this.#restore()}>
          ${icon('reset')}Restore generated text
        </button>
        ${this.#undo()}
      </div>
      ${
        this.#generated === ''
          ? nothing
          : html`<details>
              <summary>Generated text</summary>
              ${this.#text()}
            </details>`
      }
      ${this.#behind()}
    `;
  }

  #editor(): TemplateResult {
    return html`
      <textarea
        aria-label="Your text of the findings"
        spellcheck="true"
        .value=${this.kept?.text ?? this.#generated}
        @input=${(event: Event) => this.#typed((event.target as HTMLTextAreaElement).value)}
        @keydown=${(event: KeyboardEvent) => {
          if (event.key === 'Escape') this.#close();
        }}
      ></textarea>
      ${editorParts(
        this.#modules,
        this.store,
        this.kept?.text ?? this.#generated,
        this.kept?.photos ?? [],
        (photos) => this.#change({ text: this.kept?.text ?? this.#generated, photos }),
      )}
      <div class="actions">
        <button type="button" class="primary" @click=${() => this.#close()}>Done</button>
        ${this.#undo()}
      </div>
    `;
  }

  #undoBar(): TemplateResult | typeof nothing {
    return this.#before === undefined ? nothing : html`<div class="actions">${this.#undo()}</div>`;
  }

  #undo(): TemplateResult | typeof nothing {
    if (this.#before === undefined) return nothing;
    return html`<button type="button" class="quiet" @click=${() => this.#undoChange()}>
      Undo
    </button>`;
  }

  /** The evidence: all findings, and the figures behind each sentence. */
  #behind(): TemplateResult | typeof nothing {
    const sentences = [...this.#statements, ...paragraphsOf(this.#findings).flat()];
    return sentences.some(({ restsOn }) => restsOn.length > 0)
      ? html`<details
          .open=${this.unfolded}
          @toggle=${(event: Event) => {
            this.unfolded = (event.currentTarget as HTMLDetailsElement).open;
          }}
        >
          <summary>Evidence: all findings, and the figures behind each sentence</summary>
          ${
            this.unfolded
              ? html`<div class="evidence">
                  ${this.#statements.length === 0 ? nothing : this.#paragraphs()}
                  ${behindTable(sentences, this.trials)}
                </div>`
              : nothing
          }
        </details>`
      : nothing;
  }

  #edit(): void {
    this.editing = true;
    this.#before = undefined;
    this.message = '';
    void this.updateComplete.then(() => this.renderRoot.querySelector('textarea')?.focus());
  }

  /** Saved at every keystroke, so that closing the page loses nothing. */
  #typed(text: string): void {
    this.#change({ text, photos: this.kept?.photos ?? [] });
  }

  #change({ text, photos }: Required<Omit<KeptText, 'program'>>): void {
    if (this.#before === undefined) this.#before = this.kept;
    const some = photos.length === 0 ? {} : { photos };
    void this.#keep({ text, program: this.#generated, ...some });
  }

  #close(): void {
    this.editing = false;
    this.#before = undefined;
    this.message = this.#where();
    this.#focusFirst();
  }

  #restore(): void {
    this.#before = this.kept;
    this.message = 'Generated text restored. Undo brings yours back.';
    void this.#keep(null);
    this.#focusFirst();
  }

  #undoChange(): void {
    const before = this.#before;
    if (before === undefined) return;
    this.#before = undefined;
    this.message = '';
    void this.#keep(before);
    if (this.editing) this.renderRoot.querySelector('textarea')?.focus();
    else this.#focusFirst();
  }

  /** The button that was clicked may be gone, and the focus with it. */
  #focusFirst(): void {
    void this.updateComplete.then(() =>
      this.renderRoot.querySelector<HTMLElement>('.actions button')?.focus(),
    );
  }

  async #keep(kept: KeptText | null): Promise<void> {
    const key = this.#key;
    this.kept = kept;
    await this.store.write(key, kept);
    if (this.#key === key && this.store.problem !== '') this.message = this.#where();
  }

  #where(): string {
    if (this.kept === null) return '';
    if (this.store.problem === '') return 'Your text is kept in this browser.';
    return `This browser stores nothing for this page (${this.store.problem}). Copy your text: it is lost when you close the page.`;
  }

  async #copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(this.kept?.text ?? this.#generated);
      this.message = 'Copied.';
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      this.message = `Could not copy the text: ${why}. Select it and copy it yourself.`;
    }
  }
}

define('a2-findings', A2Findings);

declare global {
  interface HTMLElementTagNameMap {
    'a2-findings': A2Findings;
  }
}
