import { LitElement, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { ResultsDocument } from '../../formats/results/document.ts';
import { base, buttons } from '../../ui/styles/shared.ts';
import { adoptFallback } from '../../ui/styles/adopt.ts';
import { tokens } from '../../ui/styles/tokens.ts';
import { A2ErrorEvent } from './events.ts';
import { atFirstGesture } from './gesture.ts';
import { autoruns, engineOption, names, oneOf, wholeNumber, type StageOptions } from './options.ts';
import type { A2ExperimentStage } from './stage/element.ts';
import { embedStyles } from './styles.ts';

/** Seeds of the generator have 32 bits. */
const maxSeed = 2 ** 32 - 1;
const maxWorkers = 64;

/**
 * Its document is a preset, at an address, or inside the element, in a
 * `<script type="application/json">`, to which Content-Security-Policy does not apply.
 *
 * @summary An a2-lab experiment on any page: the question, Run, figures and results.
 * @tag a2-experiment
 *
 * @attr {string} src - address of an experiment document, relative to the page
 * @attr {"I1c" | "I1d" | "I1f" | "I2c" | "I2d"} preset - name of an experiment that comes with the lab
 * @attr {"auto" | "wasm" | "tfjs-webgpu" | "tfjs-wasm" | "tfjs-cpu"} engine - engine that computes; "auto" by default
 * @attr {number} workers - trials trained at once; chosen automatically by default
 * @attr {"visible" | "gesture"} autorun - starts when in view, or at the visitor's first click or key press on the page; never by default. A large download always waits for Run
 * @attr {boolean} readonly - hides the settings form, so that settings cannot be changed
 * @attr {string} lock - settings that the reader cannot change, such as "optimizer.learningRate, batchSize"
 * @attr {number} seed - replaces the document's seed
 * @attr {string} student - the reader's id; the seed is derived from it
 * @attr {string} predict - a question to answer before the first run; the answer is stored in the results
 * @attr {boolean} compact - shows one figure, with the table collapsed
 * @attr {"light" | "dark" | "system"} theme - that of the page by default
 * @attr {"auto" | "real" | "stand-in"} data - "auto", the default, uses generated stand-in data if the real data are a large download, and offers the real data
 * @attr {string} datasets - address of the folder with the published datasets; by default, that of the script's lab
 *
 * @slot title - replaces the heading, which is the experiment's title
 * @slot fallback - shown until the element is defined, and if it cannot work
 *
 * @csspart frame - the frame around everything
 * @csspart title - the heading
 * @csspart stage - the content, loaded when in view: question, run bar, figures, table
 *
 * @cssprop [--a2-experiment-room=30rem] - height reserved until the experiment comes into view
 * @cssprop [--a2-accent] - buttons, links and other controls
 * @cssprop [--a2-paper] - the background
 * @cssprop [--a2-raised] - the background of figures
 * @cssprop [--a2-ink] - text
 * @cssprop [--a2-soft] - secondary text
 * @cssprop [--a2-line] - borders and thin lines
 * @cssprop [--a2-radius] - radius of corners
 * @cssprop [--a2-font] - font family
 * @cssprop [--a2-series-0] - colour of the first series; likewise up to --a2-series-7
 *
 * @fires {A2StartEvent} a2-start - a run has started; `experiment`, `trials`
 * @fires {A2ProgressEvent} a2-progress - the run has progressed; `fraction`, `stepsDone`, `stepsTotal`, `secondsLeft`
 * @fires {A2TrialEvent} a2-trial - a trial has ended; `trial`
 * @fires {A2CompleteEvent} a2-complete - the run has ended; `results`, `cancelled`
 * @fires {A2ErrorEvent} a2-error - the experiment cannot be shown or run; `code`, `message`
 */
export class A2Experiment extends LitElement {
  static override styles = [tokens, base, buttons, embedStyles];

  static override properties = {
    src: { reflect: true },
    preset: { reflect: true },
    engine: { reflect: true },
    workers: { reflect: true },
    autorun: { reflect: true },
    readonly: { type: Boolean, reflect: true },
    lock: { reflect: true },
    seed: { reflect: true },
    student: { reflect: true },
    predict: { reflect: true },
    compact: { type: Boolean, reflect: true },
    theme: { reflect: true },
    data: { reflect: true },
    datasets: { reflect: true },
    experiment: { attribute: false },
    stage: { state: true },
    failure: { state: true },
  };

  declare src: string | null;
  declare preset: string | null;
  declare engine: string | null;
  declare workers: string | number | null;
  declare autorun: string | null;
  declare readonly: boolean;
  declare lock: string | null;
  declare seed: string | number | null;
  declare student: string | null;
  declare predict: string | null;
  declare compact: boolean;
  declare theme: string | null;
  declare data: string | null;
  declare datasets: string | null;
  /** An experiment document as an object; takes precedence over `src` and `preset`. */
  declare experiment: unknown;
  /** Whether the stage has been loaded. */
  declare protected stage: boolean;
  /** Why the stage could not be loaded; '' if it could, or has not been requested. */
  declare protected failure: string;

  #life: AbortController | null = null;
  #seen: IntersectionObserver | null = null;
  #fetching: Promise<A2ExperimentStage> | null = null;
  #options: StageOptions | null = null;

  constructor() {
    super();
    this.src = null;
    this.preset = null;
    this.engine = null;
    this.workers = null;
    this.autorun = null;
    this.readonly = false;
    this.lock = null;
    this.seed = null;
    this.student = null;
    this.predict = null;
    this.compact = false;
    this.theme = null;
    this.data = null;
    this.datasets = null;
    this.experiment = null;
    this.stage = false;
    this.failure = '';
  }

  /** The results document of the last run; null until it has ended. */
  get results(): ResultsDocument | null {
    return this.#staged?.results ?? null;
  }

  /**
   * Runs the experiment, whether in view or not, and resolves to its results; joins a run in progress.
   * Rejects with an Error with a `code` if it cannot run; a cancelled run resolves to what was finished.
   */
  async run(): Promise<ResultsDocument> {
    const stage = await this.#fetched();
    // Properties set just before must have reached the stage.
    await this.updateComplete;
    return stage.run();
  }

  /** Stops a run immediately; finished results are kept. */
  cancel(): void {
    this.#staged?.cancel();
  }

  get #staged(): A2ExperimentStage | null {
    // There is no shadow root before the element is first connected.
    return this.shadowRoot?.querySelector('a2-experiment-stage') ?? null;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void adoptFallback(this.shadowRoot);
    // Moved within the page, the element continues.
    if (this.#life !== null) return;
    this.#life = new AbortController();
    this.#watch(this.#life.signal);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    // A move is a removal and an insertion in one task.
    queueMicrotask(() => {
      if (!this.isConnected) this.#end();
    });
  }

  /** Nothing to do when the browser moves the element with its state. */
  connectedMoveCallback(): void {
    return;
  }

  #end(): void {
    this.#life?.abort();
    this.#life = null;
    this.#seen?.disconnect();
    this.#seen = null;
    this.#staged?.end();
  }

  #watch(signal: AbortSignal): void {
    this.#staged?.begin();
    const autorun = oneOf('autorun', this.autorun, autoruns, 'gesture');
    const starts = this.autorun === null ? 'never' : autorun.value;
    this.#seen = new IntersectionObserver(
      (entries) => {
        if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
        this.#seen?.disconnect();
        const fetched = this.#fetched();
        fetched.then(
          (stage) => {
            if (starts === 'visible') stage.autorun();
            if (starts === 'gesture') atFirstGesture(signal, () => stage.autorun());
          },
          // Already shown in the element and reported by an event.
          () => undefined,
        );
      },
      { rootMargin: '200px 0px' },
    );
    this.#seen.observe(this);
  }

  /** The stage, loaded and rendered. Rejects if it cannot be loaded; a later call tries again. */
  #fetched(): Promise<A2ExperimentStage> {
    this.#fetching ??= this.#fetch().catch((error: unknown) => {
      this.#fetching = null;
      throw error;
    });
    return this.#fetching;
  }

  async #fetch(): Promise<A2ExperimentStage> {
    this.failure = '';
    try {
      // Charts read their colours when first drawn.
      await Promise.all([import('./stage/element.ts'), adoptFallback(this.shadowRoot)]);
      this.stage = true;
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      this.failure = `The experiment’s script could not be fetched: ${why}`;
      this.dispatchEvent(new A2ErrorEvent('element-network', this.failure));
      throw error;
    }
    await this.updateComplete;
    const stage = this.#staged;
    if (stage === null) throw new Error('The experiment was not rendered.');
    return stage;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('theme')) document.dispatchEvent(new Event('a2-theme'));
    const inner: readonly PropertyKey[] = ['stage', 'failure', 'theme', 'autorun'];
    if (this.#options !== null && [...changed.keys()].every((key) => inner.includes(key))) return;
    this.#options = this.#read();
  }

  /** Warns about invalid attributes in the console; they must not break the page. */
  #read(): StageOptions {
    const text = (value: string | number | null) => (value === null ? null : String(value));
    const engine = engineOption(this.engine);
    const data = oneOf('data', this.data, ['auto', 'real', 'stand-in'], 'auto');
    const workers = wholeNumber('workers', text(this.workers), 1, maxWorkers);
    const seed = wholeNumber('seed', text(this.seed), 0, maxSeed);
    for (const { problem } of [engine, data, workers, seed]) {
      if (problem !== null) console.warn(`<a2-experiment>: ${problem}`);
    }
    return {
      experiment: this.experiment,
      inline: this.querySelector(':scope > script[type="application/json"]')?.textContent ?? null,
      src: this.src,
      preset: this.preset,
      engine: engine.value,
      workers: workers.value,
      seed: seed.value,
      data: data.value,
      datasets: this.datasets,
      readonly: this.readonly,
      compact: this.compact,
      lock: names(this.lock),
      predict: this.predict ?? '',
      student: this.student ?? '',
    };
  }

  protected override render(): TemplateResult {
    return html`
      <div class="frame" part="frame">
        <header>
          <slot name="title">
            <h2 part="title">${this.#staged?.heading ?? this.#knownTitle()}</h2>
          </slot>
        </header>
        ${this.stage ? this.#drawn() : this.#waiting()}
        ${this.#staged?.broken === true ? html`<slot name="fallback"></slot>` : nothing}
      </div>
    `;
  }

  #knownTitle(): string {
    return this.preset === null ? 'Experiment' : `Experiment ${this.preset}`;
  }

  #waiting(): TemplateResult {
    return html`
      <div class="waiting">
        <div class="row">
          <button
            type="button"
            class="primary"
            @click=${() => void this.run().catch(() => undefined)}
          >
            Run
          </button>
          <span class="small soft">${this.failure === '' ? 'Loads when in view' : ''}</span>
        </div>
        ${this.failure === '' ? nothing : this.#problem()}
      </div>
    `;
  }

  #problem(): TemplateResult {
    return html`
      <div class="problem" role="alert">
        <p>${this.failure}</p>
        <button type="button" @click=${() => void this.#fetched().catch(() => undefined)}>
          Try again
        </button>
      </div>
      <slot name="fallback"></slot>
    `;
  }

  #drawn(): TemplateResult {
    return html`<a2-experiment-stage
      part="stage"
      .options=${this.#options}
      .tell=${(event: Event) => this.dispatchEvent(event)}
      .titled=${() => this.requestUpdate()}
    ></a2-experiment-stage>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'a2-experiment': A2Experiment;
  }
}
