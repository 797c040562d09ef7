import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { troublesOf } from '../../../insights/diagnosis.ts';
import type { TrialState } from '../../../lab/state.ts';
import { base, buttons } from '../../styles/shared.ts';
import { define } from '../define.ts';

/**
 * @summary Badges that name what went wrong in a trial; each explains itself when it is pressed. Fetched with the first
 * trial that has ended.
 */
export class A2TroubleBadges extends LitElement {
  static override styles = [
    base,
    buttons,
    css`
      :host {
        display: block;
      }

      .badges {
        display: flex;
        flex-wrap: wrap;
        gap: 0.25rem;
        margin-block: 0.15rem;
      }

      .badges > button {
        min-block-size: 0;
        padding: 0 0.45em;
        border: 1px solid var(--a2-warn);
        border-radius: var(--a2-radius);
        background: var(--a2-warn-tint);
        color: var(--a2-ink);
        font-size: var(--a2-small);
        font-weight: inherit;
        line-height: 1.4;
        white-space: nowrap;
      }

      @media (pointer: coarse) {
        .badges > button {
          padding-block: 0.3em;
        }
      }

      .badges > [popover] {
        max-inline-size: min(36ch, calc(100vi - 2rem));
        padding: 0.5rem 0.75rem;
        border: 1px solid var(--a2-line-strong);
        border-radius: var(--a2-radius);
        background: var(--a2-raised);
        color: var(--a2-ink);
        font-size: var(--a2-small);
        text-align: start;
        white-space: normal;
      }

      /* Elsewhere it stands in the middle of the window. */
      @supports (position-area: block-end) {
        .badges > [popover] {
          position-area: block-end span-inline-end;
          position-try-fallbacks: flip-block, flip-inline;
          margin: 0.25rem 0;
        }
      }
    `,
  ];

  static override properties = { trial: { attribute: false } };

  declare trial: TrialState | null;

  constructor() {
    super();
    this.trial = null;
  }

  /** Not a list, because badges stand inside items of lists. */
  protected override render(): TemplateResult | typeof nothing {
    const troubles = this.trial === null ? [] : troublesOf(this.trial);
    if (troubles.length === 0) return nothing;
    return html`<span class="badges" role="group" aria-label="Diagnosis">
      ${troubles.map(
        ({ badge, explanation }, at) =>
          html`<button
              type="button"
              title=${explanation}
              popovertarget="why-${at}"
              aria-describedby="why-${at}"
              @click=${(event: Event) => event.stopPropagation()}
            >
              ${badge}</button
            ><span popover id="why-${at}">${explanation}</span>`,
      )}
    </span>`;
  }
}

define('a2-trouble-badges', A2TroubleBadges);

declare global {
  interface HTMLElementTagNameMap {
    'a2-trouble-badges': A2TroubleBadges;
  }
}
