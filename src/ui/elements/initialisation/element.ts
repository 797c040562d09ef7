import { css, html, nothing, type TemplateResult } from 'lit';
import { DeferredElement } from '../deferred-element.ts';
import { base } from '../../styles/shared.ts';
import { disclosures } from '../../styles/disclosures.ts';
import { seriesColours } from '../../styles/series-colours.ts';
import { tables } from '../../styles/tables.ts';
import { count, percent, significant } from '../../../base/numbers.ts';
import { define } from '../define.ts';
import { bars } from '../histogram/bars.ts';
import { histogramStyles } from '../histogram/styles.ts';
import { swatch } from '../icons.ts';
import '../save-menu/element.ts';
import { footStyles } from '../save-menu/styles.ts';
import {
  initialisationCsv,
  initialisationSvg,
  type InspectedTrial,
} from '../../../figures/initialisation/export.ts';
import {
  countsWithoutZeros,
  deviationText,
  layersOf,
  rangeText,
  remark,
  type NamedDistribution,
} from '../../../figures/initialisation/text.ts';

/**
 * @summary Untrained networks as histograms: one block per network, one column per layer, weights
 * above outputs.
 */
export class A2Initialisation extends DeferredElement {
  static override styles = [
    base,
    disclosures,
    tables,
    seriesColours,
    histogramStyles,
    footStyles,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 1rem;
      }

      h3 {
        display: flex;
        gap: 0.5rem;
        align-items: center;
        margin: 0;
        font-size: var(--a2-small);
      }

      .layers {
        display: grid;
        grid-auto-flow: column;
        grid-auto-columns: minmax(5.25rem, 11rem);
        gap: 0.35rem 0.6rem;
        inline-size: 100%;
        padding-block: 0.35rem;
      }

      .layer {
        display: grid;
        gap: 0.1rem;
        align-content: start;
      }

      .layer > p {
        color: var(--a2-ink);
        font-size: 0.75rem;
        line-height: 1.35;
      }

      .layer > .name {
        color: var(--a2-soft);
      }

      .gap {
        block-size: 0.35rem;
      }

      .promise {
        min-block-size: 12.5rem;
      }

      .table {
        max-block-size: 24rem;
        overflow: auto;
      }
    `,
  ];

  static override properties = {
    trials: { attribute: false },
    experiment: { attribute: false },
    open: { state: true },
  };

  declare trials: readonly InspectedTrial[];
  /** First in the names of saved files. */
  declare experiment: string;
  declare protected open: boolean;

  constructor() {
    super();
    this.trials = [];
    this.experiment = '';
    this.open = false;
  }

  protected override render(): TemplateResult | typeof nothing {
    if (this.trials.length === 0) return nothing;
    return html`
      ${this.trials.map((trial) => this.#block(trial))}
      <div class="foot">
        <details
          @toggle=${(event: Event) => {
            this.open = (event.currentTarget as HTMLDetailsElement).open;
          }}
        >
          <summary>Show as table</summary>
          ${this.open ? this.#table() : nothing}
        </details>
        <a2-save-menu
          ?hidden=${this.trials.every(({ inspection }) => inspection === null)}
          subject="Weights and outputs before training"
          chart="initialisation"
          .experiment=${this.experiment}
          .csv=${() => initialisationCsv(this.trials)}
          .svg=${() => initialisationSvg(this.trials)}
        ></a2-save-menu>
      </div>
    `;
  }

  #block({ label, style, inspection }: InspectedTrial): TemplateResult {
    return html`
      <section aria-label=${label}>
        <h3>${swatch(style)}${label}</h3>
        ${
          inspection === null
            ? html`<p class="promise small soft">Computing …</p>`
            : html`
                <div class="scroll" role="region" aria-label="Layers of ${label}" tabindex="0">
                  <div class="layers">
                    ${layersOf(inspection).map(
                      ({ weights, outputs }) => html`
                        <div class="layer series-${style.colour}">
                          ${cell(weights)}
                          <span class="gap"></span>
                          ${cell(outputs)}
                        </div>
                      `,
                    )}
                  </div>
                </div>
              `
        }
      </section>
    `;
  }

  #table(): TemplateResult {
    return html`
      <div
        class="scroll table"
        role="region"
        aria-label="Weights and outputs as a table"
        tabindex="0"
      >
        <table>
          <thead>
            <tr>
              <th scope="col" class="start">Network</th>
              <th scope="col" class="start">Values</th>
              <th scope="col">Count</th>
              <th scope="col">Mean</th>
              <th scope="col">Std. dev.</th>
              <th scope="col">Min</th>
              <th scope="col">Max</th>
              <th scope="col">Exactly 0</th>
              <th scope="col">Not finite</th>
            </tr>
          </thead>
          <tbody>
            ${this.trials.flatMap(({ label, inspection }) =>
              (inspection === null ? [] : layersOf(inspection)).flatMap(({ weights, outputs }) => [
                tableRow(label, weights),
                tableRow(label, outputs),
              ]),
            )}
          </tbody>
        </table>
      </div>
    `;
  }
}

function cell({ name, values }: NamedDistribution): TemplateResult {
  return html`
    <p class="name">${name}</p>
    ${
      values.histogram === null
        ? html`<svg class="bars" aria-hidden="true"></svg>`
        : bars(values.histogram, countsWithoutZeros(values))
    }
    <p><span class="visually-hidden">standard deviation </span>${deviationText(values)}</p>
    <p class="name">${rangeText(values)}</p>
    <p class="name">${remark(values)}&nbsp;</p>
  `;
}

function tableRow(label: string, { name, values }: NamedDistribution): TemplateResult {
  const number = (value: number) => (Number.isNaN(value) ? '–' : significant(value));
  return html`<tr>
    <th scope="row" class="start">${label}</th>
    <td class="start">${name}</td>
    <td>${count(values.count)}</td>
    <td>${number(values.mean)}</td>
    <td>${number(values.deviation)}</td>
    <td>${number(values.least)}</td>
    <td>${number(values.greatest)}</td>
    <td>${percent(values.zeros / values.count)}</td>
    <td>${count(values.nonFinite)}</td>
  </tr>`;
}

define('a2-initialisation', A2Initialisation);

declare global {
  interface HTMLElementTagNameMap {
    'a2-initialisation': A2Initialisation;
  }
}
