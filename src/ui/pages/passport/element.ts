import { LitElement, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { define } from '../../elements/define.ts';
import { icon } from '../../elements/icons.ts';
import '../../elements/notice/element.ts';
import type { ProvenanceRecord } from '../../../formats/results/document.ts';
import { provenanceRecordOf } from '../../../formats/results/provenance-record.ts';
import { provenanceMarks } from '../../../lab/provenance.ts';
import { verifyKept } from '../../../lab/verify.ts';
import { runProvenance } from '../../../lab/kept/foreign.ts';
import { base, buttons } from '../../styles/shared.ts';
import { tables } from '../../styles/tables.ts';
import { dateText } from '../../../base/numbers.ts';
import { nameOf, trialLabel } from '../../../text/labels.ts';
import { withLosses } from '../../../lab/kept/losses.ts';
import { loadRun, type LoadedRun } from '../../../lab/kept/load-run.ts';
import type { Lab } from '../lab.ts';
import { passportStyles } from './styles.ts';
import { classFacts, verdictText, type Shown } from './text.ts';
import { isFinished } from '../../../document/trial-status.ts';

/**
 * @summary The provenance of a kept run, and whether retraining gives the same results.
 */
export class A2Passport extends LitElement {
  static override styles = [base, buttons, tables, passportStyles];

  static override properties = {
    lab: { attribute: false },
    runId: { attribute: false },
    loaded: { state: true },
    passport: { state: true },
    failure: { state: true },
    verdicts: { state: true },
  };

  declare lab: Lab | null;
  /** The run's id in the store. */
  declare runId: string;
  declare protected loaded: LoadedRun | null;
  declare protected passport: ProvenanceRecord | null;
  /** Why there is nothing to show; '' if there may be something. */
  declare protected failure: string;
  declare protected verdicts: ReadonlyMap<string, Shown>;

  #verifying: AbortController | null = null;
  #stop: (() => void) | null = null;

  constructor() {
    super();
    this.lab = null;
    this.runId = '';
    this.loaded = null;
    this.passport = null;
    this.failure = '';
    this.verdicts = new Map();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#follow();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#verifying?.abort();
    this.#stop?.();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('runId') && !changed.has('lab')) return;
    this.#verifying?.abort();
    this.verdicts = new Map();
    this.loaded = null;
    this.passport = null;
    this.#follow();
  }

  #follow(): void {
    this.#stop?.();
    this.#stop = this.lab?.store?.subscribe(() => void this.#load()) ?? null;
    void this.#load();
  }

  async #load(): Promise<void> {
    const { lab, runId } = this;
    const store = lab?.store ?? null;
    // While trials retrain, what they are compared with must not change.
    if (store === null || runId === '' || this.#verifying !== null) return;
    const run = await store.run(runId);
    const loaded = run === null ? null : await loadRun(store, run);
    if (this.runId !== runId) return;
    if (loaded === null) {
      this.failure = 'This run is no longer kept in this browser.';
      return;
    }
    const trials = await withLosses(loaded.state.trials);
    const { experiment, started } = loaded.run;
    const passport = await provenanceRecordOf(experiment, trials, started);
    if (this.runId !== runId) return;
    this.failure = '';
    this.loaded = loaded;
    this.passport = passport;
  }

  async #verify(ids: readonly string[]): Promise<void> {
    const { lab, loaded } = this;
    if (lab === null || loaded === null || this.#verifying !== null) return;
    const controller = new AbortController();
    this.#verifying = controller;
    for (const id of ids) this.#tell(id, { kind: 'running', fraction: 0 });
    try {
      await verifyKept(loaded, ids, lab, {
        workers: null,
        signal: controller.signal,
        progress: ({ plan }, fraction) => this.#tell(plan.id, { kind: 'running', fraction }),
        tell: ({ plan }, verdict) => this.#tell(plan.id, verdict),
      });
    } finally {
      this.#verifying = null;
      void this.#load();
      const left = [...this.verdicts].filter(([, { kind }]) => kind === 'running');
      for (const [id] of left) this.#tell(id, { kind: 'none', error: null });
      this.requestUpdate();
    }
  }

  #tell(id: string, verdict: Shown): void {
    this.verdicts = new Map(this.verdicts).set(id, verdict);
  }

  protected override render(): TemplateResult {
    const { loaded, passport } = this;
    if (this.failure !== '') return html`<p class="soft small">${this.failure}</p>`;
    if (loaded === null || passport === null) return html`<p class="soft small">Reading …</p>`;
    const { run, state } = loaded;
    const finished = state.trials.filter(isFinished);
    const busy = this.#verifying !== null;
    return html`
      <dl class="small">
        ${this.#fact('Experiment', passport.experiment, true)}
        ${Object.entries(run.datasets).map(([name, sum]) => this.#fact(nameOf(name), sum, true))}
        ${this.#fact('All losses', passport.losses, true)}
        ${this.#fact(run.imported === null ? 'Date' : 'Date in its file', dateText(run.started))}
        ${this.#fact('Lab', `a2-lab ${run.lab}`)} ${this.#fact('Browser', run.userAgent)}
        ${
          run.imported === null
            ? nothing
            : this.#fact(
                'Imported',
                `from ${run.imported.file}, ${dateText(run.imported.at)}; ${provenanceMarks[runProvenance(run)]}`,
              )
        }
        ${classFacts(run).map(([term, text]) => this.#fact(term, text))}
      </dl>
      <div class="scroll" role="region" aria-label="Trials of this run" tabindex="0">
        <table>
          <caption class="visually-hidden">
            Each trial’s id, engine and hash of its losses
          </caption>
          <thead>
            <tr>
              <th scope="col" class="start">Trial</th>
              <th scope="col" class="start">Id</th>
              <th scope="col" class="start">Engine</th>
              <th scope="col" class="start">sha256 of its losses</th>
              <th scope="col" class="start">Retrained</th>
            </tr>
          </thead>
          <tbody>
            ${state.trials.map((trial) => this.#row(trial, passport, busy))}
          </tbody>
        </table>
      </div>
      <p class="verify small">
        <button
          type="button"
          ?disabled=${finished.length === 0}
          @click=${() =>
            busy
              ? this.#verifying?.abort()
              : void this.#verify(finished.map(({ plan }) => plan.id))}
        >
          ${busy ? html`${icon('stop')}Cancel` : html`${icon('again')}Verify all`}
        </button>
        <span class="soft">
          Retrains and compares every loss. The lab’s own engine, unless relaxed, gives equal bits
          in every browser and on every processor.
        </span>
      </p>
    `;
  }

  #fact(term: string, text: string, mono = false): TemplateResult {
    return html`<dt>${term}</dt>
      <dd class=${mono ? 'mono' : ''}>${text}</dd>`;
  }

  #row(
    trial: LoadedRun['state']['trials'][number],
    passport: ProvenanceRecord,
    busy: boolean,
  ): TemplateResult {
    const { id } = trial.plan;
    const entry = passport.trials.find((each) => each.id === id);
    const verdict = this.verdicts.get(id);
    const label = trialLabel(trial.plan.values);
    const engine =
      entry === undefined ? '–' : [entry.engine, entry.device].filter(Boolean).join(', ');
    return html`
      <tr>
        <th scope="row" class="start">${label}</th>
        <td class="start mono"><span title=${id}>${id.slice(0, 12)}</span></td>
        <td class="start">${engine}</td>
        <td class="start mono">
          <span title=${entry?.losses ?? ''}>${entry?.losses.slice(0, 12) ?? 'not finished'}</span>
        </td>
        <td class="start verdict" role="status">
          ${
            verdict === undefined
              ? entry === undefined
                ? '–'
                : html`<button
                    type="button"
                    class="quiet"
                    aria-label="Verify ${label}"
                    ?disabled=${busy}
                    @click=${() => void this.#verify([id])}
                  >
                    Verify
                  </button>`
              : html`<span class=${this.#tone(verdict)}>${verdictText(verdict)}</span>`
          }
        </td>
      </tr>
    `;
  }

  #tone(verdict: Shown): string {
    if (verdict.kind !== 'trial') return '';
    return verdict.comparison.equal ? 'good' : 'warn';
  }
}

define('a2-passport', A2Passport);

declare global {
  interface HTMLElementTagNameMap {
    'a2-passport': A2Passport;
  }
}
