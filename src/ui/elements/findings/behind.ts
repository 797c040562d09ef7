/** A table of the figures behind each sentence. */
import { html, nothing, type TemplateResult } from 'lit';
import type { Sentence } from '../../../insights/types.ts';
import { trialName } from '../../../insights/subjects.ts';
import type { TrialState } from '../../../lab/state.ts';
import { count, plain } from '../../../base/numbers.ts';

/** Nobody reads longer tables; the results document has all figures. */
const maxRows = 300;

export function behindTable(
  sentences: readonly Sentence[],
  trials: readonly TrialState[],
): TemplateResult {
  const names = new Map(trials.map((trial) => [trial.plan.id, trialName(trial)]));
  const rows = sentences.flatMap(({ text, restsOn }) =>
    restsOn.map((figure, at) => ({ text, figure, at, span: restsOn.length })),
  );
  const shown = rows.slice(0, maxRows);
  const who = (ids: readonly string[]) =>
    ids.length === 1 ? (names.get(ids[0] ?? '') ?? 'the network') : `${count(ids.length)} trials`;
  return html`
    <div class="scroll" role="region" aria-label="Figures behind the sentences" tabindex="0">
      <table>
        <thead>
          <tr>
            <th scope="col" class="start">Sentence</th>
            <th scope="col" class="start">Figure</th>
            <th scope="col" class="start">Measured on</th>
            <th scope="col">Value</th>
          </tr>
        </thead>
        <tbody>
          ${shown.map(
            ({ text, figure, at, span }, index) =>
              html`<tr>
                ${
                  at === 0
                    ? html`<td
                        class="start sentence"
                        rowspan=${Math.min(span, shown.length - index)}
                      >
                        ${text}
                      </td>`
                    : nothing
                }
                <td class="start">${figure.name}</td>
                <td class="start">${who(figure.trials)}</td>
                <td>${plain(figure.value)}</td>
              </tr>`,
          )}
        </tbody>
      </table>
      ${
        rows.length > shown.length
          ? html`<p class="small soft">
              Showing ${count(shown.length)} of ${count(rows.length)} figures.
            </p>`
          : nothing
      }
    </div>
  `;
}
