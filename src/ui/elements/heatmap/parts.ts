/** The small parts around the cells. */
import { html, nothing, svg, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { TrialState } from '../../../lab/state.ts';
import type { Column } from '../../../text/columns.ts';
import { icon } from '../icons.ts';
import { rampCss } from '../../../figures/heatmap/colour.ts';
import type { Grid } from '../../../figures/heatmap/grid.ts';
import type { MetricScale } from '../../../figures/heatmap/scale.ts';
import { legendText } from '../../../figures/heatmap/text.ts';
import { isComplete } from '../../../document/trial-status.ts';

/** Steps of the legend. */
const legendSteps = 24;
/** Columns that fit in view; with more, their name is aligned to the start. */
const maxColumnsInView = 8;

/** A finished trial shows its figure; every other state shows an icon beside its word. */
export function symbol(trial: TrialState | null): TemplateResult | typeof nothing {
  if (trial === null || isComplete(trial)) return nothing;
  return html`${icon(trial.status)} `;
}

export function legend(metric: Column, scale: MetricScale | null): TemplateResult {
  const { low, high } = legendText(metric, scale);
  return html`<div class="legend">
    <span>${low}</span>
    <svg viewBox="0 0 ${legendSteps} 1" preserveAspectRatio="none" aria-hidden="true">
      ${Array.from(
        { length: legendSteps },
        (_, index) =>
          svg`<rect x=${index} y="0" width="1.05" height="1" fill=${rampCss(index / (legendSteps - 1)).fill} />`,
      )}
    </svg>
    <span>${high}</span>
    ${scale?.kind === 'log' ? html`<span>· logarithmic</span>` : nothing}
  </div>`;
}

/** A labelled list to choose one of. */
export const chooser = (
  name: string,
  labels: readonly string[],
  selected: number,
  choose: (index: number) => void,
): TemplateResult =>
  html`<label
    >${name}
    <select
      @change=${(event: Event) => {
        choose((event.target as HTMLSelectElement).selectedIndex);
      }}
    >
      ${labels.map(
        (label, index) => html`<option .selected=${live(index === selected)}>${label}</option>`,
      )}
    </select></label
  >`;

/** Names of the axes and the columns' values. */
export const tableHead = ({ rows, columns }: Grid): TemplateResult =>
  html`<thead>
    ${
      rows === null
        ? nothing
        : html`<tr>
            <td class="corner"></td>
            <th
              class="name ${columns.heads.length > maxColumnsInView ? 'wide' : ''}"
              scope="colgroup"
              colspan=${columns.heads.length}
            >
              ${columns.name}
            </th>
          </tr>`
    }
    <tr>
      <th class="name start" scope="col">${(rows ?? columns).name}</th>
      ${columns.heads.map((head) => html`<th scope="col">${head.label}</th>`)}
    </tr>
  </thead>`;
