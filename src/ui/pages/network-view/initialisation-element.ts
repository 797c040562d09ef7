import { isListed } from '../../../catalog/lookup/dataset.ts';
import { firstMembers } from '../../../catalog/defaults.ts';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { DeferredElement } from '../../elements/deferred-element.ts';
import '../../elements/image-strip/element.ts';
import '../../elements/initialisation/element.ts';
import '../../elements/notice/element.ts';
import type { Availability } from '../../../data/availability.ts';
import { datasetInfo, isReal } from '../../../data/registry.ts';
import { datasetKey } from '../../../document/hash.ts';
import { viewOf, type DatasetIdentity } from '../../../document/parameters.ts';
import type { Experiment } from '../../../document/schema.ts';
import { inspectionCost, type Inspection } from '../../../protocol/inspection.ts';
import { base, buttons } from '../../styles/shared.ts';
import { disclosures } from '../../styles/disclosures.ts';
import { adviceFor } from '../../../text/advice.ts';
import { count, counted, megabytes } from '../../../base/numbers.ts';
import { nameOf, realName } from '../../../text/labels.ts';
import { define } from '../../elements/define.ts';
import type { Lab } from '../lab.ts';
import type { ExperimentSession } from '../../../lab/session/session.ts';
import { Inspector } from './inspector.ts';
import { startsOf, type Start } from '../../../figures/plans.ts';
import { progressText } from '../../../text/dataset-progress.ts';
import { viewStyles } from './styles.ts';

/** Maximum networks inspected; a grid may have hundreds. */
const maxStarts = 8;
/** Multiplications up to which inspecting needs no confirmation: about a second. */
const maxCost = 1e9;

const hasImages = (dataset: DatasetIdentity): boolean => viewOf(dataset) === 'images';

type Permission = 'asking' | 'given' | 'data' | 'cost' | 'none';

/**
 * @summary The networks of an experiment before training: the distributions of weights and
 * activations, and the first batch. Follows edits of the set-up.
 *
 * @event a2-dataset-kept - a dataset was fetched and is now kept in this browser
 */
export class A2InitialisationView extends DeferredElement {
  static override styles = [base, buttons, disclosures, viewStyles];

  static override properties = {
    session: { attribute: false },
    lab: { attribute: false },
    experiment: { attribute: false },
    status: { attribute: false },
    unfolded: { type: Boolean },
    available: { state: true },
  };

  declare session: ExperimentSession | null;
  declare lab: Lab | null;
  /** The last valid draft; a new object after every edit. */
  declare experiment: Experiment | null;
  /** The status of the session's run: a finished run may have fetched the data. */
  declare status: string;
  declare unfolded: boolean;
  /** The availability of a real dataset; null until known. */
  declare protected available: Availability | null;

  readonly #inspector = new Inspector(() => {
    this.requestUpdate();
    const { busy, error } = this.#inspector.state;
    if (busy || error !== null || !this.#fetching) return;
    this.#fetching = false;
    this.#askAvailability();
    this.dispatchEvent(new Event('a2-dataset-kept', { bubbles: true, composed: true }));
  });
  #life = new AbortController();
  #starts: readonly Start[] = [];
  #dataset = '';
  /** The last batch shown, so that it does not vanish while the next is computed. */
  #lastShown: Inspection | null = null;
  #allowed = false;
  #asked = '';
  #fetching = false;

  constructor() {
    super();
    this.session = null;
    this.lab = null;
    this.experiment = null;
    this.status = 'idle';
    this.unfolded = false;
    this.available = null;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#life = new AbortController();
    this.#asked = '';
    this.#askAvailability();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#life.abort();
    this.#inspector.stop();
  }

  #askAvailability(): void {
    const name = this.#starts[0]?.trial.dataset.name;
    if (name === undefined || !isReal(name) || this.lab === null) return;
    this.lab.availability(this.#life.signal).then(
      (known) => (this.available = known[name]),
      () => {
        // Only an abort rejects: the page is gone.
      },
    );
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const { session } = this;
    if (session === null) return;
    if (changed.has('session')) {
      this.#lastShown = null;
      this.#allowed = false;
    }
    if (changed.has('experiment') || changed.has('session')) {
      const plans = session.planned.trials.map(({ plan }) => plan);
      this.#starts = startsOf(plans, session.valid.axes);
      const dataset = this.#starts[0]?.trial.dataset;
      const key = dataset === undefined ? '' : datasetKey(dataset);
      if (key !== this.#dataset || changed.has('session')) {
        this.#dataset = key;
        this.#lastShown = null;
        this.available = null;
        this.#askAvailability();
      }
    }
    if (changed.has('status') && this.status === 'done') this.#askAvailability();
    this.#inspect();
  }

  get #inspected(): readonly Start[] {
    return this.#starts.slice(0, maxStarts);
  }

  /** Whether inspecting may start now, and if not, what is missing. */
  get #permission(): Permission {
    const name = this.#starts[0]?.trial.dataset.name;
    if (name === undefined) return 'none';
    if (isReal(name)) {
      if (this.available === null) return 'asking';
      if (!this.available.available) return 'none';
      if (!this.available.cached && !this.#allowed) return 'data';
    }
    const cost = this.#inspected.reduce((sum, { trial }) => sum + inspectionCost(trial), 0);
    return cost > maxCost && !this.#allowed ? 'cost' : 'given';
  }

  #inspect(): void {
    if (!this.unfolded || this.lab === null || this.#permission !== 'given') return;
    const asked = this.#inspected.map(({ key }) => key).join('\n');
    if (asked === this.#asked) return;
    this.#asked = asked;
    this.#inspector.ask(this.#inspected, this.lab);
  }

  #allow(): void {
    this.#allowed = true;
    this.#fetching = isReal(this.#starts[0]?.trial.dataset.name ?? '');
    this.requestUpdate();
  }

  #again(): void {
    this.#asked = '';
    this.requestUpdate();
  }

  protected override render(): TemplateResult | typeof nothing {
    if (this.#starts.length === 0) return nothing;
    return html`
      <details
        class="whole"
        .open=${this.unfolded}
        @toggle=${(event: Event) => {
          this.unfolded = (event.currentTarget as HTMLDetailsElement).open;
        }}
      >
        <summary>
          Before the first step: weights,
          activations${hasImages(this.#starts[0]!.trial.dataset) ? ' and the first batch' : nothing}
        </summary>
        ${this.unfolded ? html`<div class="inside">${this.#before()}</div>` : nothing}
      </details>
    `;
  }

  #before(): TemplateResult {
    const permission = this.#permission;
    const name = this.#starts[0]?.trial.dataset.name ?? firstMembers.dataset;
    switch (permission) {
      case 'asking':
        return html`<p class="small soft">Looking for the dataset …</p>`;
      case 'none':
        return html`<p class="small soft">
          Weights and activations need a batch of ${nameOf(name)}, which is unavailable here. Choose
          the stand-in to see them.
        </p>`;
      case 'data':
        return html`<p class="small">
          Histograms of weights and activations need the first batch of ${nameOf(name)}.
          <button type="button" @click=${this.#allow}>
            Download it once, ${megabytes(this.available?.bytes ?? 0)}
          </button>
        </p>`;
      case 'cost':
        return html`<p class="small">
          This network is large: drawing its weights and running one batch takes a few seconds.
          <button type="button" @click=${this.#allow}>Show its weights</button>
        </p>`;
      case 'given':
        return this.#histograms();
      default:
        return permission satisfies never;
    }
  }

  #histograms(): TemplateResult {
    const { busy, progress, error } = this.#inspector.state;
    const trials = this.#inspected.map((start) => ({
      ...start,
      inspection: this.#inspector.get(start),
    }));
    const first = trials.find(({ inspection }) => inspection !== null)?.inspection ?? null;
    if (first !== null) this.#lastShown = first;
    const more = this.#starts.length - trials.length;
    return html`
      <p class="small soft lead">
        ${more > 0 ? html`The first ${maxStarts} of ${count(this.#starts.length)} networks.` : nothing}
        Each histogram has its own range, given below it; σ is the standard deviation. Exact zeros
        are left out of the bars and given as a share. ${this.#batchText()}
      </p>
      <p class="status small soft" role="status">
        ${busy ? (progress === null ? 'Computing …' : progressText(progress)) : nothing}
      </p>
      ${
        error === null
          ? nothing
          : html`<a2-notice kind="error">
              The networks could not be inspected. ${adviceFor(error)}
              <button slot="action" type="button" @click=${this.#again}>Try again</button>
            </a2-notice>`
      }
      <a2-initialisation
        .trials=${trials}
        .experiment=${this.experiment?.name ?? ''}
      ></a2-initialisation>
      ${this.#batch()}
    `;
  }

  #batchText(): string {
    if (this.#lastShown === null) return '';
    const { rows, batchRows } = this.#lastShown;
    const of = rows < batchRows ? ` (${count(rows)} of its ${count(batchRows)} rows)` : '';
    return `Outputs are those of the first batch${of}, after the activation.`;
  }

  #batch(): TemplateResult | typeof nothing {
    const images = this.#lastShown?.images ?? null;
    if (images === null || this.#lastShown === null) return nothing;
    const shown = images.classes.length;
    const { batchRows } = this.#lastShown;
    const dataset = this.#starts[0]!.trial.dataset.name;
    if (!isListed(dataset)) return nothing;
    const { classNames, synthetic, name } = datasetInfo[dataset];
    return html`
      <section class="batch" aria-labelledby="batch">
        <h3 id="batch">The first batch: ${counted(batchRows, 'image')}</h3>
        ${
          shown < batchRows
            ? html`<p class="small soft">Shown: the first ${count(shown)}.</p>`
            : nothing
        }
        ${synthetic ? html`<p class="small soft">Stand-in data, not ${realName(name)}.</p>` : nothing}
        <a2-image-strip
          label="The first batch"
          .pixels=${images.pixels}
          .classes=${images.classes}
          .rows=${images.rows}
          .classNames=${classNames}
          .largest=${52}
          listed
        ></a2-image-strip>
      </section>
    `;
  }
}

define('a2-initialisation-view', A2InitialisationView);

declare global {
  interface HTMLElementTagNameMap {
    'a2-initialisation-view': A2InitialisationView;
  }
}
