import { isListed } from '../../../catalog/lookup/dataset.ts';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { DeferredElement } from '../../elements/deferred-element.ts';
import '../../elements/dataset-columns/element.ts';
import type { NamedColumn } from '../../elements/dataset-columns/element.ts';
import '../../elements/dataset-map/element.ts';
import { define } from '../../elements/define.ts';
import '../../elements/notice/element.ts';
import type { DatasetLook } from '../../../catalog/kinds/dataset.ts';
import { datasetLook } from '../../../catalog/registry/dataset.look.ts';
import { datasetInfo } from '../../../data/registry.ts';
import type { Dataset } from '../../../protocol/dataset.ts';
import { exploreTable, type TableReport } from '../../../data/explore/columns.ts';
import type { Places } from '../../../data/explore/places.ts';
import { base, buttons } from '../../styles/shared.ts';
import { tables } from '../../styles/tables.ts';
import { count, counted, percent, plain } from '../../../base/numbers.ts';
import { parseSeed } from './seed.ts';
import { contentStyles } from './styles.ts';

/** PyTorch's seed of the assignment. */
const firstSeed = 433;
/** Row numbers shown for each part. */
const shownRows = 12;
/** Milliseconds after the last key before a seed is used. */
const quietMs = 150;

/**
 * @summary The contents of a tabular dataset: its split, its columns before and after
 * standardising, and a map of the values.
 */
export class A2DataTable extends DeferredElement {
  static override styles = [base, buttons, tables, contentStyles];

  static override properties = {
    data: { attribute: false },
    seed: { state: true },
    typed: { state: true },
    report: { state: true },
    failure: { state: true },
  };

  declare data: Dataset | null;
  declare protected seed: number;
  /** The seed as typed, valid or not. */
  declare protected typed: string;
  /** The previous seed's report while the next one is computed. */
  declare protected report: { readonly seed: number; readonly table: TableReport } | null;
  declare protected failure: string;

  #work = new AbortController();
  #timer: ReturnType<typeof setTimeout> | null = null;
  #places: Places | null = null;

  constructor() {
    super();
    this.data = null;
    this.seed = firstSeed;
    this.typed = String(firstSeed);
    this.report = null;
    this.failure = '';
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#work.abort();
    if (this.#timer !== null) clearTimeout(this.#timer);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated && this.report === null) void this.#explore();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('data')) return;
    this.#places = this.data === null ? null : placesOf(this.data);
    this.report = null;
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has('data') || changed.has('seed')) void this.#explore();
  }

  async #explore(): Promise<void> {
    this.#work.abort();
    this.#work = new AbortController();
    const { signal } = this.#work;
    const { data: dataset, seed } = this;
    if (dataset === null) return;
    this.failure = '';
    try {
      const table = await exploreTable(dataset, seed, signal);
      if (!signal.aborted) this.report = { seed, table };
    } catch (error) {
      if (signal.aborted) return;
      this.failure = error instanceof Error ? error.message : String(error);
    }
  }

  #onSeed(event: Event): void {
    this.typed = (event.currentTarget as HTMLInputElement).value;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      const parsed = parseSeed(this.typed);
      if (parsed.ok) this.seed = parsed.seed;
    }, quietMs);
  }

  protected override render(): TemplateResult | typeof nothing {
    const { data: dataset } = this;
    if (dataset === null) return nothing;
    return html`
      ${this.#split(dataset)} ${this.#columns(dataset)} ${this.#map(dataset)} ${this.#why(dataset)}
    `;
  }

  #split({ trainCount, testCount }: Dataset): TemplateResult {
    const parsed = parseSeed(this.typed);
    const all = trainCount + testCount;
    const { report } = this;
    const rows = (part: Int32Array) => [...part.subarray(0, shownRows)].map(count).join(', ');
    return html`
      <section aria-labelledby="split">
        <h2 id="split">The split</h2>
        <p>
          ${count(all)} rows: ${count(trainCount)} to train (${percent(trainCount / all, 0)}) and
          ${count(testCount)} to test (${percent(testCount / all, 0)}), drawn as PyTorch draws them:
          <code
            >random_split(data, [${trainCount}, ${testCount}],
            generator=torch.Generator().manual_seed(${this.seed}))</code
          >.
        </p>
        <div class="fields">
          <label class="field small">
            Seed
            <input
              type="text"
              inputmode="numeric"
              autocomplete="off"
              .value=${this.typed}
              aria-invalid=${parsed.ok ? 'false' : 'true'}
              aria-describedby="seed-trouble"
              @input=${this.#onSeed}
            />
          </label>
          <span class="small bad" id="seed-trouble" role="status"
            >${parsed.ok ? nothing : parsed.why}</span
          >
        </div>
        ${
          report === null
            ? html`<p class="small soft">Drawing the split …</p>`
            : html`
                <div class="scroll" role="region" aria-label="First rows of each part" tabindex="0">
                  <table>
                    <caption>
                      First rows of each part with seed ${plain(report.seed)}, counted from 0
                    </caption>
                    <tbody>
                      <tr>
                        <th scope="row" class="start">Training</th>
                        <td class="start">${rows(report.table.split.train)}, …</td>
                      </tr>
                      <tr>
                        <th scope="row" class="start">Test</th>
                        <td class="start">${rows(report.table.split.test)}, …</td>
                      </tr>
                    </tbody>
                  </table>
                </div>
              `
        }
      </section>
    `;
  }

  #columns(dataset: Dataset): TemplateResult {
    const columns = this.#named(dataset);
    const capped = columns.filter(({ report }) => report.capped !== null);
    return html`
      <section aria-labelledby="columns">
        <h2 id="columns">${dataset.task === 'regression' ? 'Features and target' : 'Features'}</h2>
        ${
          this.failure === ''
            ? nothing
            : html`<a2-notice kind="error">
                The columns could not be described: ${this.failure}
                <button slot="action" type="button" @click=${() => void this.#explore()}>
                  Try again
                </button>
              </a2-notice>`
        }
        ${
          columns.length === 0
            ? html`<p class="small soft">Counting …</p>`
            : html`<a2-dataset-columns
                .columns=${columns}
                .datasetName=${dataset.name}
              ></a2-dataset-columns>`
        }
        ${capped.map(
          ({ name, report }) =>
            html`<p class="small">
              ${name} is capped: ${counted(report.capped!.rows, 'row')} of
              ${count(dataset.targets.length)} have its maximum, ${plain(report.capped!.at)}, which
              means that value or more.
            </p>`,
        )}
      </section>
    `;
  }

  #named({ name }: Dataset): NamedColumn[] {
    if (!isListed(name)) return [];
    const { features, target } = datasetInfo[name];
    const described = target === null ? features : [...features, target];
    return (this.report?.table.columns ?? []).flatMap((report, index) => {
      const feature = described[index];
      return feature === undefined ? [] : [{ ...feature, report }];
    });
  }

  #map(dataset: Dataset): TemplateResult | typeof nothing {
    const map = lookOf(dataset)?.map;
    if (this.#places === null || map === undefined) return nothing;
    return html`
      <section aria-labelledby="map">
        <h2 id="map">Map of the values</h2>
        <p>Every ${map.row} at its place, coloured by its value. ${map.about}</p>
        <a2-dataset-map
          .places=${this.#places}
          .label=${`Map of ${count(dataset.targets.length)} ${map.rows}`}
          .unit=${map.unit}
          .datasetName=${dataset.name}
          .format=${map.format}
          .describe=${this.#describe}
        ></a2-dataset-map>
      </section>
    `;
  }

  readonly #describe = (index: number): string => {
    const { data: dataset } = this;
    const map = dataset === null ? undefined : lookOf(dataset)?.map;
    if (dataset === null || map === undefined) return '';
    const { features, targets, inputs, featureNames } = dataset;
    const value = (name: string) => features[index * inputs + featureNames.indexOf(name)] ?? NaN;
    return `${map.describe(value, targets[index] ?? NaN)} (row ${count(index)})`;
  };

  #why(dataset: Dataset): TemplateResult {
    const look = lookOf(dataset);
    const target = isListed(dataset.name) ? datasetInfo[dataset.name].target : null;
    return html`
      <section aria-labelledby="why">
        <h2 id="why">Why the features are standardised</h2>
        <p>
          The raw features have different
          scales${look === undefined ? nothing : html`: ${look.scales}`}. The gradient of a weight
          grows with the feature that it multiplies, so one learning rate would be too large for
          some weights and too small for others, and the largest feature would dominate every sum.
          Subtracting the mean and dividing by the standard deviation puts all of them on one scale,
          in standard deviations from the mean.
        </p>
        <p>
          Mean and standard deviation are computed on the training part alone, and the test part is
          scaled with them: using test rows, even for a mean, would make the test error slightly
          optimistic.
          ${target === null ? nothing : html`The target stays in ${target.unit}, so errors can be read in that unit.`}
          ${
            look?.outlier === undefined
              ? nothing
              : html`Standardising does not remove outliers: ${look.outlier} stays dozens of
                standard deviations away.`
          }
        </p>
      </section>
    `;
  }
}

function lookOf({ name }: Dataset): DatasetLook | undefined {
  return isListed(name) ? datasetLook[name] : undefined;
}

function placesOf({ features, targets, inputs, featureNames }: Dataset): Places | null {
  const [latitude, longitude] = ['Latitude', 'Longitude'].map((name) => featureNames.indexOf(name));
  if (latitude === undefined || longitude === undefined || latitude < 0 || longitude < 0)
    return null;
  const column = (at: number) =>
    Float64Array.from({ length: targets.length }, (_, row) => features[row * inputs + at]!);
  return {
    latitudes: column(latitude),
    longitudes: column(longitude),
    values: Float64Array.from(targets),
  };
}

define('a2-data-table', A2DataTable);

declare global {
  interface HTMLElementTagNameMap {
    'a2-data-table': A2DataTable;
  }
}
