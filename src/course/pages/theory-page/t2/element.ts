import { html, type PropertyValues, type TemplateResult } from 'lit';
import { DeferredElement } from '../../../../ui/elements/deferred-element.ts';
import { guard } from 'lit/directives/guard.js';
import '../../../../ui/elements/chart/element.ts';
import { define } from '../../../../ui/elements/define.ts';
import { m, mm } from '../../../../ui/elements/math/math.ts';
import '../../../elements/theory-fields/element.ts';
import type { FieldValues, NumberField } from '../../../answers/types.ts';
import type { ValuesEvent } from '../../../elements/theory-fields/element.ts';
import '../../../elements/theory-try/element.ts';
import { trialCounts, trialSteps } from '../../../../document/parameters.ts';
import { base, buttons } from '../../../../ui/styles/shared.ts';
import { tables } from '../../../../ui/styles/tables.ts';
import { lastBatch, updates, type Schedule } from '../../../theory/updates.ts';
import { count, counted } from '../../../../base/numbers.ts';
import type { ExperimentSession } from '../../../../lab/session/session.ts';
import type { SessionStore } from '../../../../lab/session/sessions.ts';
import {
  askedSchedule,
  casesOf,
  updatesFormula,
  updatesLine,
  updatesTable,
} from '../../../answers/t2/cases.ts';
import { answerStyles } from '../answer-styles.ts';
import { tableParts } from '../block-parts.ts';
import { printedChart } from '../printed-chart.ts';
import { updatesChart } from '../../../answers/t2/updates-chart.ts';

const fields: readonly NumberField[] = [
  { key: 'samples', tex: 'N', label: 'samples', min: 1, max: 1e9, integer: true },
  { key: 'batchSize', tex: 'B', label: 'batch size', min: 1, max: 1e9, integer: true },
  { key: 'epochs', tex: 'E', label: 'epochs', min: 1, max: 1e5, integer: true },
];

/** The experiment whose steps are compared with the formula. */
const comparison = 'I1d';

/** @summary The answer to question T2: how often gradient descent updates every parameter. */
export class A2TheoryT2 extends DeferredElement {
  static override styles = [base, buttons, tables, answerStyles];

  static override properties = {
    sessions: { attribute: false },
    values: { state: true },
    session: { state: true },
    trouble: { state: true },
  };

  declare sessions: SessionStore | null;
  declare protected values: FieldValues;
  declare protected session: ExperimentSession | null;
  /** Why the experiment could not be opened; '' if it could. */
  declare protected trouble: string;

  #life = new AbortController();
  #stop: (() => void) | null = null;

  constructor() {
    super();
    this.sessions = null;
    this.values = askedSchedule;
    this.session = null;
    this.trouble = '';
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.sessions !== null) void this.#look(this.sessions);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#life.abort();
    this.#stop?.();
    this.#stop = null;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('sessions') && this.sessions !== null) void this.#look(this.sessions);
  }

  async #look(sessions: SessionStore): Promise<void> {
    this.#life.abort();
    this.#life = new AbortController();
    const { signal } = this.#life;
    try {
      const session = await sessions.open(comparison, signal);
      // A fetch that completed before the abort does not reject.
      if (signal.aborted) return;
      this.session = session;
      this.#stop?.();
      this.#stop = session.subscribe(() => {
        this.requestUpdate();
      });
    } catch (error) {
      if (signal.aborted) return;
      this.trouble = error instanceof Error ? error.message : String(error);
    }
  }

  protected override render(): TemplateResult {
    const { samples = 1, epochs = 1 } = this.values;
    const batchSize = Math.min(this.values.batchSize ?? 1, samples);
    const schedule = { samples, epochs, batchSize };
    const cases = casesOf(schedule);
    return html`
      ${this.#given()}
      <section>
        <h2>Every step updates every parameter once</h2>
        <a2-theory-try
          question=${`T2 ${samples} ${batchSize} ${epochs}`}
          .asks=${cases.map(({ name, key, schedule: each }) => ({
            label: name,
            tex: key,
            value: updates(each),
            tolerance: 0,
          }))}
          .hints=${[
            'The network does not matter: a step updates all parameters.',
            html`An epoch has ${m('\\lceil N / B \\rceil')} steps, or
            ${m('\\lfloor N / B \\rfloor')} if a short last batch is dropped.`,
          ]}
        >
          <div class="answer">
            ${mm(updatesFormula)}
            ${cases.map(({ key, schedule: each }) => mm(updatesLine(key, each)))}
            <p>
              ${
                samples % batchSize === 0
                  ? html`All batches are full, so keeping or dropping the last one makes no
                    difference.`
                  : html`The last batch of an epoch has
                    ${counted(lastBatch({ ...schedule, dropLast: false }), 'sample')}. PyTorch’s
                    DataLoader keeps it by default; so does the lab.`
              }
            </p>
            ${tableParts(updatesTable(cases), true)}
            ${guard([this.values], () => {
              const { spec, model } = updatesChart({ ...schedule, dropLast: false });
              return html`<a2-chart .spec=${spec} .model=${model}></a2-chart>
                ${printedChart(spec, model)}`;
            })}
          </div>
        </a2-theory-try>
      </section>
      ${this.#real()}
    `;
  }

  #given(): TemplateResult {
    const { samples = 1, batchSize = 1 } = this.values;
    return html`
      <section>
        <h2>Given</h2>
        <a2-theory-fields
          legend="Training"
          .fields=${fields}
          .values=${this.values}
          @a2-values=${({ values }: ValuesEvent) => {
            this.values = values;
          }}
        ></a2-theory-fields>
        ${
          batchSize > samples
            ? html`<p class="slip">
                A batch cannot be larger than the dataset: the batch size ${count(samples)} is used.
              </p>`
            : ''
        }
        <button
          type="button"
          class="quiet reset no-print"
          ?disabled=${this.values === askedSchedule}
          @click=${() => {
            this.values = askedSchedule;
          }}
        >
          Reset to the assignment’s numbers
        </button>
      </section>
    `;
  }

  #real(): TemplateResult {
    return html`
      <section>
        <h2>Comparison with a real run</h2>
        ${this.trouble === '' ? this.#comparison() : html`<p>The experiment ${comparison} could not be opened: ${this.trouble}</p>`}
      </section>
    `;
  }

  #comparison(): TemplateResult {
    const first = this.session?.state.trials[0]?.plan.trial;
    if (this.session === null || first === undefined) return html`<p class="soft">Opening …</p>`;
    const { trials, status } = this.session.state;
    const schedule: Schedule = {
      samples: trialCounts(first).train,
      batchSize: first.batchSize,
      epochs: first.epochs,
      dropLast: false,
    };
    const planned = trials.reduce((sum, { plan }) => sum + trialSteps(plan.trial), 0);
    const done = trials.reduce((sum, { stepsDone }) => sum + Math.floor(stepsDone), 0);
    return html`
      ${mm(updatesLine('U', schedule))}
      <p>
        That is <a href="#/${comparison}">experiment ${comparison}</a>: ${count(schedule.samples)}
        images in batches of ${count(schedule.batchSize)}, ${counted(trials.length, 'trial')} of
        ${counted(schedule.epochs, 'epoch')}. Its plan has ${counted(planned, 'step')}, and
        ${counted(trials.length, 'trial')} times ${count(updates(schedule))} is
        ${count(trials.length * updates(schedule))}.
      </p>
      <p>
        ${
          done === 0
            ? html`It has not been run in this tab yet. Once it has, its actual updates are counted
              here.`
            : html`In this tab it has made ${counted(done, 'update')}, one for each recorded
              loss${status === 'done' ? '' : ', and has not finished'}.`
        }
      </p>
    `;
  }
}

define('a2-theory-t2', A2TheoryT2);

declare global {
  interface HTMLElementTagNameMap {
    'a2-theory-t2': A2TheoryT2;
  }
}
