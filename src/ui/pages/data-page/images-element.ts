import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { DeferredElement } from '../../elements/deferred-element.ts';
import { define } from '../../elements/define.ts';
import { bars } from '../../elements/histogram/bars.ts';
import { histogramStyles } from '../../elements/histogram/styles.ts';
import '../../elements/image-strip/element.ts';
import '../../elements/notice/element.ts';
import type { Dataset } from '../../../protocol/dataset.ts';
import {
  exploreImages,
  imagesOf,
  type ImageReport,
  type Tiles,
} from '../../../data/explore/images.ts';
import { base, buttons } from '../../styles/shared.ts';
import { tables } from '../../styles/tables.ts';
import { count, percent, significant } from '../../../base/numbers.ts';
import { contentStyles } from './styles.ts';

const exampleCount = 12;
const pageSize = 60;
/** Grey values per bar; 0 is given separately. */
const greysABar = 8;

/**
 * @summary The contents of an image dataset: class counts, examples, class means, the grey value
 * distribution, and all images to browse.
 */
export class A2DataImages extends DeferredElement {
  static override styles = [
    base,
    buttons,
    tables,
    histogramStyles,
    contentStyles,
    css`
      .class {
        display: grid;
        grid-template-columns: 4.5rem minmax(0, 1fr);
        gap: 0.25rem 1rem;
        align-items: start;
        padding-block: 0.5rem;
        border-block-end: 1px solid var(--a2-line);
      }

      .class h3 {
        grid-column: 1 / -1;
      }

      .greys {
        max-inline-size: 40rem;
        color: var(--a2-series-5);
        --bars-height: 6rem;
      }

      .ends {
        display: flex;
        justify-content: space-between;
        max-inline-size: 40rem;
      }
    `,
  ];

  static override properties = {
    data: { attribute: false },
    report: { state: true },
    failure: { state: true },
    side: { state: true },
    only: { state: true },
    page: { state: true },
  };

  declare data: Dataset | null;
  /** Null while counting. */
  declare protected report: ImageReport | null;
  declare protected failure: string;
  declare protected side: 'train' | 'test';
  /** A class, or null for all. */
  declare protected only: number | null;
  declare protected page: number;

  #work = new AbortController();
  /** First images of each class of the training part. */
  #examples: readonly Tiles[] = [];
  #leaf: Tiles | null = null;

  constructor() {
    super();
    this.data = null;
    this.report = null;
    this.failure = '';
    this.side = 'train';
    this.only = null;
    this.page = 0;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated && this.report === null) void this.#explore();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#work.abort();
  }

  protected override willUpdate(changed: PropertyValues): void {
    const { data } = this;
    if (data === null) return;
    if (changed.has('data')) {
      this.report = null;
      this.page = 0;
      this.#examples = data.classNames.map((_, index) =>
        imagesOf(data, 'train', index, 0, exampleCount),
      );
    }
    if (['data', 'side', 'only', 'page'].some((key) => changed.has(key))) {
      this.#leaf = imagesOf(data, this.side, this.only, this.page * pageSize, pageSize);
    }
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('data')) void this.#explore();
  }

  async #explore(): Promise<void> {
    this.#work.abort();
    this.#work = new AbortController();
    const { signal } = this.#work;
    if (this.data === null) return;
    this.failure = '';
    try {
      const report = await exploreImages(this.data, signal);
      if (!signal.aborted) this.report = report;
    } catch (error) {
      if (signal.aborted) return;
      this.failure = error instanceof Error ? error.message : String(error);
    }
  }

  protected override render(): TemplateResult | typeof nothing {
    const { data } = this;
    if (data === null) return nothing;
    const { classNames } = data;
    const all = data.trainCount + data.testCount;
    return html`
      <section aria-labelledby="split">
        <h2 id="split">The split</h2>
        <p>
          ${count(all)} images of 28 × 28 grey pixels, one byte each: ${count(data.trainCount)} to
          train and ${count(data.testCount)} to test, as published, so no seed is needed.
        </p>
        ${
          this.failure === ''
            ? nothing
            : html`<a2-notice kind="error">
                The images could not be counted: ${this.failure}
                <button slot="action" type="button" @click=${() => void this.#explore()}>
                  Try again
                </button>
              </a2-notice>`
        }
        ${this.#classTable(classNames)}
      </section>
      <section aria-labelledby="classes">
        <h2 id="classes">Class means and examples</h2>
        <p class="small soft">
          Drawn as ink on paper: 0 is paper, 255 ink. Left, the mean of all training images of the
          class; right, its first ${exampleCount} in the file’s order.
        </p>
        <div>${classNames.map((name, index) => this.#class(name, index, classNames))}</div>
      </section>
      ${this.#greys()} ${this.#browse(data, classNames)}
    `;
  }

  #classTable(classNames: readonly string[]): TemplateResult {
    const { report } = this;
    const number = (value: number | undefined) => (value === undefined ? '…' : count(value));
    return html`
      <div class="scroll" role="region" aria-label="Images of each class" tabindex="0">
        <table>
          <thead>
            <tr>
              <th scope="col" class="start">Class</th>
              <th scope="col">Index</th>
              <th scope="col">Training</th>
              <th scope="col">Test</th>
            </tr>
          </thead>
          <tbody>
            ${classNames.map(
              (name, index) =>
                html`<tr>
                  <th scope="row" class="start">${name}</th>
                  <td>${index}</td>
                  <td>${number(report?.trainCounts[index])}</td>
                  <td>${number(report?.testCounts[index])}</td>
                </tr>`,
            )}
          </tbody>
        </table>
      </div>
    `;
  }

  #class(name: string, index: number, classNames: readonly string[]): TemplateResult {
    const examples = this.#examples[index];
    const pixels = this.report?.means.subarray(index * 784, (index + 1) * 784);
    return html`
      <div class="class">
        <h3>${name}</h3>
        <div>
          ${
            pixels === undefined
              ? html`<p class="small soft">…</p>`
              : html`<a2-image-strip
                  label="Mean image of ${name}"
                  .pixels=${pixels}
                  .classes=${[index]}
                  .classNames=${classNames}
                  .largest=${72}
                  plain
                ></a2-image-strip>`
          }
        </div>
        <a2-image-strip
          label="Examples of ${name}"
          .pixels=${examples?.pixels ?? new Uint8Array()}
          .classes=${examples?.classes ?? []}
          .rows=${examples?.rows ?? []}
          .classNames=${classNames}
          plain
        ></a2-image-strip>
      </div>
    `;
  }

  #greys(): TemplateResult {
    const { report } = this;
    const all = report?.greys.reduce((sum, times) => sum + times, 0) ?? 0;
    return html`
      <section aria-labelledby="greys">
        <h2 id="greys">Grey values</h2>
        ${
          report === null
            ? html`<p class="small soft">Counting …</p>`
            : html`
                <p>
                  Divided by 255, as the networks see them, the pixels of the training part have
                  mean ${significant(report.mean)} and standard deviation
                  ${significant(report.deviation)}. ${percent((report.greys[0] ?? 0) / all)} of them
                  are exactly 0; the bars show the others. They are not standardised, because all
                  pixels share one scale already.
                </p>
                <div class="greys">${greyBars(report.greys)}</div>
                <p class="ends small numbers">
                  <span>1</span><span>grey value</span><span>255</span>
                </p>
              `
        }
      </section>
    `;
  }

  #browse({ trainCount, testCount }: Dataset, classNames: readonly string[]): TemplateResult {
    const { report, only, side: part, page } = this;
    const counts = part === 'train' ? report?.trainCounts : report?.testCounts;
    const whole = part === 'train' ? trainCount : testCount;
    const many = only === null ? whole : counts?.[only];
    const shown = this.#leaf?.classes.length ?? 0;
    const last = many === undefined ? shown < pageSize : (page + 1) * pageSize >= many;
    const span = `${count(page * pageSize + 1)} to ${count(page * pageSize + shown)}`;
    return html`
      <section aria-labelledby="browse">
        <h2 id="browse">Browse</h2>
        <div class="fields small">
          <label class="field">
            Part
            <select
              @change=${(event: Event) => {
                const { value } = event.currentTarget as HTMLSelectElement;
                this.side = value === 'test' ? 'test' : 'train';
                this.page = 0;
              }}
            >
              <option value="train">training</option>
              <option value="test">test</option>
            </select>
          </label>
          <label class="field">
            Class
            <select
              @change=${(event: Event) => {
                const index = (event.currentTarget as HTMLSelectElement).selectedIndex;
                this.only = index === 0 ? null : index - 1;
                this.page = 0;
              }}
            >
              <option>all</option>
              ${classNames.map((name) => html`<option>${name}</option>`)}
            </select>
          </label>
          <button type="button" ?disabled=${page === 0} @click=${() => (this.page -= 1)}>
            Previous
          </button>
          <button type="button" ?disabled=${last} @click=${() => (this.page += 1)}>Next</button>
          <span role="status">
            ${shown === 0 ? 'none' : span}${many === undefined ? nothing : html` of ${count(many)}`}
          </span>
        </div>
        <a2-image-strip
          label="Images"
          .pixels=${this.#leaf?.pixels ?? new Uint8Array()}
          .classes=${this.#leaf?.classes ?? []}
          .rows=${this.#leaf?.rows ?? []}
          .classNames=${classNames}
          listed
        ></a2-image-strip>
      </section>
    `;
  }
}

/** Values 1 … 255 in bars of eight (the first one of seven). */
function greyBars(greys: readonly number[]): TemplateResult {
  const counts = Array.from({ length: greys.length / greysABar }, (_, bar) =>
    greys
      .slice(bar * greysABar, (bar + 1) * greysABar)
      .reduce((sum, times, at) => sum + (bar === 0 && at === 0 ? 0 : times), 0),
  );
  return bars({ from: 1, to: 256, counts, below: 0, above: 0 });
}

define('a2-data-images', A2DataImages);

declare global {
  interface HTMLElementTagNameMap {
    'a2-data-images': A2DataImages;
  }
}
