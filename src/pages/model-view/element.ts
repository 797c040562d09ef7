import { LitElement, html, nothing, type TemplateResult } from 'lit';
import '../../components/confusion/element.ts';
import '../../components/draw-canvas/element.ts';
import '../../components/image-browser/element.ts';
import '../../components/scatter/element.ts';
import '../../components/table-scatter/element.ts';
import '../../components/what-if/element.ts';
import type { ConfusionEvent } from '../../components/confusion/element.ts';
import { define } from '../../components/define.ts';
import type { ImageFilter } from '../../components/image-browser/element.ts';
import type { Dataset } from '../../datasets/types.ts';
import { softmax } from '../../model/forward.ts';
import type { TrainedModel } from '../../model/types.ts';
import { isAbort } from '../../protocol/errors.ts';
import type { TrialState } from '../../run/state.ts';
import { base, buttons, tables } from '../../styles/shared.ts';
import { counted, significant } from '../../words/format.ts';
import { targetWords } from '../../words/target.ts';
import { trialLabel } from '../../words/words.ts';
import type { Lab } from '../lab.ts';
import { readModelFile, saveLayersModel, saveSafetensors } from './files.ts';
import { judge, leastSquaresName, type Judged } from './judge.ts';
import { predictFew } from './predict-few.ts';
import { modelViewStyles } from './styles.ts';

type Shown =
  | { readonly state: 'none' }
  | { readonly state: 'loading' }
  | { readonly state: 'missing' }
  | { readonly state: 'failed'; readonly why: string }
  | { readonly state: 'ready'; readonly model: TrainedModel; readonly judged: Judged };

/** Features up to which each has a slider, and classes up to which a matrix can be read. */
const mostSliders = 40;
const mostClasses = 40;

/** @summary A trained model at work: its predictions, its mistakes, inputs of one's own, its files. */
export class A2ModelView extends LitElement {
  static override styles = [base, buttons, tables, modelViewStyles];

  static override properties = {
    trials: { attribute: false },
    lab: { attribute: false },
    standIn: { attribute: false },
    experiment: { attribute: false },
    chosen: { state: true },
    shown: { state: true },
    filter: { state: true },
    trouble: { state: true },
  };

  declare trials: readonly TrialState[];
  declare lab: Lab | null;
  declare standIn: string;
  /** First in the names of saved figures. */
  declare experiment: string;
  declare protected chosen: string | null;
  declare protected shown: Shown;
  declare protected filter: ImageFilter;
  declare protected trouble: string;
  #key = '';
  #held: string | null = null;
  #loading: AbortController | null = null;
  #predict: ((rows: Float32Array) => Promise<Float32Array>) | null = null;
  #classify: ((pixels: Uint8Array) => Promise<readonly number[]>) | null = null;

  constructor() {
    super();
    this.trials = [];
    this.lab = null;
    this.standIn = '';
    this.experiment = '';
    this.chosen = null;
    this.shown = { state: 'none' };
    this.filter = { show: 'confident', truth: -1, predicted: -1 };
    this.trouble = '';
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#loading?.abort();
    this.#key = '';
  }

  protected override willUpdate(): void {
    const trial = this.#trial;
    const key = trial === undefined ? '' : `${trial.plan.id} ${trial.seconds}`;
    if (key === this.#key) return;
    this.#key = key;
    this.#held = trial?.plan.id ?? null;
    this.#loading?.abort();
    this.shown = { state: trial === undefined ? 'none' : 'loading' };
    if (trial !== undefined) void this.#load(trial.plan.id);
  }

  protected override render(): TemplateResult {
    return html`<section>
      <h2>The trained model</h2>
      ${this.standIn === '' ? nothing : html`<p class="small soft">${this.standIn}</p>`}
      ${this.#picker()} ${this.#content()}
      <p class="trouble" role="status">${this.trouble}</p>
    </section>`;
  }

  get #ready(): readonly TrialState[] {
    return this.trials
      .filter(({ status, epochs }) => status === 'done' && epochs.length > 0)
      .toSorted((a, b) => score(b) - score(a));
  }

  get #trial(): TrialState | undefined {
    const ready = this.#ready;
    const find = (id: string | null) => ready.find(({ plan }) => plan.id === id);
    // While others train, the model that is shown stays, whatever turns out better.
    const busy = this.trials.some(({ status }) => status === 'running' || status === 'waiting');
    return find(this.chosen) ?? (busy ? find(this.#held) : undefined) ?? ready[0];
  }

  #picker(): TemplateResult | typeof nothing {
    const ready = this.#ready;
    if (ready.length === 0) return nothing;
    const own = this.#trial?.plan.id;
    return html`<div class="bar">
      <label>
        Model of the trial, best first
        <select
          @change=${(event: Event) => {
            this.chosen = (event.target as HTMLSelectElement).value;
          }}
        >
          ${ready.map(
            ({ plan }) =>
              html`<option value=${plan.id} ?selected=${plan.id === own}>
                ${trialLabel(plan.values)}
              </option>`,
          )}
        </select>
      </label>
      <label>
        Bring a model, .safetensors
        <input
          type="file"
          accept=".safetensors"
          @change=${(event: Event) => void this.#bring(event.target as HTMLInputElement)}
        />
      </label>
    </div>`;
  }

  #content(): TemplateResult {
    const { shown } = this;
    switch (shown.state) {
      case 'none':
        return html`<p class="soft">
          Train first: once a trial is done, its model can be tried here, looked at mistake by
          mistake, and taken along.
        </p>`;
      case 'loading':
        return html`<p class="soft">The model predicts the test part …</p>`;
      case 'missing':
        return html`<p>Train this trial again to get its model: none of it is kept here.</p>`;
      case 'failed':
        return html`<p class="bad">
          The model could not predict: ${shown.why}
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
        return html`${this.#judged(shown.judged, shown.model)}
          <p class="row">
            <button type="button" @click=${() => saveSafetensors(shown.model)}>
              Save as safetensors
            </button>
            <button type="button" @click=${() => void saveLayersModel(shown.model)}>
              Save for tfjs
            </button>
          </p>`;
      default:
        return shown satisfies never;
    }
  }

  #judged(judged: Judged, model: TrainedModel): TemplateResult {
    if (judged.task === 'classification') {
      const { images, matrix, names } = judged;
      if (images === null) {
        return html`
          <h3>Which class is taken for which</h3>
          ${
            names.length > mostClasses
              ? html`<p class="soft">
                  ${counted(names.length, 'class', 'classes')} are too many for a matrix.
                </p>`
              : html`<a2-confusion still .matrix=${matrix} .names=${names}></a2-confusion>`
          }
        `;
      }
      return html`
        <h3>Which class is taken for which</h3>
        <a2-confusion
          .matrix=${matrix}
          .names=${images.names}
          .experiment=${this.experiment}
          @a2-confusion=${({ truth, predicted }: ConfusionEvent) => {
            this.filter = { show: 'all', truth, predicted };
          }}
        ></a2-confusion>
        <h3>Test images</h3>
        <a2-image-browser .images=${images} .filter=${this.filter}></a2-image-browser>
        <h3>Try it</h3>
        <a2-draw-canvas
          .names=${images.names}
          .predict=${this.#classify}
          .sample=${() => {
            const row = Math.floor(Math.random() * images.truths.length);
            const name = images.names[images.truths[row]!] ?? '';
            return { pixels: images.pixels.slice(row * 784, (row + 1) * 784), name };
          }}
        ></a2-draw-canvas>
      `;
    }
    const { table } = judged;
    const words = targetWords(model.trial.dataset);
    return html`
      <h3>Errors on the test part</h3>
      <div class="scroll" role="region" aria-label="Errors" tabindex="0">
        <table>
          <caption>
            ${
              table.errors.some(([name]) => name === leastSquaresName)
                ? 'Least squares has an intercept and the same standardised features.'
                : 'Least squares is left out: it would take long with so many features.'
            }
          </caption>
          <thead>
            <tr>
              <th class="start" scope="col">Predicts</th>
              <th scope="col">MSE, ${words.squared}</th>
              <th scope="col">RMSE</th>
              <th scope="col">MAE</th>
              <th scope="col">R²</th>
            </tr>
          </thead>
          <tbody>
            ${table.errors.map(
              ([name, { mse, mae, r2 }]) =>
                html`<tr>
                  <th class="start" scope="row">${name}</th>
                  <td>${significant(mse)}</td>
                  <td>${words.amount(Math.sqrt(mse))}</td>
                  <td>${words.amount(mae)}</td>
                  <td>${significant(r2, 3)}</td>
                </tr>`,
            )}
          </tbody>
        </table>
      </div>
      ${
        model.trial.dataset.name === 'table'
          ? html`<a2-table-scatter
              .predicted=${table.predicted}
              .truths=${table.truths}
              .words=${words}
            ></a2-table-scatter>`
          : html`<a2-scatter
              .predicted=${table.predicted}
              .truths=${table.truths}
              .experiment=${this.experiment}
            ></a2-scatter>`
      }
      <h3>What if</h3>
      ${
        table.features.length > mostSliders
          ? html`<p class="soft">
              ${counted(table.features.length, 'feature')} are too many for sliders.
            </p>`
          : html`<a2-what-if
              .features=${table.features}
              .statistics=${model.statistics}
              .words=${words}
              .predict=${this.#predict}
              .district=${() => table.district(Math.floor(Math.random() * table.truths.length))}
            ></a2-what-if>`
      }
    `;
  }

  async #load(id: string): Promise<void> {
    const { lab } = this;
    if (lab === null) return;
    const controller = new AbortController();
    const { signal } = controller;
    this.#loading = controller;
    try {
      const model = await lab.model(id);
      if (signal.aborted) return;
      if (model === null) {
        this.shown = { state: 'missing' };
        return;
      }
      const dataset: Dataset = await lab.dataset(model.trial.dataset);
      const outputs = await lab.predict({ model, rows: 'test' }, signal);
      signal.throwIfAborted();
      const judged = judge(model, dataset, outputs);
      this.#predict = (rows) => predictFew(lab, model, rows, signal);
      this.#classify = async (pixels) =>
        softmax(
          await predictFew(
            lab,
            model,
            Float32Array.from(pixels, (x) => x / 255),
            signal,
          ),
        );
      this.shown = { state: 'ready', model, judged };
    } catch (error) {
      if (signal.aborted || isAbort(error)) return;
      this.shown = { state: 'failed', why: error instanceof Error ? error.message : String(error) };
    }
  }

  async #bring(input: HTMLInputElement): Promise<void> {
    const [file] = input.files ?? [];
    if (file === undefined || this.lab === null) return;
    try {
      const model = await readModelFile(
        file,
        this.trials.map(({ plan }) => plan),
      );
      await this.lab.keepModel(model);
      this.chosen = model.id;
      this.#key = '';
      this.trouble = `${file.name} was read.`;
    } catch (error) {
      this.trouble = `${error instanceof Error ? error.message : String(error)} Nothing was changed.`;
    }
    input.value = '';
  }
}

/** The last test accuracy, or the negative test error: more is better. */
function score({ epochs }: TrialState): number {
  const last = epochs.at(-1);
  if (last === undefined) return -Infinity;
  return 'testAccuracy' in last ? last.testAccuracy : -last.testMse;
}

define('a2-model-view', A2ModelView);

declare global {
  interface HTMLElementTagNameMap {
    'a2-model-view': A2ModelView;
  }
}
