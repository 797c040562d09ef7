import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { count, counted, dateText } from '../../../base/numbers.ts';
import { loadRun } from '../../../lab/kept/load-run.ts';
import { keptAt } from '../../../lab/kept/stored-run.ts';
import { engineText } from '../../../text/labels.ts';
import { DeferredElement } from '../../elements/deferred-element.ts';
import { define } from '../../elements/define.ts';
import '../../elements/notice/element.ts';
import '../../elements/run-compare/element.ts';
import type { ComparedRun } from '../../elements/run-compare/rows.ts';
import { page } from '../../styles/page.ts';
import { base, buttons } from '../../styles/shared.ts';
import type { Lab } from '../lab.ts';
import { maxCompared } from './address.ts';

interface Read {
  readonly runs: readonly ComparedRun[];
  /** Ids of those that this browser does not keep. */
  readonly missing: readonly string[];
  /** Names of those whose set-up this version cannot read. */
  readonly unreadable: readonly string[];
}

/**
 * @summary Compares the runs that an address names: what differs in their set-ups, then their figures and curves. Runs
 * that are not kept here are named, and the others shown.
 */
export class A2ComparePage extends DeferredElement {
  static override styles = [
    base,
    buttons,
    page,
    css`
      article {
        gap: 1rem;
        max-inline-size: 80rem;
      }

      header p {
        max-inline-size: 70ch;
      }

      .id {
        overflow-wrap: anywhere;
      }
    `,
  ];

  static override properties = {
    lab: { attribute: false },
    ids: { attribute: false },
    read: { state: true },
    failure: { state: true },
  };

  declare lab: Lab | null;
  /** The ids of the runs, separated by commas. */
  declare ids: string;
  /** Null until the runs are read. */
  declare protected read: Read | null;
  declare protected failure: string;

  #reading = new AbortController();
  #stop: (() => void) | null = null;
  #arrived = false;

  constructor() {
    super();
    this.lab = null;
    this.ids = '';
    this.read = null;
    this.failure = '';
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // Names and notes may change in another tab, runs be deleted or go on.
    this.#stop = this.lab?.store?.subscribe(() => void this.#load()) ?? null;
    void this.#load();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stop?.();
    this.#reading.abort();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('ids') || !this.hasUpdated) return;
    this.read = null;
    void this.#load();
  }

  async #load(): Promise<void> {
    this.#reading.abort();
    const { signal } = (this.#reading = new AbortController());
    try {
      const read = await this.#readRuns(signal);
      if (signal.aborted) return;
      this.read = read;
      this.failure = '';
    } catch (error) {
      if (signal.aborted) return;
      this.failure = error instanceof Error ? error.message : String(error);
    }
    await this.updateComplete;
    if (this.#arrived || this.#reading.signal !== signal) return;
    this.#arrived = true;
    // The button that led here is gone, and the focus with it.
    if (document.activeElement === document.body)
      this.renderRoot.querySelector<HTMLElement>('h1')?.focus();
  }

  get #ids(): readonly string[] {
    return this.ids.split(',').filter((id) => id !== '');
  }

  async #readRuns(signal: AbortSignal): Promise<Read> {
    const store = this.lab?.store ?? null;
    const runs: ComparedRun[] = [];
    const [missing, unreadable]: [string[], string[]] = [[], []];
    if (store === null) return { runs, missing, unreadable };
    // One after another, so that a page that is left soon reads no more.
    for (const id of this.#ids.slice(0, maxCompared)) {
      const run = await store.run(id);
      signal.throwIfAborted();
      const loaded = run === null ? null : await loadRun(store, run);
      signal.throwIfAborted();
      if (run === null) missing.push(id);
      else if (loaded === null) unreadable.push(run.name);
      else {
        const { name, tags = [], notes = '', tally } = loaded.run;
        runs.push({
          id,
          name,
          tags,
          notes,
          when: dateText(keptAt(run)),
          engine: engineText(tally.engines.toSorted().join(', ')),
          trials: loaded.state.trials,
        });
      }
    }
    return { runs, missing, unreadable };
  }

  protected override render(): TemplateResult {
    const { read } = this;
    const kept = read?.runs.length ?? 0;
    return html`
      <article>
        <header>
          <h1 tabindex="-1">
            ${kept === 0 ? 'Comparison of runs' : `Comparison of ${counted(kept, 'run')}`}
          </h1>
          <p>
            <a href="#/results">All runs and results</a>. This address leads here again in this
            browser, as long as it keeps the runs.
          </p>
        </header>
        ${this.#notices(read)}
        ${
          read === null
            ? html`<p class="soft">${this.failure === '' ? 'Reading …' : nothing}</p>`
            : kept === 0
              ? nothing
              : html`<a2-run-compare .runs=${read.runs}></a2-run-compare>`
        }
      </article>
    `;
  }

  #notices(read: Read | null): TemplateResult | typeof nothing {
    if (this.failure !== '') {
      return html`<a2-notice kind="error">
        The runs could not be read: ${this.failure}
        <button slot="action" type="button" @click=${() => void this.#load()}>Try again</button>
      </a2-notice>`;
    }
    if (read === null) return nothing;
    const store = this.lab?.store ?? null;
    if (store === null) {
      return html`<a2-notice kind="warning">
        This browser does not let the page store anything, so it keeps no runs to compare.
      </a2-notice>`;
    }
    const { runs, missing, unreadable } = read;
    const named = this.#ids.length;
    return html`
      ${store.problem === '' ? nothing : html`<a2-notice kind="warning">${store.problem}</a2-notice>`}
      ${
        named === 0
          ? html`<a2-notice kind="warning">
              This address names no runs. Select two or more on the page
              <a href="#/results">Runs and results</a> and press Compare.
            </a2-notice>`
          : nothing
      }
      ${
        named > maxCompared
          ? html`<a2-notice>
              The address names ${count(named)} runs; the first ${maxCompared} are compared.
            </a2-notice>`
          : nothing
      }
      ${missing.length === 0 ? nothing : missingNotice(missing)}
      ${
        unreadable.length === 0
          ? nothing
          : html`<a2-notice kind="warning">
              This version of the lab cannot read the set-up of
              ${unreadable.map((name) => `“${name}”`).join(', ')}.
            </a2-notice>`
      }
      ${
        runs.length === 1
          ? html`<a2-notice> One run is left, so there is nothing to compare it with. </a2-notice>`
          : nothing
      }
    `;
  }
}

/** More ids than this are counted. */
const maxNamed = 5;

function missingNotice(missing: readonly string[]): TemplateResult {
  const more = missing.length - maxNamed;
  const named = missing
    .slice(0, maxNamed)
    .map((id) => (id.length > 40 ? `${id.slice(0, 40)}…` : id));
  return html`<a2-notice kind="warning">
    ${missing.length === 1 ? 'One run is' : `${count(missing.length)} runs are`} not kept in this
    browser: deleted, or kept in another one.
    <span class="id small">${named.join(', ')}${more > 0 ? ` and ${count(more)} more` : ''}</span>
  </a2-notice>`;
}

define('a2-compare-page', A2ComparePage);

declare global {
  interface HTMLElementTagNameMap {
    'a2-compare-page': A2ComparePage;
  }
}
