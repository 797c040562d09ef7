/** The fields below an imported table: target, inputs, missing values. */
import { html, nothing, type TemplateResult } from 'lit';
import { limits } from '../../../document/limits.ts';
import type { TableSettings } from '../../../document/table.ts';
import type { RowCounts } from '../../../protocol/table-api.ts';
import {
  inputsOfChoice,
  retargeted,
  tableSettings,
  tasksFor,
  whyNoTarget,
  type TableChoice,
} from '../../../data/tables/plan.ts';
import type { TableInfo } from '../../../protocol/table.ts';
import { count, counted } from '../../../base/numbers.ts';
import { whyNoNumbers } from '../../../text/table-columns.ts';
import { columnTable } from './parts.ts';

export interface Choices {
  readonly info: TableInfo;
  readonly choice: TableChoice;
  /** Null while the rows are counted. */
  readonly counts: RowCounts | null;
  readonly locked: boolean;
  readonly choose: (choice: TableChoice) => void;
  readonly use: (table: TableSettings) => void;
}

export function choicesPart({
  info,
  choice,
  counts,
  locked,
  choose,
  use,
}: Choices): TemplateResult {
  const target = info.columns.find(({ name }) => name === choice.target);
  const tasks = target === undefined ? [] : tasksFor(target);
  const rows = choice.missing === 'drop' ? (counts?.complete ?? 0) : (counts?.rows ?? 0);
  const inputs = inputsOfChoice(info, choice);
  const fits = inputs > 0 && inputs <= limits.features;
  const ready = counts !== null && rows >= 2 && fits;
  return html`
    <div class="fields">
      <label
        >Predict
        <select
          @change=${(event: Event) => {
            const changed = retargeted(info, choice, (event.target as HTMLSelectElement).value);
            if (changed !== null) choose(changed);
          }}
        >
          ${info.columns
            .filter((column) => tasksFor(column).length > 0)
            .map(
              ({ name }) =>
                html`<option value=${name} ?selected=${name === choice.target}>${name}</option>`,
            )}
        </select>
      </label>
      <label
        >As
        <select
          @change=${(event: Event) =>
            choose({
              ...choice,
              task: (event.target as HTMLSelectElement).value as TableChoice['task'],
            })}
        >
          ${tasks.map(
            (task) =>
              html`<option value=${task} ?selected=${task === choice.task}>
                ${task === 'classification' ? `one of ${target?.values.length ?? 0} classes` : 'a number'}
              </option>`,
          )}
        </select>
      </label>
      <label
        >Rows with a missing value
        <select
          @change=${(event: Event) =>
            choose({
              ...choice,
              missing: (event.target as HTMLSelectElement).value as TableChoice['missing'],
            })}
        >
          <option value="drop" ?selected=${choice.missing === 'drop'}>leave out</option>
          <option value="mean" ?selected=${choice.missing === 'mean'}>
            fill in the mean of the training rows
          </option>
        </select>
      </label>
    </div>
    ${whyNoTargets(info)}
    ${columnTable(
      info,
      choice,
      (name) => {
        const columns = choice.columns.includes(name)
          ? choice.columns.filter((each) => each !== name)
          : [...choice.columns, name];
        choose({ ...choice, columns });
      },
      (name, asCategory) => {
        const others = choice.categories.filter((each) => each !== name);
        choose({ ...choice, categories: asCategory ? [...others, name] : others });
      },
    )}
    <p class="said small" role="status">${statusText(info, choice, counts)}</p>
    <div>
      <button
        type="button"
        class="primary"
        ?disabled=${!ready || locked}
        @click=${() => {
          if (counts !== null) use(tableSettings(info, choice, counts));
        }}
      >
        Use this table
      </button>
    </div>
  `;
}

/** Why the last columns, usually the target, cannot be predicted. */
function whyNoTargets({ columns }: TableInfo): TemplateResult | typeof nothing {
  const reasons = columns
    .slice(-3)
    .flatMap((column) => {
      const why = whyNoTarget(column) ?? (column.kind === 'text' ? whyNoNumbers(column) : null);
      return why === null || column.kind === 'empty' ? [] : [{ name: column.name, why }];
    })
    .map(({ name, why }) => `${name}: ${why}.`);
  return reasons.length === 0
    ? nothing
    : html`<p class="said small">${reasons.map((each) => html`${each} `)}</p>`;
}

function statusText(info: TableInfo, choice: TableChoice, counts: RowCounts | null): string {
  const { target, columns, missing, task } = choice;
  if (columns.length === 0) return 'Tick a column to learn from.';
  const inputs = inputsOfChoice(info, choice);
  if (inputs > limits.features) {
    return `The ticked columns give ${count(inputs)} inputs; at most ${count(limits.features)} are allowed. Untick a column with many values.`;
  }
  if (counts === null) return 'Counting rows …';
  const { rows, complete } = counts;
  const without = info.rows - rows;
  const none = without === 0 ? '' : `${counted(without, 'row')} without ${target} left out. `;
  const column = info.columns.find(({ name }) => name === target);
  const rare =
    task === 'classification' && column !== undefined && rows < 2 * column.values.length
      ? ` Most classes have a single row, so there is little to learn them from.`
      : '';
  const made = ` The ticked columns give ${counted(inputs, 'input')}.${rare}`;
  if (missing === 'mean') {
    return `${none}${counted(rows, 'row')} used, ${count(rows - complete)} of them with missing values filled in.${made}`;
  }
  return `${none}${counted(complete, 'row')} used; ${count(rows - complete)} left out because a value is missing.${made}`;
}
