import { LitElement, css, html, type TemplateResult } from 'lit';
import { base, buttons } from '../../styles/shared.ts';
import { define } from '../define.ts';
import { icon } from '../icons.ts';

export type TakeAway = 'results' | 'table' | 'experiment';

/** A file was asked for. */
export class TakeAwayEvent extends Event {
  static readonly type = 'a2-take-away';
  readonly what: TakeAway;

  constructor(what: TakeAway) {
    super(TakeAwayEvent.type, { bubbles: true, composed: true });
    this.what = what;
  }
}

const offers: readonly { what: TakeAway; label: string; of: string; needsResults: boolean }[] = [
  {
    what: 'table',
    label: 'Table, CSV',
    of: 'the figures of the table, in full',
    needsResults: true,
  },
  {
    what: 'results',
    label: 'Results, JSON',
    of: 'every epoch, every batch loss and what they were computed with',
    needsResults: true,
  },
  {
    what: 'experiment',
    label: 'Experiment, JSON',
    of: 'the set-up as a document that the lab reads again',
    needsResults: false,
  },
];

/**
 * @summary Files to take along.
 *
 * @event a2-take-away - a file was asked for; `what`
 */
export class A2TakeAway extends LitElement {
  static override styles = [
    base,
    buttons,
    css`
      dl {
        display: grid;
        grid-template-columns: max-content minmax(0, 1fr);
        gap: 0.4rem 0.9rem;
        align-items: center;
      }

      button {
        inline-size: 100%;
        justify-content: start;
      }
    `,
  ];

  static override properties = { results: { attribute: false } };

  /** Whether there are results to take. */
  declare results: boolean;

  constructor() {
    super();
    this.results = false;
  }

  protected override render(): TemplateResult {
    return html`
      <dl>
        ${offers.map(
          ({ what, label, of, needsResults }) => html`
            <dt>
              <button
                type="button"
                ?disabled=${needsResults && !this.results}
                @click=${() => this.dispatchEvent(new TakeAwayEvent(what))}
              >
                ${icon('download')}${label}
              </button>
            </dt>
            <dd class="small soft">${needsResults && !this.results ? `after a run: ${of}` : of}</dd>
          `,
        )}
      </dl>
    `;
  }
}

define('a2-take-away', A2TakeAway);
