/** What stands in the place of findings that are not there yet. */
import { html, type TemplateResult } from 'lit';
import { count, counted } from '../../../base/numbers.ts';
import { hasEnded } from '../../../document/trial-status.ts';
import type { TrialState } from '../../../lab/state.ts';

export function emptyPart(
  trials: readonly TrialState[],
  active: boolean,
  writing: boolean,
): TemplateResult {
  const ended = trials.filter(hasEnded);
  if (writing) return html`<p class="empty soft">Writing the findings …</p>`;
  if (active) {
    const progress =
      ended.length === 0
        ? 'Findings appear when the first trial ends.'
        : `${count(ended.length)} of ${counted(trials.length, 'trial')} ended; findings appear at the end of the run.`;
    return html`<p class="empty soft">${progress}</p>`;
  }
  return html`<p class="empty soft">
    ${
      ended.length > 0
        ? 'No trial finished, so there are no findings. Run again to get some.'
        : 'After a run, this section says in words what the figures show: which trial leads and by how much, which trials diverged, have dead units or stayed at chance, and which differences are too small to count. You can edit the text; your version is kept.'
    }
  </p>`;
}
