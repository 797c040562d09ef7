import { html, nothing, type TemplateResult } from 'lit';
import { DeferredElement } from '../../elements/deferred-element.ts';
import { define } from '../../elements/define.ts';
import { icon } from '../../elements/icons.ts';
import '../../elements/notice/element.ts';
import '../../elements/run-list/element.ts';
import type { RunActionEvent } from '../../elements/run-list/element.ts';
import '../../elements/run-compare/element.ts';
import type { ComparedRun } from '../../elements/run-compare/rows.ts';
import { keptAt, type StoredRun } from '../../../lab/kept/stored-run.ts';
import { page } from '../../styles/page.ts';
import { base, buttons } from '../../styles/shared.ts';
import { counted, dateText } from '../../../base/numbers.ts';
import { loadRun } from '../../../lab/kept/load-run.ts';
import type { Lab } from '../lab.ts';
import '../passport/element.ts';
import { exportRuns, importFile } from './files.ts';
import { notices, storageFooter, type Told } from './parts.ts';
import { askToPersist, storageUse, type StorageUse } from './storage.ts';
import { resultsPageStyles } from './styles.ts';

/**
 * @summary All runs that this browser keeps: opened, compared, renamed, deleted, exported, imported.
 */
export class A2ResultsPage extends DeferredElement {
  static override styles = [base, buttons, page, resultsPageStyles];

  static override properties = {
    lab: { attribute: false },
    runs: { state: true },
    selected: { state: true },
    compared: { state: true },
    passport: { state: true },
    deleted: { state: true },
    told: { state: true },
    sure: { state: true },
    busy: { state: true },
    use: { state: true },
  };

  declare lab: Lab | null;
  /** Null until read. */
  declare protected runs: readonly StoredRun[] | null;
  declare protected selected: ReadonlySet<string>;
  declare protected compared: readonly ComparedRun[];
  declare protected passport: string;
  /** The runs deleted last, which can be restored. */
  declare protected deleted: readonly StoredRun[];
  declare protected told: Told | null;
  /** Whether deleting everything awaits confirmation. */
  declare protected sure: boolean;
  declare protected busy: string;
  declare protected use: StorageUse | null;

  #stop: (() => void) | null = null;

  constructor() {
    super();
    this.lab = null;
    this.runs = null;
    this.selected = new Set();
    this.compared = [];
    this.passport = '';
    this.deleted = [];
    this.told = null;
    this.sure = false;
    this.busy = '';
    this.use = null;
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
    // Deleted runs can no longer be restored.
    void this.lab?.store?.collect();
  }

  async #load(): Promise<void> {
    const runs = (await this.lab?.store?.runs()) ?? [];
    const ids = new Set(runs.map(({ id }) => id));
    this.runs = runs;
    if ([...this.selected].some((id) => !ids.has(id))) {
      this.selected = new Set([...this.selected].filter((id) => ids.has(id)));
    }
    this.compared = this.compared.filter(({ id }) => ids.has(id));
    if (!ids.has(this.passport)) this.passport = '';
    this.use = await storageUse();
  }

  /** Reports failures instead of failing silently. */
  async #during(doing: string, work: () => Promise<void>): Promise<void> {
    this.told = null;
    this.busy = doing;
    try {
      await work();
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      this.told = { kind: 'error', lines: [`${doing} failed: ${why}`] };
    } finally {
      this.busy = '';
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
      case 'export':
        void this.#export([run]);
        return;
      case 'passport':
        this.passport = this.passport === id ? '' : id;
        return;
      default:
        action satisfies never;
    }
  }

  get #chosen(): StoredRun[] {
    return this.runs?.filter(({ id }) => this.selected.has(id)) ?? [];
  }

  async #delete(runs: readonly StoredRun[]): Promise<void> {
    const store = this.lab?.store ?? null;
    if (store === null || !(await store.delete(runs.map(({ id }) => id)))) return;
    this.deleted = runs;
    this.told = null;
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('.undo')?.focus();
  }

  async #undo(): Promise<void> {
    for (const run of this.deleted) await this.lab?.store?.add(run);
    this.deleted = [];
  }

  #export(runs: readonly StoredRun[]): Promise<void> {
    return this.#during('Exporting', async () => {
      const store = this.lab?.store ?? null;
      if (store !== null) await exportRuns(store, runs);
    });
  }

  #compare(): Promise<void> {
    return this.#during('Comparing', async () => {
      const store = this.lab?.store ?? null;
      if (store === null) return;
      const loaded = await Promise.all(this.#chosen.map((run) => loadRun(store, run)));
      this.compared = loaded.flatMap((each) =>
        each === null
          ? []
          : [
              {
                id: each.run.id,
                name: each.run.name,
                when: dateText(keptAt(each.run)),
                trials: each.state.trials,
              },
            ],
      );
      await this.updateComplete;
      this.renderRoot.querySelector<HTMLElement>('#compared')?.focus();
    });
  }

  #import(event: Event): Promise<void> {
    const field = event.target as HTMLInputElement;
    const files = [...(field.files ?? [])];
    return this.#during('Importing', async () => {
      const store = this.lab?.store ?? null;
      if (store === null) return;
      const lines: string[] = [];
      let failed = false;
      for (const file of files) {
        const { ok, text } = await importFile(store, file);
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
              ${this.#tools()} ${this.#list()} ${this.#comparison()}
              ${storageFooter(this.use, this.runs?.length ?? 0, this.sure, {
                persist: () => void this.#persist(),
                ask: (sure) => (this.sure = sure),
                clear: () => void this.#clear(),
              })}`
        }
      </article>
    `;
  }

  #tools(): TemplateResult {
    const runs = this.runs ?? [];
    const chosen = this.#chosen;
    return html`
      <div class="tools" role="group" aria-label="Runs">
        <button
          type="button"
          class="primary"
          ?disabled=${chosen.length < 2}
          @click=${() => void this.#compare()}
        >
          Compare
        </button>
        <button
          type="button"
          ?disabled=${runs.length === 0}
          @click=${() => void this.#export(chosen.length === 0 ? runs : chosen)}
        >
          ${icon('download')}${chosen.length === 0 ? 'Export all' : `Export ${chosen.length}`}
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
          ${this.busy === '' ? this.#chosenText(chosen.length) : `${this.busy} …`}
        </p>
      </div>
    `;
  }

  #chosenText(chosen: number): string {
    if ((this.runs?.length ?? 0) < 2) return '';
    return chosen === 0 ? 'Select two or more to compare them.' : `${chosen} selected`;
  }

  #list(): TemplateResult {
    if (this.runs === null) return html`<p class="soft">Reading …</p>`;
    if (this.runs.length === 0) {
      return html`<p class="empty soft">
        No runs yet. Press Run on any experiment and its trials appear here as they finish, or
        import a results file.
      </p>`;
    }
    return html`<a2-run-list
      .runs=${this.runs}
      .selected=${this.selected}
      .open=${this.passport}
      @a2-run-action=${(event: RunActionEvent) => {
        this.#act(event);
      }}
    >
      <a2-passport slot="passport" .lab=${this.lab} .runId=${this.passport}></a2-passport>
    </a2-run-list>`;
  }

  #comparison(): TemplateResult | typeof nothing {
    if (this.compared.length === 0) return nothing;
    return html`
      <section>
        <h2 id="compared" tabindex="-1">Comparison of ${counted(this.compared.length, 'run')}</h2>
        <a2-run-compare .runs=${this.compared}></a2-run-compare>
      </section>
    `;
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
