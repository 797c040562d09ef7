import { html, nothing, type TemplateResult } from 'lit';
import { DeferredElement } from '../../elements/deferred-element.ts';
import { define } from '../../elements/define.ts';
import type { ImageFilter } from '../../elements/image-browser/element.ts';
import type { Dataset } from '../../../protocol/dataset.ts';
import { softmax } from '../../../lab/model/forward.ts';
import type { TrainedModel } from '../../../protocol/trained-model.ts';
import { isAbort } from '../../../base/errors.ts';
import type { TrialState } from '../../../lab/state.ts';
import { fileButtons } from '../../styles/file-button.ts';
import { base, buttons } from '../../styles/shared.ts';
import { tables } from '../../styles/tables.ts';
import { trialLabel } from '../../../text/labels.ts';
import type { Lab } from '../lab.ts';
import { isList } from '../../../document/network-form.ts';
import { readModelFile, saveLayersModel, saveSafetensors } from './files.ts';
import { judge, type Judged } from '../../../lab/judge/judge.ts';
import { judgedParts } from './judged-parts.ts';
import { predictFew } from '../../../lab/judge/predict-few.ts';
import {
  LoadedModels,
  loadedModelKey,
  isLoadedModel,
  modelAt,
} from '../../../lab/judge/loaded-models.ts';
import { bestFirst, maxOffered, offered } from './order.ts';
import { modelViewStyles } from './styles.ts';
import { Latest } from '../../../base/latest.ts';
import { hasEnded, isComplete } from '../../../document/trial-status.ts';

interface Ready {
  readonly id: string;
  /** The note on a model that was not trained here; '' for one that was. */
  readonly origin: string;
  readonly model: TrainedModel;
  readonly judged: Judged;
}

type Shown =
  | { readonly state: 'none' | 'loading' | 'missing' | 'ready' }
  | {
      readonly state: 'failed';
      readonly why: string;
    };

/** @summary A trained model: its predictions, its mistakes, predictions for the user's inputs, its files. */
export class A2ModelView extends DeferredElement {
  static override styles = [base, buttons, tables, modelViewStyles, fileButtons];

  static override properties = {
    trials: { attribute: false },
    lab: { attribute: false },
    standIn: { attribute: false },
    experiment: { attribute: false },
    highlighted: { attribute: false },
    chosen: { state: true },
    shown: { state: true },
    ready: { state: true },
    filter: { state: true },
    trouble: { state: true },
  };

  declare trials: readonly TrialState[];
  declare lab: Lab | null;
  declare standIn: string;
  /** First in the names of saved files. */
  declare experiment: string;
  /** The id of the trial that the page highlights, whose model can be chosen, too. */
  declare highlighted: string | null;
  declare protected chosen: string | null;
  declare protected shown: Shown;
  /** The model shown; while another loads, still the previous one, with the user's changes. */
  declare protected ready: Ready | null;
  declare protected filter: ImageFilter;
  declare protected trouble: string;
  #key = '';
  readonly #order = new Latest<readonly TrialState[]>();
  #held: string | null = null;
  /** Whether the user has drawn, chosen or changed something: then no better trial replaces it. */
  #used = false;
  #loading: AbortController | null = null;
  /** Cancels the shown model's predictions when another replaces it. */
  #predicting: AbortController | null = null;
  readonly #loadedModels = new LoadedModels(() => this.requestUpdate());
  #predict: ((rows: Float32Array) => Promise<Float32Array>) | null = null;
  #classify: ((pixels: Uint8Array) => Promise<readonly number[]>) | null = null;

  constructor() {
    super();
    this.trials = [];
    this.lab = null;
    this.standIn = '';
    this.experiment = '';
    this.highlighted = null;
    this.chosen = null;
    this.shown = { state: 'none' };
    this.ready = null;
    this.filter = { show: 'confident', truth: -1, predicted: -1 };
    this.trouble = '';
    const use = () => (this.#used = true);
    for (const kind of ['click', 'input', 'drop']) this.addEventListener(kind, use);
    this.addEventListener('keydown', ({ key }) => (this.#used ||= key === ' '));
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#loading?.abort();
    this.#predicting?.abort();
    this.#key = '';
  }

  protected override willUpdate(): void {
    if (this.lab !== null) this.#loadedModels.ask(this.trials, this.lab);
    const { chosen } = this;
    const brought = chosen !== null && isLoadedModel(chosen) ? chosen : null;
    const trial = this.#trial;
    // Includes the training time: a retrained trial has another model.
    const key = brought ?? (trial === undefined ? '' : `${trial.plan.id} ${trial.seconds}`);
    if (key === this.#key) return;
    this.#key = key;
    this.#held = trial?.plan.id ?? this.#held;
    this.#loading?.abort();
    if (brought !== null) {
      this.shown = { state: 'loading' };
      void this.#load(brought);
      return;
    }
    if (trial === undefined) {
      this.shown = { state: 'none' };
      this.#discard();
      return;
    }
    this.shown = { state: 'loading' };
    void this.#load(trial.plan.id);
  }

  protected override render(): TemplateResult {
    return html`<section>
      <h2>The trained model</h2>
      ${this.standIn === '' ? nothing : html`<p class="small soft">${this.standIn}</p>`}
      ${this.#picker()} ${this.#state()} ${this.ready === null ? nothing : this.#work(this.ready)}
      <p class="trouble" role="status">${this.trouble}</p>
    </section>`;
  }

  /** Discards the model shown, unless the user's changes would be lost. */
  #discard(): void {
    if (this.#used) return;
    this.#predicting?.abort();
    this.ready = null;
  }

  get #ready(): readonly TrialState[] {
    const ended = this.trials.filter(isComplete);
    return this.#order.of(ended, () => bestFirst(ended));
  }

  get #trial(): TrialState | undefined {
    const ready = this.#ready;
    const find = (id: string | null) => ready.find(({ plan }) => plan.id === id);
    // While others train, or once it is used, the model shown stays, even if another is better.
    const busy = !this.trials.every(hasEnded);
    return find(this.chosen) ?? (busy || this.#used ? find(this.#held) : undefined) ?? ready[0];
  }

  #picker(): TemplateResult {
    const ready = this.#ready;
    const own = this.#trial?.plan.id;
    const brought = this.trials.filter(({ plan }) => this.#loadedModels.has(plan.id));
    const [best] = ready;
    const better = this.#used && this.chosen === null && best !== undefined && best.plan.id !== own;
    return html`<div class="bar">
      ${
        ready.length + brought.length === 0
          ? nothing
          : html`<label>
              ${
                ready.length > maxOffered
                  ? `Model of the best ${maxOffered} trials, or the highlighted one`
                  : 'Model of the trial, best first'
              }
              <select
                @change=${(event: Event) => {
                  this.chosen = (event.target as HTMLSelectElement).value;
                }}
              >
                ${offered(ready, [own, this.highlighted]).map(
                  ({ plan }) =>
                    html`<option
                      value=${plan.id}
                      .selected=${plan.id === own && !isLoadedModel(this.chosen ?? '')}
                    >
                      ${trialLabel(plan.values)}
                    </option>`,
                )}
                ${brought.map(
                  ({ plan }) =>
                    html`<option
                      value=${loadedModelKey(plan.id)}
                      .selected=${this.chosen === loadedModelKey(plan.id)}
                    >
                      ${trialLabel(plan.values)}, loaded from a file
                    </option>`,
                )}
              </select>
            </label>`
      }
      ${
        better
          ? html`<button type="button" @click=${() => (this.chosen = best.plan.id)}>
              Show the best, ${trialLabel(best.plan.values)}
            </button>`
          : nothing
      }
      <label class="file">
        Load a model, .safetensors
        <input
          type="file"
          accept=".safetensors"
          @change=${(event: Event) => void this.#loadFile(event.target as HTMLInputElement)}
        />
      </label>
    </div>`;
  }

  #state(): TemplateResult | typeof nothing {
    const { shown } = this;
    switch (shown.state) {
      case 'none':
        return html`<p class="soft">
          ${
            this.ready === null
              ? 'Train first. Once a trial is done, you can try its model here, look at its mistakes and save it.'
              : ['The model of the first finished trial will appear here.', this.#before]
          }
        </p>`;
      case 'loading':
        return html`<p class="soft">Predicting the test part … ${this.#before}</p>`;
      case 'missing':
        return html`<p>Retrain this trial to get its model: none is kept here. ${this.#before}</p>`;
      case 'failed':
        return html`<p class="bad">
          The model could not predict: ${shown.why} ${this.#before}
          <button
            type="button"
            @click=${() => {
              this.#key = '';
              this.requestUpdate();
            }}
          >
            Try again
          </button>
        </p>`;
      case 'ready':
        return nothing;
      default:
        return shown satisfies never;
    }
  }

  /** Says whose model is shown, if not the chosen trial's. */
  get #before(): string {
    if (this.ready === null) return '';
    const { id } = this.ready.model;
    const plan = this.trials.find((trial) => trial.plan.id === id)?.plan;
    const of = plan === undefined ? 'of an earlier run' : `of ${trialLabel(plan.values)}`;
    return ` The model below is still the one ${of}.`;
  }

  #work({ judged, model, origin }: Ready): TemplateResult {
    return html`${origin === '' ? nothing : html`<p class="mark" role="note">${origin}</p>`}
      ${judgedParts(judged, model, {
        filter: this.filter,
        experiment: this.experiment,
        classify: this.#classify,
        predict: this.#predict,
        onCell: ({ truth, predicted }) => {
          this.filter = { show: 'all', truth, predicted };
        },
      })}
      <p class="row">
        <button type="button" @click=${() => void saveSafetensors(model)}>
          Save as safetensors
        </button>
        ${
          isList(model.trial.model)
            ? html`<span class="soft small"
                >Files for tfjs are written for networks in the short form.</span
              >`
            : html`<button type="button" @click=${() => void saveLayersModel(model)}>
                Save for tfjs
              </button>`
        }
      </p>`;
  }

  async #load(id: string): Promise<void> {
    const { lab } = this;
    if (lab === null) return;
    const controller = new AbortController();
    const { signal } = controller;
    this.#loading = controller;
    try {
      const found = await modelAt(id, lab);
      const model = found?.model ?? null;
      if (signal.aborted) return;
      if (model === null) {
        this.#discard();
        this.shown = { state: 'missing' };
        return;
      }
      const dataset: Dataset = await lab.dataset(model.trial.dataset, { signal });
      const outputs = await lab.predict({ model, rows: 'test' }, signal);
      signal.throwIfAborted();
      const judged = await judge(model, dataset, outputs, signal);
      const used = new AbortController();
      this.#predicting?.abort();
      this.#predicting = used;
      this.#predict = (rows) => predictFew(lab, model, rows, used.signal);
      this.#classify = async (pixels) =>
        softmax(
          await predictFew(
            lab,
            model,
            Float32Array.from(pixels, (x) => x / 255),
            used.signal,
          ),
        );
      this.ready = { id, model, judged, origin: found?.origin ?? '' };
      this.shown = { state: 'ready' };
    } catch (error) {
      if (signal.aborted || isAbort(error)) return;
      this.#discard();
      this.shown = { state: 'failed', why: error instanceof Error ? error.message : String(error) };
    }
  }

  async #loadFile(input: HTMLInputElement): Promise<void> {
    const [file] = input.files ?? [];
    if (file === undefined || this.lab === null) return;
    try {
      const model = await readModelFile(
        file,
        this.trials.map(({ plan }) => plan),
      );
      await this.lab.keepModel(model);
      this.#loadedModels.add([model.id]);
      this.chosen = loadedModelKey(model.id);
      this.#key = '';
      this.trouble = `Loaded ${file.name}. It is kept beside the models trained here and is never handed in.`;
    } catch (error) {
      this.trouble = `${error instanceof Error ? error.message : String(error)} Nothing was changed.`;
    }
    input.value = '';
  }
}

define('a2-model-view', A2ModelView);

declare global {
  interface HTMLElementTagNameMap {
    'a2-model-view': A2ModelView;
  }
}
