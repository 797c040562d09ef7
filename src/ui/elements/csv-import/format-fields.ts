/** The file format: each setting is guessed unless the user gives it, before or after reading. */
import { html, nothing, type TemplateResult } from 'lit';
import { limits } from '../../../document/limits.ts';
import {
  comments,
  delimiters,
  encodings,
  thousandsSigns,
  type CsvSettings,
} from '../../../document/table.ts';
import {
  delimiterNames,
  encodingNames,
  formatText,
  thousandsNames,
} from '../../../text/csv-format.ts';

type Given = Partial<CsvSettings>;

export interface FormatFields {
  readonly given: Given;
  /** How the file was read, or what reading failed with; null before there is one. */
  readonly used: CsvSettings | null;
  readonly open: boolean;
  readonly disabled: boolean;
  readonly change: (given: Given) => void;
}

interface Option<T> {
  readonly value: T;
  readonly label: string;
}

/** The given settings without one, which is then guessed. */
function without(given: Given, key: keyof CsvSettings): Given {
  return Object.fromEntries(Object.entries(given).filter(([name]) => name !== key)) as Given;
}

/** The option's value for a setting that is guessed. */
const guess = '';

function choice<K extends keyof CsvSettings>(
  fields: FormatFields,
  key: K,
  label: string,
  options: readonly Option<CsvSettings[K]>[],
): TemplateResult {
  const { given, used, disabled, change } = fields;
  const told = options.findIndex(({ value }) => value === given[key]);
  const found = used === null ? undefined : options.find(({ value }) => value === used[key]);
  const auto = found === undefined || told >= 0 ? 'automatic' : `detected: ${found.label}`;
  return html`<label
    >${label}
    <select
      data-format=${key}
      ?disabled=${disabled}
      @change=${(event: Event) => {
        const at = (event.target as HTMLSelectElement).value;
        const rest = without(given, key);
        change(at === guess ? rest : { ...rest, [key]: options[Number(at)]!.value });
      }}
    >
      <option value=${guess} ?selected=${told < 0}>${auto}</option>
      ${options.map(
        (each, at) =>
          html`<option value=${String(at)} ?selected=${at === told}>${each.label}</option>`,
      )}
    </select>
  </label>`;
}

function skipField({ given, used, disabled, change }: FormatFields): TemplateResult {
  return html`<label
    >Lines to skip
    <input
      type="number"
      data-format="skip"
      min="0"
      max=${limits.skippedLines}
      step="1"
      placeholder=${used === null ? 'automatic' : `detected: ${used.skip}`}
      .value=${given.skip === undefined ? '' : String(given.skip)}
      ?disabled=${disabled}
      @change=${(event: Event) => {
        const input = event.target as HTMLInputElement;
        const rest = without(given, 'skip');
        if (input.value === '' || !input.checkValidity()) change(rest);
        else change({ ...rest, skip: input.valueAsNumber });
      }}
    />
  </label>`;
}

function missingField({ given, disabled, change }: FormatFields): TemplateResult {
  const rest = without(given, 'missing');
  const onlyEmpty = given.missing?.length === 0;
  return html`<label class="wide"
      >Words for “missing”, separated by commas
      <input
        type="text"
        data-format="missing"
        placeholder=${onlyEmpty ? 'none' : 'automatic: NA, NaN, null, ? …; among numbers also -, . and none'}
        .value=${given.missing?.join(', ') ?? ''}
        ?disabled=${disabled}
        @change=${(event: Event) => {
          const words = (event.target as HTMLInputElement).value
            .split(',')
            .map((word) => word.trim().slice(0, limits.missingWord))
            .filter((word) => word !== '')
            .slice(0, limits.missingWords);
          change(words.length === 0 ? rest : { ...rest, missing: words });
        }}
      />
    </label>
    <label class="tick"
      ><input
        type="checkbox"
        data-format="only-empty"
        .checked=${onlyEmpty}
        ?disabled=${disabled}
        @change=${() => change(onlyEmpty ? rest : { ...rest, missing: [] })}
      />
      only empty cells are missing</label
    >`;
}

export function formatFields(fields: FormatFields): TemplateResult {
  const { given, used, open, disabled, change } = fields;
  const same = <T extends string>(values: readonly T[], names: Readonly<Record<T, string>>) =>
    values.map((value) => ({ value, label: names[value] }));
  return html`<details class="format" ?open=${open}>
    <summary>
      File format${used === null ? nothing : html`: <span class="soft">${formatText(used)}</span>`}
    </summary>
    <div class="fields">
      ${choice(fields, 'delimiter', 'Cell separator', same(delimiters, delimiterNames))}
      ${choice(fields, 'header', 'First row', [
        { value: true, label: 'column names' },
        { value: false, label: 'values' },
      ])}
      ${choice(fields, 'decimal', 'Decimals', [
        { value: '.', label: '1.5' },
        { value: ',', label: '1,5' },
      ])}
      ${choice(fields, 'thousands', 'Thousands', same(thousandsSigns, thousandsNames))}
      ${choice(fields, 'signs', 'Signs as in $5 and 3%', [
        { value: false, label: 'make the cell text' },
        { value: true, label: 'are ignored' },
      ])}
      ${choice(fields, 'encoding', 'Encoding', same(encodings, encodingNames))} ${skipField(fields)}
      ${choice(
        fields,
        'comment',
        'Comments start with',
        comments.map((value) => ({ value, label: value === '' ? 'nothing' : value })),
      )}
      ${choice(fields, 'wrapped', 'Whole lines in quotes', [
        { value: false, label: 'no' },
        { value: true, label: 'yes, as Excel writes them' },
      ])}
      ${missingField(fields)}
    </div>
    ${
      Object.keys(given).length === 0
        ? nothing
        : html`<button type="button" class="quiet" ?disabled=${disabled} @click=${() => change({})}>
            Detect everything
          </button>`
    }
    ${
      disabled && used !== null
        ? html`<p class="small soft">To change the format, choose the file again.</p>`
        : nothing
    }
  </details>`;
}
