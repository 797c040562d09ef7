/** Where a file can be read in two ways: both readings of the first rows side by side, to choose from. */
import { html, nothing, type TemplateResult } from 'lit';
import type { CsvSettings } from '../../../document/table.ts';
import type { Doubt, Reading } from '../../../protocol/table-doubts.ts';
import { formatText } from '../../../text/csv-format.ts';

/** Columns that a small table shows. */
const maxShown = 6;

const questions: Readonly<Record<Doubt['about'], string>> = {
  encoding: 'Which encoding is this?',
  delimiter: 'What separates the cells?',
  header: 'Does the first row name the columns?',
  numbers: 'How are numbers written?',
};

/** The settings in which a reading differs from the other. */
export function differing(reading: Reading, other: Reading): Partial<CsvSettings> {
  const entries = Object.entries(reading.csv).filter(
    ([key, value]) => JSON.stringify(Reflect.get(other.csv, key)) !== JSON.stringify(value),
  );
  return Object.fromEntries(entries) as Partial<CsvSettings>;
}

function side(
  { names, rows, csv }: Reading,
  heading: string,
  button: TemplateResult | typeof nothing,
): TemplateResult {
  const more = names.length > maxShown || rows.some(({ length }) => length > maxShown);
  return html`<div class="reading">
    <div class="scroll" tabindex="0" role="region" aria-label=${heading}>
      <table>
        <caption>
          ${heading}
        </caption>
        <thead>
          <tr>
            ${names.slice(0, maxShown).map((name) => html`<th scope="col">${name.slice(0, 30)}</th>`)}
            ${more ? html`<th scope="col">…</th>` : nothing}
          </tr>
        </thead>
        <tbody>
          ${rows.map(
            (row) =>
              html`<tr>
                ${row.slice(0, maxShown).map((cell) => html`<td>${cell === '' ? '–' : cell}</td>`)}
                ${more ? html`<td>…</td>` : nothing}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
    <p class="small soft">${formatText(csv)}</p>
    ${button}
  </div>`;
}

/**
 * @param answer called with the settings of the chosen reading; null if the file is no longer
 * available to read again
 */
export function doubtPart(
  doubt: Doubt,
  keep: () => void,
  answer: ((given: Partial<CsvSettings>) => void) | null,
): TemplateResult {
  const { about, why, taken, other } = doubt;
  return html`<section class="doubt" aria-label=${questions[about]}>
    <h4>${questions[about]}</h4>
    <p class="said">${why}</p>
    <div class="readings">
      ${side(
        taken,
        'Current reading',
        html`<button type="button" @click=${keep}>Keep this</button>`,
      )}
      ${side(
        other,
        'Alternative',
        answer === null
          ? html`<p class="small soft">Choose the file again to use this.</p>`
          : html`<button type="button" @click=${() => answer(differing(other, taken))}>
              Use this instead
            </button>`,
      )}
    </div>
  </section>`;
}
