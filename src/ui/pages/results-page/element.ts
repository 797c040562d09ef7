import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { DeferredElement } from '../../elements/deferred-element.ts';
import { define } from '../../elements/define.ts';
import { icon } from '../../elements/icons.ts';
import '../../elements/notice/element.ts';
import '../../elements/run-list/element.ts';
import type { RunNotesEvent } from '../../elements/run-notes/element.ts';
import type { RunActionEvent } from '../../elements/run-list/element.ts';
import type { ListedRun } from '../../../lab/kept/stored-run.ts';
import { page } from '../../styles/page.ts';
import { base, buttons } from '../../styles/shared.ts';
import { count, percent } from '../../../base/numbers.ts';
import { withWords } from '../../../lab/kept/about-run.ts';
import { compareHref } from '../compare-page/address.ts';
import type { Lab } from '../lab.ts';
import '../passport/element.ts';
import { isFiltered, runsIn, tagsIn, type RunView } from '../../elements/run-list/find-runs.ts';
import { cleared, noneFound, searchParts, searchStyles, toggledTag } from './search.ts';
import { keepView, keptView } from './view.ts';
import { exportRuns, importFile } from './files.ts';
import { notices, storageFooter, type Told } from './parts.ts';
import type { KeptBytes } from '../../../store/usage.ts';
import { askToPersist, storageUse, type StorageUse } from './storage.ts';
import { resultsPageStyles } from './styles.ts';

/**
 * @summary All runs that this browser keeps: opened, compared, renamed, tagged, deleted, exported, imported.
 */
export class A2ResultsPage extends DeferredElement {
  static override styles = [base, buttons, page, resultsPageStyles, searchStyles];

  static override properties = {
    lab: { attribute: false },
    runs: { state: true },
    selected: { state: true },
    view: { state: true },
    training: { state: true },
    passport: { state: true },
    deleted: { state: true },
    told: { state: true },
    sure: { state: true },
    busy: { state: true },
    use: { state: true },
    kinds: { state: true },
  };

  declare lab: Lab | null;
  /** Null until read. */
  declare protected runs: readonly ListedRun[] | null;
  declare protected selected: ReadonlySet<string>;
  declare protected view: RunView;
  /** The ids of those that some tab trains now. */
  declare protected training: ReadonlySet<string>;
  declare protected passport: string;
  /** The runs deleted last, which can be restored. */
  declare protected deleted: readonly ListedRun[];
  declare protected told: Told | null;
  /** Whether deleting everything awaits confirmation. */
  declare protected sure: boolean;
  declare protected busy: string;
  declare protected use: StorageUse | null;
  /** Of the runs, by kind. */
  declare protected kinds: KeptBytes | null;

  #stop: (() => void) | null = null;
  /** Ends waiting for runs that are training. */
  #looking = new AbortController();
  /** What the page is busy with. */
  #work: AbortController | null = null;

  constructor() {
    super();
    this.lab = null;
    this.runs = null;
    const { view, selected } = keptView();
    this.selected = selected;
    this.view = view;
    this.training = new Set();
    this.passport = '';
    this.deleted = [];
    this.told = null;
    this.sure = false;
    this.busy = '';
    this.use = null;
    this.kinds = null;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    const update = () => void this.#load();
    this.#stop = this.lab?.store?.subscribe(update) ?? null;
    addEventListener('focus', update);
    const stop = this.#stop;
    this.#stop = () => {
      stop?.();
      removeEventListener('focus', update);
    };
    void this.#load();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stop?.();
    this.#work?.abort();
    this.#looking.abort();
    // Deleted runs can no longer be restored.
    void this.lab?.store?.collect();
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has('selected') || changed.has('view'))
      keepView({ view: this.view, selected: this.selected });
  }

  async #load(): Promise<void> {
    const runs = (await this.lab?.store?.runs()) ?? [];
    const ids = new Set(runs.map(({ id }) => id));
    this.runs = runs;
    void this.#lookForTraining(runs.filter(({ status }) => status === 'running'));
    if ([...this.selected].some((id) => !ids.has(id))) {
      this.selected = new Set([...this.selected].filter((id) => ids.has(id)));
    }
    if (!ids.has(this.passport)) this.passport = '';
    this.use = await storageUse();
    this.kinds = (await this.lab?.store?.use()) ?? null;
  }

  /** Marks what some tab trains now, until all of it has ended. */
  async #lookForTraining(runs: readonly ListedRun[]): Promise<void> {
    this.#looking.abort();
    const { signal } = (this.#looking = new AbortController());
    const locks = runs.length === 0 ? null : await this.lab?.store?.runLocks().catch(() => null);
    const training = await locks?.held(runs.map(({ id }) => id));
    if (signal.aborted) return;
    this.training = training ?? new Set();
    // A tab that is closed changes nothing in the store.
    for (const id of this.training) {
      void locks?.ended(id, signal).then(
        () => this.#load(),
        () => undefined,
      );
    }
  }

  /** Reports failures instead of failing silently. */
  async #during(doing: string, work: (signal: AbortSignal) => Promise<void>): Promise<void> {
    const own = (this.#work = new AbortController());
    this.told = null;
    this.busy = doing;
    try {
      await work(own.signal);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      this.told = own.signal.aborted
        ? { kind: 'info', lines: [`${doing} was cancelled.`] }
        : { kind: 'error', lines: [`${doing} failed: ${why}`] };
    } finally {
      if (this.#work === own) {
        this.#work = null;
        this.busy = '';
      }
    }
  }

  #act({ action, id, name }: RunActionEvent): void {
    const run = this.runs?.find((each) => each.id === id);
    const store = this.lab?.store ?? null;
    if (run === undefined || store === null) return;
    switch (action) {
      case 'select': {
        const selected = new Set(this.selected);
        if (!selected.delete(id)) selected.add(id);
        this.selected = selected;
        return;
      }
      case 'rename':
        void store.change(id, (now) => ({ ...now, name }));
        return;
      case 'delete':
        void this.#delete([run]);
        return;
      case 'pin':
        void store.change(id, ({ pinned, ...now }) => (pinned ? now : { ...now, pinned: true }));
        return;
      case 'export':
        void this.#export([run]);
        return;
      case 'tag':
        this.view = toggledTag(this.view, name);
        return;
      case 'passport':
        this.passport = this.passport === id ? '' : id;
        return;
      default:
        action satisfies never;
    }
  }

  /** Those that the list shows, in its order. */
  get #found(): readonly ListedRun[] {
    return runsIn(this.runs ?? [], this.view, this.training);
  }

  get #chosen(): ListedRun[] {
    return this.runs?.filter(({ id }) => this.selected.has(id)) ?? [];
  }

  async #delete(runs: readonly ListedRun[]): Promise<void> {
    const store = this.lab?.store ?? null;
    if (store === null || !(await store.delete(runs.map(({ id }) => id)))) return;
    this.deleted = runs;
    this.told = null;
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('.undo')?.focus();
  }

  async #undo(): Promise<void> {
    await this.lab?.store?.putBack(this.deleted);
    this.deleted = [];
  }

  #export(runs: readonly ListedRun[]): Promise<void> {
    return this.#during('Exporting', async (signal) => {
      const store = this.lab?.store ?? null;
      if (store !== null) await exportRuns(store, runs, signal);
    });
  }

  #import(event: Event): Promise<void> {
    const field = event.target as HTMLInputElement;
    const files = [...(field.files ?? [])];
    return this.#during('Importing', async (signal) => {
      const store = this.lab?.store ?? null;
      if (store === null) return;
      const lines: string[] = [];
      let failed = false;
      for (const file of files) {
        const progress = (fraction: number) => {
          this.busy = `Importing ${file.name}: ${percent(fraction, 0)}`;
        };
        const { ok, text } = await importFile(store, file, { signal, progress });
        failed ||= !ok;
        lines.push(...text);
      }
      // So that the same file can be chosen again.
      field.value = '';
      this.told = { kind: failed ? 'error' : 'info', lines };
    });
  }

  async #clear(): Promise<void> {
    this.sure = false;
    this.deleted = [];
    if ((await this.lab?.store?.clear()) !== true) return;
    this.told = { kind: 'info', lines: ['All runs and their results were deleted.'] };
  }

  protected override render(): TemplateResult {
    const store = this.lab?.store ?? null;
    return html`
      <article>
        <header>
          <h1 tabindex="-1">Runs and results</h1>
          <p>
            Every finished trial is kept in this browser and nowhere else, so no identical trial is
            trained twice. Export what you want to keep permanently.
          </p>
        </header>
        ${
          store === null
            ? html`<a2-notice kind="warning">
                This browser does not let the page store anything: results last until the page is
                closed.
              </a2-notice>`
            : html`${notices(store.problem, this.told, this.deleted, () => void this.#undo())}
              ${this.#tools()} ${this.#search()} ${this.#list()}
              ${storageFooter(
                { use: this.use, kinds: this.kinds },
                this.runs?.length ?? 0,
                this.sure,
                {
                  persist: () => void this.#persist(),
                  ask: (sure) => (this.sure = sure),
                  clear: () => void this.#clear(),
                },
              )}`
        }
      </article>
    `;
  }

  #tools(): TemplateResult {
    const runs = this.#found;
    const chosen = this.#chosen;
    const all = isFiltered(this.view) ? `Export ${count(runs.length)} found` : 'Export all';
    return html`
      <div class="tools" role="group" aria-label="Runs">
        <button
          type="button"
          class="primary"
          ?disabled=${chosen.length < 2}
          @click=${() => {
            location.hash = compareHref(chosen.map(({ id }) => id));
          }}
        >
          Compare
        </button>
        <button
          type="button"
          ?disabled=${runs.length + chosen.length === 0}
          @click=${() => void this.#export(chosen.length === 0 ? runs : chosen)}
        >
          ${icon('download')}${chosen.length === 0 ? all : `Export ${count(chosen.length)}`}
        </button>
        <button
          type="button"
          ?disabled=${chosen.length === 0}
          @click=${() => void this.#delete(chosen)}
        >
          Delete${chosen.length === 0 ? '' : ` ${chosen.length}`}
        </button>
        <label class="import">
          <input
            type="file"
            accept=".json,application/json"
            multiple
            @change=${(event: Event) => void this.#import(event)}
          />
          <span>${icon('plus')}Import …</span>
        </label>
        <p class="small soft" role="status">
          ${this.busy === '' ? this.#chosenText(chosen, runs) : `${this.busy} …`}
        </p>
        ${
          this.busy === ''
            ? nothing
            : html`<button type="button" class="quiet" @click=${() => this.#work?.abort()}>
                Cancel
              </button>`
        }
      </div>
    `;
  }

  #chosenText(chosen: readonly ListedRun[], found: readonly ListedRun[]): string {
    if ((this.runs?.length ?? 0) < 2) return '';
    if (chosen.length === 0) return 'Select two or more to compare them.';
    const hidden = chosen.filter((run) => !found.includes(run)).length;
    const text = `${count(chosen.length)} selected`;
    return hidden === 0 ? text : `${text}, ${count(hidden)} of them not in the list below`;
  }

  #search(): TemplateResult | typeof nothing {
    const runs = this.runs ?? [];
    if (runs.length < 2 && !isFiltered(this.view)) return nothing;
    const counts = { runs: runs.length, found: this.#found.length, tags: tagsIn(runs) };
    return searchParts(this.view, counts, {
      change: (view) => (this.view = view),
      clear: () => void this.#showAll(),
    });
  }

  /** The button that was pressed is gone. */
  async #showAll(): Promise<void> {
    this.view = cleared(this.view);
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('.search input')?.focus();
  }

  #list(): TemplateResult {
    if (this.runs === null) return html`<p class="soft">Reading …</p>`;
    if (this.runs.length === 0) {
      return html`<p class="empty soft">
        No runs yet. Press Run on any experiment and its trials appear here as they finish, or
        import a results file.
      </p>`;
    }
    const found = this.#found;
    if (found.length === 0) return noneFound(this.view, () => void this.#showAll());
    return html`<a2-run-list
      .runs=${found}
      .tags=${this.view.tags.map((tag) => tag.toLowerCase())}
      .selected=${this.selected}
      .training=${this.training}
      .open=${this.passport}
      @a2-run-action=${(event: RunActionEvent) => {
        this.#act(event);
      }}
      @a2-run-notes=${({ id, words }: RunNotesEvent) => {
        void this.lab?.store?.change(id, (now) => withWords(now, words));
      }}
    >
      <a2-passport slot="passport" .lab=${this.lab} .runId=${this.passport}></a2-passport>
    </a2-run-list>`;
  }

  async #persist(): Promise<void> {
    const kept = await askToPersist();
    this.use = await storageUse();
    if (kept) return;
    const line = 'The browser did not agree to keep it. Export what you want to keep permanently.';
    this.told = { kind: 'info', lines: [line] };
  }
}

define('a2-results-page', A2ResultsPage);

declare global {
  interface HTMLElementTagNameMap {
    'a2-results-page': A2ResultsPage;
  }
}
