/** How the file was read, and selects to read it again in another way. */
import { html, type TemplateResult } from 'lit';
import { delimiters, encodings, type CsvSettings } from '../../experiment/table.ts';

const delimiterNames: Readonly<Record<CsvSettings['delimiter'], string>> = {
  ',': 'comma',
  ';': 'semicolon',
  '\t': 'tab',
  '|': 'bar |',
};

interface Option {
  readonly value: string;
  readonly label: string;
}

export function formatFields(
  csv: CsvSettings,
  changeable: boolean,
  change: (csv: CsvSettings) => void,
): TemplateResult {
  const field = (
    label: string,
    options: readonly Option[],
    value: string,
    take: (value: string) => CsvSettings,
  ) =>
    html`<label
      >${label}
      <select
        ?disabled=${!changeable}
        @change=${(event: Event) => change(take((event.target as HTMLSelectElement).value))}
      >
        ${options.map(
          (each) =>
            html`<option value=${each.value} ?selected=${each.value === value}>
              ${each.label}
            </option>`,
        )}
      </select>
    </label>`;
  return html`<div class="fields">
    ${field(
      'Between cells',
      delimiters.map((value) => ({ value, label: delimiterNames[value] })),
      csv.delimiter,
      (value) => ({ ...csv, delimiter: value as CsvSettings['delimiter'] }),
    )}
    ${field(
      'First row',
      [
        { value: 'yes', label: 'names of columns' },
        { value: 'no', label: 'values' },
      ],
      csv.header ? 'yes' : 'no',
      (value) => ({ ...csv, header: value === 'yes' }),
    )}
    ${field(
      'Decimals',
      [
        { value: '.', label: '1.5' },
        { value: ',', label: '1,5' },
      ],
      csv.decimal,
      (value) => ({ ...csv, decimal: value === ',' ? ',' : '.' }),
    )}
    ${field(
      'Encoding',
      encodings.map((value) => ({ value, label: value.toUpperCase() })),
      csv.encoding,
      (value) => ({ ...csv, encoding: value as CsvSettings['encoding'] }),
    )}
  </div>`;
}
