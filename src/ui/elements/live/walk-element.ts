import { LitElement, css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { base, buttons } from '../../styles/shared.ts';
import { tables } from '../../styles/tables.ts';
import { define } from '../define.ts';
import { stageTable, stageTitle, unitLines, type Stage, type Walk } from './walk.ts';

/** The column of the network that a stage speaks of. */
export class StageEvent extends Event {
  readonly column: number;

  constructor(column: number) {
    super('a2-live-stage', { bubbles: true, composed: true });
    this.column = column;
  }
}

/**
 * @summary One step of backpropagation, stage by stage, with every number: forward, back, update. Arrow keys go on and back.
 *
 * @event a2-live-stage - another stage is shown
 * @event a2-live-close - the reader is through
 */
export class A2LiveWalk extends LitElement {
  static override styles = [
    base,
    buttons,
    tables,
    css`
      section {
        display: grid;
        gap: 0.7rem;
        padding: 1rem;
        border: 1px solid var(--a2-line);
        border-radius: var(--a2-radius);
        background: var(--a2-raised);
      }

      .bar {
        display: flex;
        flex-wrap: wrap;
        gap: 0.5rem;
        align-items: center;
      }

      .bar h3 {
        flex: 1 1 12rem;
        outline: none;
      }

      p {
        max-inline-size: 70ch;
      }

      .body {
        display: grid;
        grid-template-columns: minmax(0, max-content) minmax(0, 1fr);
        gap: 0.5rem 2rem;
        align-items: start;
      }

      dl {
        display: grid;
        gap: 0.2rem 1rem;
        font-size: var(--a2-small);
      }

      dt {
        color: var(--a2-soft);
      }

      dd {
        font-family: var(--a2-mono);
        line-height: 1.6;
        overflow-wrap: anywhere;
      }

      td,
      th {
        text-align: end;
        font-variant-numeric: tabular-nums;
      }

      td button {
        min-block-size: 1.6rem;
        padding: 0 0.5em;
      }

      .scroll {
        overflow-x: auto;
      }

      @media (width < 46rem) {
        .body {
          grid-template-columns: minmax(0, 1fr);
        }
      }
    `,
  ];

  static override properties = {
    walk: { attribute: false },
    names: { attribute: false },
    stage: { state: true },
    unit: { state: true },
  };

  declare walk: Walk | null;
  /** Of the inputs. */
  declare names: readonly string[];
  declare protected stage: number;
  declare protected unit: number;

  constructor() {
    super();
    this.walk = null;
    this.names = [];
    this.stage = 0;
    this.unit = 0;
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (isNew(changed)) this.stage = this.unit = 0;
  }

  protected override updated(changed: PropertyValues): void {
    if (isNew(changed)) this.renderRoot.querySelector('h3')?.focus();
    if (changed.has('stage') || changed.has('walk')) this.#tell();
  }

  #tell(): void {
    const stage = this.walk?.stages[this.stage];
    if (stage === undefined) return;
    this.dispatchEvent(new StageEvent(stage.kind === 'input' ? 0 : stage.layer + 1));
  }

  #go(by: number): void {
    const last = (this.walk?.stages.length ?? 1) - 1;
    this.stage = Math.max(0, Math.min(last, this.stage + by));
    this.unit = 0;
  }

  #onKey(event: KeyboardEvent): void {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (event.key === 'Escape') this.#close();
    if (by === undefined) return;
    event.preventDefault();
    this.#go(by);
  }

  #close(): void {
    this.dispatchEvent(new Event('a2-live-close'));
  }

  protected override render(): TemplateResult | typeof nothing {
    const { walk } = this;
    const stage = walk?.stages[this.stage];
    if (walk === null || stage === undefined) return nothing;
    const { title, about } = stageTitle(stage, walk);
    const last = walk.stages.length - 1;
    return html`<section aria-label="One step in numbers" @keydown=${this.#onKey}>
      <div class="bar">
        <h3 tabindex="-1" aria-live="polite">${title}</h3>
        <span class="small soft numbers">${this.stage + 1} of ${last + 1}</span>
        <button type="button" ?disabled=${this.stage === 0} @click=${() => this.#go(-1)}>
          Back
        </button>
        <button
          type="button"
          class="primary"
          ?disabled=${this.stage === last}
          @click=${() => this.#go(1)}
        >
          Next
        </button>
        <button type="button" class="quiet" @click=${this.#close}>Close</button>
      </div>
      <p>${about}</p>
      <div class="body">${this.#table(stage, walk)} ${this.#lines(stage, walk)}</div>
    </section>`;
  }

  #table(stage: Stage, walk: Walk): TemplateResult {
    const { head, rows } = stageTable(stage, this.unit, walk, this.names);
    const choosable = stage.kind === 'forward' || stage.kind === 'backward';
    const units = stage.kind === 'update' ? walk.explanation.before[stage.layer]!.outputs : 0;
    return html`<div class="scroll">
      ${
        units > 0
          ? html`<label class="small"
              >Unit
              <select
                @change=${(event: Event) =>
                  (this.unit = Number((event.target as HTMLSelectElement).value))}
              >
                ${Array.from(
                  { length: units },
                  (_, unit) =>
                    html`<option value=${unit} .selected=${unit === this.unit}>
                      ${unit + 1}
                    </option>`,
                )}
              </select></label
            >`
          : nothing
      }
      <table>
        <thead>
          <tr>
            ${head.map((text) => html`<th scope="col">${text}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${rows.map(
            (cells, row) =>
              html`<tr>
                ${cells.map((text, at) =>
                  choosable && at === 0
                    ? html`<td>
                        <button
                          type="button"
                          class="quiet"
                          aria-pressed=${row === this.unit}
                          @click=${() => (this.unit = row)}
                        >
                          ${text}
                        </button>
                      </td>`
                    : html`<td>${text}</td>`,
                )}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
  }

  #lines(stage: Stage, walk: Walk): TemplateResult | typeof nothing {
    const lines = unitLines(stage, this.unit, walk);
    if (lines.length === 0) {
      const { label } = walk.numbers;
      return html`<p>Its class is ${label + 1} of 2.</p>`;
    }
    return html`<div>
      <p class="small soft">Unit ${this.unit + 1} in full:</p>
      <dl>
        ${lines.map(
          ({ label, text }) =>
            html`<dt>${label}</dt>
              <dd>${text}</dd>`,
        )}
      </dl>
    </div>`;
  }
}

/** Whether a walk is shown where there was none. */
const isNew = (changed: PropertyValues): boolean =>
  changed.has('walk') && (changed.get('walk') ?? null) === null;

define('a2-live-walk', A2LiveWalk);

declare global {
  interface HTMLElementTagNameMap {
    'a2-live-walk': A2LiveWalk;
  }
}
