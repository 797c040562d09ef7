/** An imported table: its first rows, and every column with how it is used. */
import { html, nothing, type TemplateResult } from 'lit';
import { canBeCategories } from '../../../data/tables/features.ts';
import { isUsable, type TableChoice } from '../../../data/tables/plan.ts';
import { maxValues, type ColumnSummary, type TableInfo } from '../../../protocol/table.ts';
import { count } from '../../../base/numbers.ts';
import { gapsText, useText, valuesText, whyNoNumbers } from '../../../text/table-columns.ts';

/** Columns that the tables show; a file may have two thousand. */
export const maxColumns = 60;

export function previewTable({ columns, preview }: TableInfo): TemplateResult {
  const shown = columns.slice(0, maxColumns);
  return html`
    <div class="scroll" tabindex="0" role="region" aria-label="First rows">
      <table>
        <caption>
          The first rows as written in the file
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
                ${row.slice(0, maxColumns).map((cell) => html`<td>${cell}</td>`)}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
  `;
}

export function columnTable(
  { columns }: TableInfo,
  choice: TableChoice,
  toggle: (name: string) => void,
  take: (name: string, asCategory: boolean) => void,
): TemplateResult {
  const shown = columns.slice(0, maxColumns);
  return html`
    <div class="scroll" tabindex="0" role="region" aria-label="Columns">
      <table>
        <caption>
          Columns: ticked ones are inputs
          ${
            columns.length > maxColumns
              ? html`(shown: ${maxColumns} of ${count(columns.length)})`
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
            const { name, known, missing, distinct, gaps } = column;
            const usable = isUsable(column) && name !== choice.target;
            const used = usable && choice.columns.includes(name);
            return html`<tr class=${usable ? '' : 'soft'}>
              <th scope="row" class="start">
                <label>
                  <input
                    type="checkbox"
                    .checked=${used}
                    ?disabled=${!usable}
                    @change=${() => toggle(name)}
                  />
                  ${name.slice(0, 40)}
                </label>
              </th>
              <td class="start use">
                ${name === choice.target ? targetText(column, choice) : useText(column, choice.categories.includes(name))}
                ${used && hasTwoWays(column) ? numberOrCategory(column, choice, take) : nothing}
              </td>
              <td>${count(known)}</td>
              <td>
                ${count(missing)}
                ${gaps.length === 0 ? nothing : html`<span class="gaps">${gapsText(gaps)}</span>`}
              </td>
              <td>${distinct === null ? `> ${maxValues}` : count(distinct)}</td>
              <td class="start">${valuesText(column)}</td>
            </tr>`;
          })}
        </tbody>
      </table>
    </div>
  `;
}

function targetText(column: ColumnSummary, { task }: TableChoice): string {
  const why = task === 'classification' ? whyNoNumbers(column) : null;
  return why === null ? 'target' : `target: ${why}`;
}

/** Numbers that repeat can be categories: post codes, months, numeric codes. */
const hasTwoWays = (column: ColumnSummary): boolean =>
  column.numbers !== null &&
  column.values.length >= 3 &&
  column.values.length * 2 <= column.known &&
  canBeCategories(column);

function numberOrCategory(
  { name, values }: ColumnSummary,
  { categories }: TableChoice,
  take: (name: string, asCategory: boolean) => void,
): TemplateResult {
  const asCategory = categories.includes(name);
  return html`<label class="small"
    ><input
      type="checkbox"
      aria-label="Treat the values of ${name} as categories"
      .checked=${asCategory}
      @change=${() => take(name, !asCategory)}
    />
    as ${count(values.length)} categories</label
  >`;
}
