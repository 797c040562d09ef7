/** What is shown of a table that was read: its first rows, and every column with what is made of it. */
import { html, nothing, type TemplateResult } from 'lit';
import { isUsable } from '../../tables/plan.ts';
import {
  mostCategories,
  mostValues,
  type ColumnSummary,
  type TableInfo,
} from '../../tables/types.ts';
import { count, significant } from '../../words/format.ts';

/** Columns that the tables show; a file may have two thousand. */
export const mostColumns = 60;

/** What is made of a column, and why nothing where nothing is. */
export function useText(column: ColumnSummary): string {
  const { kind, distinct, odd, values } = column;
  switch (kind) {
    case 'number':
      return 'number';
    case 'category':
      return `category, becomes ${values.length} inputs of 0 or 1`;
    case 'text':
      if (odd !== null) {
        return `left out: ${count(odd.count)} of its cells ${odd.count === 1 ? 'is' : 'are'} no number, the first “${odd.text}” at line ${count(odd.line)}`;
      }
      return `left out: text with more than ${distinct === null ? mostValues : mostCategories} values`;
    case 'date':
      return 'left out: dates';
    case 'count':
      return 'left out: it counts the rows';
    case 'constant':
      return 'left out: always the same';
    case 'empty':
      return 'left out: nothing in it';
    default:
      return kind satisfies never;
  }
}

function valuesText({ numbers, top }: ColumnSummary): string {
  if (numbers !== null) {
    const [mean, min, max] = [numbers.mean, numbers.min, numbers.max].map((each) =>
      significant(each, 4),
    );
    return `mean ${mean}, from ${min} to ${max}`;
  }
  return top.map(([value, times]) => `${value.slice(0, 24)} (${count(times)})`).join(', ');
}

export function previewTable({ columns, preview }: TableInfo): TemplateResult {
  const shown = columns.slice(0, mostColumns);
  return html`
    <div class="scroll" tabindex="0" role="region" aria-label="First rows">
      <table>
        <caption>
          The first rows as they stand in the file
        </caption>
        <thead>
          <tr>
            ${shown.map(({ name }) => html`<th scope="col">${name.slice(0, 40)}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${preview.map(
            (row) =>
              html`<tr>
                ${row.slice(0, mostColumns).map((cell) => html`<td>${cell}</td>`)}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
  `;
}

export function columnTable(
  { columns }: TableInfo,
  target: string,
  chosen: readonly string[],
  toggle: (name: string) => void,
): TemplateResult {
  const shown = columns.slice(0, mostColumns);
  return html`
    <div class="scroll" tabindex="0" role="region" aria-label="Columns">
      <table>
        <caption>
          Columns: ticked ones are learnt from
          ${
            columns.length > mostColumns
              ? html`(shown: ${mostColumns} of ${count(columns.length)})`
              : nothing
          }
        </caption>
        <thead>
          <tr>
            <th scope="col" class="start">Column</th>
            <th scope="col" class="start">Used as</th>
            <th scope="col">Known</th>
            <th scope="col">Missing</th>
            <th scope="col">Distinct</th>
            <th scope="col" class="start">Values</th>
          </tr>
        </thead>
        <tbody>
          ${shown.map((column) => {
            const { name, known, missing, distinct } = column;
            const usable = isUsable(column) && name !== target;
            return html`<tr class=${usable ? '' : 'soft'}>
              <th scope="row" class="start">
                <label>
                  <input
                    type="checkbox"
                    .checked=${usable && chosen.includes(name)}
                    ?disabled=${!usable}
                    @change=${() => toggle(name)}
                  />
                  ${name.slice(0, 40)}
                </label>
              </th>
              <td class="start">${name === target ? 'what is predicted' : useText(column)}</td>
              <td>${count(known)}</td>
              <td>${count(missing)}</td>
              <td>${distinct === null ? `> ${mostValues}` : count(distinct)}</td>
              <td class="start">${valuesText(column)}</td>
            </tr>`;
          })}
        </tbody>
      </table>
    </div>
  `;
}
