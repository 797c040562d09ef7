/** Badges that name what went wrong in a trial. */
import { css, html, nothing, type TemplateResult } from 'lit';
import { troublesOf } from '../../../insights/diagnosis.ts';
import type { TrialState } from '../../../lab/state.ts';

export const troubleBadgeStyles = css`
  .badges {
    display: flex;
    flex-wrap: wrap;
    gap: 0.25rem;
    margin-block: 0.15rem;
  }

  .badges > span {
    padding: 0 0.45em;
    border: 1px solid var(--a2-warn);
    border-radius: var(--a2-radius);
    background: var(--a2-warn-tint);
    color: var(--a2-ink);
    font-size: var(--a2-small);
    line-height: 1.4;
    white-space: nowrap;
  }
`;

/** Each badge has its explanation as a title and for screen readers. Not a list, because badges are inside list items. */
export function troubleBadges(trial: TrialState): TemplateResult | typeof nothing {
  const troubles = troublesOf(trial);
  if (troubles.length === 0) return nothing;
  return html`<span class="badges" role="group" aria-label="Diagnosis">
    ${troubles.map(
      ({ badge, explanation }) =>
        html`<span title=${explanation}>
          ${badge}<span class="visually-hidden">: ${explanation}</span>
        </span>`,
    )}
  </span>`;
}
