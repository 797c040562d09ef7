import { css, html, type TemplateResult } from 'lit';
import { DeferredElement } from '../deferred-element.ts';
import { base } from '../../styles/shared.ts';
import { tables } from '../../styles/tables.ts';
import { define } from '../define.ts';
import '../save-menu/element.ts';
import { footStyles } from '../save-menu/styles.ts';
import {
  confusionRows,
  confusionTitle,
  type ConfusionRow,
} from '../../../figures/confusion/cells.ts';
import { confusionCsv, confusionSvg } from '../../../figures/confusion/export.ts';

/** A cell was clicked; the image browser filters by it. */
export class ConfusionEvent extends Event {
  static readonly type = 'a2-confusion';
  readonly truth: number;
  readonly predicted: number;

  constructor(truth: number, predicted: number) {
    super(ConfusionEvent.type, { bubbles: true, composed: true });
    this.truth = truth;
    this.predicted = predicted;
  }
}

/** Steps of the shading. */
const shades = 8;

/**
 * @summary Confusion matrix: counts, shaded by their share of the true class.
 * @fires a2-confusion
 */
export class A2Confusion extends DeferredElement {
  static override styles = [
    base,
    tables,
    footStyles,
    css`
      td {
        padding: 0;
      }

      td,
      th {
        border: 1px solid var(--a2-line);
      }

      thead th:not(.start) {
        writing-mode: vertical-rl;
        text-align: start;
        padding: 0.4rem 0.2rem;
      }

      tbody th {
        padding-inline-start: 0.3rem;
        text-align: start;
      }

      button {
        inline-size: 100%;
        min-inline-size: 2.9rem;
        min-block-size: 2.25rem;
        border: 0;
        background: transparent;
        color: var(--a2-ink);
        font: inherit;
        cursor: pointer;
      }

      button:focus-visible {
        outline-offset: -2px;
      }

      td.still {
        padding: 0.4rem;
        text-align: center;
      }

      td.right,
      td.right button {
        font-weight: var(--a2-bold);
      }

      .shade-1 {
        background: color-mix(in srgb, var(--a2-accent) 5%, transparent);
      }
      .shade-2 {
        background: color-mix(in srgb, var(--a2-accent) 10%, transparent);
      }
      .shade-3 {
        background: color-mix(in srgb, var(--a2-accent) 15%, transparent);
      }
      .shade-4 {
        background: color-mix(in srgb, var(--a2-accent) 20%, transparent);
      }
      .shade-5 {
        background: color-mix(in srgb, var(--a2-accent) 25%, transparent);
      }
      .shade-6 {
        background: color-mix(in srgb, var(--a2-accent) 30%, transparent);
      }
      .shade-7 {
        background: color-mix(in srgb, var(--a2-accent) 35%, transparent);
      }
    `,
  ];

  static override properties = {
    still: { type: Boolean },
    matrix: { attribute: false },
    names: { attribute: false },
    experiment: { attribute: false },
    at: { state: true },
  };

  /** [true class][predicted class]. */
  declare matrix: readonly (readonly number[])[];
  declare names: readonly string[];
  /** Whether the cells are plain text, because there are no images to show. */
  declare still: boolean;
  /** First in the names of saved files. */
  declare experiment: string;
  declare protected at: readonly [number, number];

  constructor() {
    super();
    this.matrix = [];
    this.names = [];
    this.still = false;
    this.experiment = '';
    this.at = [0, 0];
  }

  protected override render(): TemplateResult {
    return html`<div class="scroll" role="region" aria-label="Confusion matrix" tabindex="0">
        <table @keydown=${(event: KeyboardEvent) => this.#move(event)}>
          <caption>
            ${
              this.still
                ? 'Rows are true classes, columns predicted classes. A cell shows the count; its shade is the share of the row.'
                : 'Rows are true classes, columns predicted classes. A cell shows the count; its shade is the share of the row. Click a cell to show its images; arrow keys move between cells.'
            }
          </caption>
          <thead>
            <tr>
              <th class="start" scope="col">True class</th>
              ${this.names.map((name) => html`<th scope="col">${name}</th>`)}
              <th scope="col">Accuracy</th>
            </tr>
          </thead>
          <tbody>
            ${confusionRows(this.matrix, this.names).map((row, truth) => this.#row(row, truth))}
          </tbody>
        </table>
      </div>
      <div class="foot" ?hidden=${this.matrix.length === 0}>
        <a2-save-menu
          subject=${confusionTitle}
          chart="confusion"
          .experiment=${this.experiment}
          .csv=${() => confusionCsv(this.matrix, this.names)}
          .svg=${() => confusionSvg(this.matrix, this.names)}
        ></a2-save-menu>
      </div>`;
  }

  #row({ name, cells, accuracy }: ConfusionRow, truth: number): TemplateResult {
    return html`<tr>
      <th scope="row">${name}</th>
      ${cells.map(({ count, share, isCorrect, description }, predicted) => {
        const shade = Math.ceil(share * (shades - 1));
        const side = isCorrect ? 'right' : '';
        if (this.still)
          return html`<td class="still shade-${shade} ${side}" title=${description}>${count}</td>`;
        const here = this.at[0] === truth && this.at[1] === predicted;
        return html`<td class="shade-${shade} ${side}">
          <button
            type="button"
            tabindex=${here ? 0 : -1}
            aria-label=${description}
            title=${description}
            @click=${() => this.#press(truth, predicted)}
          >
            ${count}
          </button>
        </td>`;
      })}
      <td>${accuracy}</td>
    </tr>`;
  }

  #press(truth: number, predicted: number): void {
    this.at = [truth, predicted];
    this.dispatchEvent(new ConfusionEvent(truth, predicted));
  }

  #move(event: KeyboardEvent): void {
    const steps: Record<string, readonly [number, number]> = {
      ArrowUp: [-1, 0],
      ArrowDown: [1, 0],
      ArrowLeft: [0, -1],
      ArrowRight: [0, 1],
    };
    const step = steps[event.key];
    if (step === undefined || this.still) return;
    event.preventDefault();
    const last = this.matrix.length - 1;
    const moved = (index: 0 | 1) => Math.max(0, Math.min(last, this.at[index] + step[index]));
    this.at = [moved(0), moved(1)];
    void this.updateComplete.then(() =>
      this.renderRoot.querySelector<HTMLElement>('button[tabindex="0"]')?.focus(),
    );
  }
}

define('a2-confusion', A2Confusion);

declare global {
  interface HTMLElementTagNameMap {
    'a2-confusion': A2Confusion;
  }
  interface HTMLElementEventMap {
    'a2-confusion': ConfusionEvent;
  }
}
