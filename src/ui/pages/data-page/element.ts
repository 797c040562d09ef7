import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { DeferredElement } from '../../elements/deferred-element.ts';
import { define } from '../../elements/define.ts';
import '../../elements/notice/element.ts';
import { datasetAbout } from '../../../catalog/registry/dataset.about.ts';
import type { Availability } from '../../../data/availability.ts';
import { datasetInfo, isReal } from '../../../data/registry.ts';
import type { Dataset, DatasetProgress } from '../../../protocol/dataset.ts';
import { taskOf } from '../../../document/parameters.ts';
import { datasetNames, type DatasetName } from '../../../document/schema.ts';
import { isAbort, toLabError, type LabError } from '../../../base/errors.ts';
import { page } from '../../styles/page.ts';
import { base, buttons } from '../../styles/shared.ts';
import { progressBars } from '../../styles/progress-bars.ts';
import { adviceFor } from '../../../text/advice.ts';
import { megabytes } from '../../../base/numbers.ts';
import { nameOf } from '../../../text/labels.ts';
import { progressText } from '../../../text/dataset-progress.ts';
import type { Lab } from '../lab.ts';
import './images-element.ts';
import { dataStyles } from './styles.ts';
import './table-element.ts';

/** Files up to this size are fetched without asking. */
const smallBytes = 5e6;

type State =
  | { readonly kind: 'looking' }
  | { readonly kind: 'ask'; readonly bytes: number }
  | { readonly kind: 'unavailable' }
  | { readonly kind: 'loading'; readonly progress: DatasetProgress | null }
  | { readonly kind: 'failed'; readonly error: LabError }
  | { readonly kind: 'here'; readonly dataset: Dataset };

/**
 * @summary The page of a dataset: what it is and where it comes from, its split and its contents.
 * Large files are fetched only on request.
 *
 * @event a2-dataset-kept - a dataset was loaded and is now kept in this browser
 */
export class A2DataPage extends DeferredElement {
  static override styles = [base, buttons, page, progressBars, dataStyles];

  static override properties = {
    lab: { attribute: false },
    name: {},
    state: { state: true },
  };

  declare lab: Lab | null;
  /** As in the URL; any text. */
  declare name: string;
  declare protected state: State;

  #work = new AbortController();

  constructor() {
    super();
    this.lab = null;
    this.name = '';
    this.state = { kind: 'looking' };
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) void this.#open();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#work.abort();
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (!changed.has('name') && !changed.has('lab')) return;
    void this.#open();
  }

  get info(): (typeof datasetInfo)[DatasetName] | null {
    const name = datasetNames.find((each) => each === this.name.toLowerCase());
    return name === undefined ? null : datasetInfo[name];
  }

  /** Loads small or already kept files, and asks before others. */
  async #open(): Promise<void> {
    this.#work.abort();
    this.#work = new AbortController();
    const { signal } = this.#work;
    const { info, lab } = this;
    if (info === null || lab === null) return;
    this.state = { kind: 'looking' };
    if (isReal(info.name)) {
      let known: Availability;
      try {
        known = (await lab.availability(signal))[info.name];
      } catch {
        // Only an abort rejects: another page is open.
        return;
      }
      if (this.#work.signal !== signal) return;
      if (!known.available) {
        this.state = { kind: 'unavailable' };
        return;
      }
      if (!known.cached && known.bytes > smallBytes) {
        this.state = { kind: 'ask', bytes: known.bytes };
        return;
      }
    }
    await this.#load();
  }

  async #load(): Promise<void> {
    this.#work.abort();
    this.#work = new AbortController();
    const { signal } = this.#work;
    const { info, lab } = this;
    if (info === null || lab === null) return;
    this.state = { kind: 'loading', progress: null };
    const onProgress = (progress: DatasetProgress) => {
      if (!signal.aborted) this.state = { kind: 'loading', progress };
    };
    try {
      const dataset = await lab.dataset(info.name, { signal, onProgress });
      if (this.#work.signal !== signal) return;
      this.state = { kind: 'here', dataset };
      this.dispatchEvent(new Event('a2-dataset-kept', { bubbles: true, composed: true }));
    } catch (error) {
      if (!isAbort(error)) this.state = { kind: 'failed', error: toLabError(error) };
    }
  }

  protected override render(): TemplateResult {
    const { info } = this;
    if (info === null) return this.#list();
    const { summary, licence, origin } = datasetAbout[info.name];
    return html`
      <article>
        <header>
          <p class="small soft">
            ${info.synthetic ? 'Generated stand-in data' : 'Dataset'} · ${taskOf(info.name)} ·
            <a href="#/data">all datasets</a>
          </p>
          <h1 tabindex="-1">${info.title}</h1>
          <p>${summary}</p>
        </header>
        <dl class="small">
          <dt>Origin</dt>
          <dd>
            ${
              origin.url === null
                ? origin.text
                : html`<a href=${origin.url} rel="noreferrer">${origin.text}</a>`
            }
          </dd>
          <dt>Licence</dt>
          <dd>${licence}</dd>
          ${
            this.state.kind === 'here'
              ? html`<dt>Checksum</dt>
                  <dd class="checksum">${this.state.dataset.checksum}</dd>`
              : nothing
          }
        </dl>
        ${
          info.synthetic
            ? html`<a2-notice kind="warning">
                Generated by this lab for when the real files are unavailable: its figures say
                nothing about the real data.
              </a2-notice>`
            : nothing
        }
        ${this.#body(info.name)}
      </article>
    `;
  }

  #body(name: DatasetName): TemplateResult {
    const { state } = this;
    switch (state.kind) {
      case 'looking':
        return html`<p class="soft">Looking for the files …</p>`;
      case 'ask':
        return html`<p>
          The files are not in this browser yet.
          <button type="button" class="primary" @click=${() => void this.#load()}>
            Download them once, ${megabytes(state.bytes)}
          </button>
        </p>`;
      case 'unavailable':
        return html`<a2-notice kind="offline">
          ${nameOf(name)} is unavailable:
          ${
            navigator.onLine
              ? 'this server has no copy of it'
              : 'you are offline and it is not kept here yet'
          }.
          <button slot="action" type="button" @click=${() => void this.#open()}>Check again</button>
          ${this.#standIn(name)}
        </a2-notice>`;
      case 'loading':
        return this.#progress(state.progress);
      case 'failed':
        return html`<a2-notice kind="error">
          ${adviceFor(state.error)}
          <button slot="action" type="button" @click=${() => void this.#load()}>Try again</button>
          ${this.#standIn(name)}
        </a2-notice>`;
      case 'here':
        return datasetInfo[name].view.kind === 'images'
          ? html`<a2-data-images .data=${state.dataset}></a2-data-images>`
          : html`<a2-data-table .data=${state.dataset}></a2-data-table>`;
      default:
        return state satisfies never;
    }
  }

  #progress(progress: DatasetProgress | null): TemplateResult {
    const total = progress?.total ?? 0;
    return html`
      <div class="progress">
        <p class="small">${progress === null ? 'Opening the dataset …' : progressText(progress)}</p>
        <progress
          aria-label="The dataset"
          max="1"
          value=${total === 0 ? nothing : (progress?.loaded ?? 0) / total}
        ></progress>
      </div>
    `;
  }

  #standIn(name: DatasetName): TemplateResult | typeof nothing {
    const { standIn } = datasetInfo[name];
    if (standIn === null) return nothing;
    return html`<a slot="action" class="button" href="#/data/${standIn}"> Show the stand-in </a>`;
  }

  #list(): TemplateResult {
    return html`
      <article>
        <h1 tabindex="-1">Datasets</h1>
        ${
          this.name === ''
            ? nothing
            : html`<p>There is no dataset “${this.name.slice(0, 80)}”. Choose one of these:</p>`
        }
        <ul>
          ${datasetNames.map(
            (name) =>
              html`<li>
                <a href="#/data/${name}">${datasetInfo[name].title}</a>:
                ${datasetAbout[name].summary}
              </li>`,
          )}
        </ul>
      </article>
    `;
  }
}

define('a2-data-page', A2DataPage);

declare global {
  interface HTMLElementTagNameMap {
    'a2-data-page': A2DataPage;
  }
}
