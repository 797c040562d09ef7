import { LitElement, css, html, type TemplateResult } from 'lit';
import { base, buttons } from '../../styles/shared.ts';
import { define } from '../define.ts';
import { icon } from '../icons.ts';

export type TakeAway = 'program' | 'stand-in' | 'results' | 'table' | 'experiment';

/** A file was asked for. */
export class TakeAwayEvent extends Event {
  static readonly type = 'a2-take-away';
  readonly what: TakeAway;

  constructor(what: TakeAway) {
    super(TakeAwayEvent.type, { bubbles: true, composed: true });
    this.what = what;
  }
}

interface Offer {
  readonly what: TakeAway;
  readonly label: string;
  readonly of: string;
  readonly needsResults: boolean;
}

const offers: readonly Offer[] = [
  {
    what: 'program',
    label: 'PyTorch program',
    of: 'the same trials in Python, with torch and numpy only',
    needsResults: false,
  },
  {
    what: 'stand-in',
    label: 'Stand-in data, NPZ',
    of: 'what the PyTorch program trains on while the set-up has a stand-in',
    needsResults: false,
  },
  {
    what: 'results',
    label: 'Results, JSON',
    of: 'every epoch, every batch loss and what they were computed with',
    needsResults: true,
  },
  {
    what: 'table',
    label: 'Table, CSV',
    of: 'the figures of the table, in full',
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
      :host {
        display: block;
        container-type: inline-size;
      }

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

      /* On a phone each file's words stand under its button. */
      @container (inline-size < 30rem) {
        dl {
          grid-template-columns: minmax(0, 1fr);
        }

        dd {
          margin-block-end: 0.6rem;
        }
      }
    `,
  ];

  static override properties = {
    results: { attribute: false },
    standIn: { attribute: false },
    guarantee: { attribute: false },
  };

  /** Whether there are results to take. */
  declare results: boolean;
  /** Whether the set-up trains on a stand-in, which exists nowhere else. */
  declare standIn: boolean;
  /** What the PyTorch program may be expected to repeat. */
  declare guarantee: string;

  constructor() {
    super();
    this.results = false;
    this.standIn = false;
    this.guarantee = '';
  }

  #offers(): readonly Offer[] {
    return offers
      .filter(({ what }) => what !== 'stand-in' || this.standIn)
      .map((offer) =>
        offer.what === 'program' ? { ...offer, of: `${offer.of}. ${this.guarantee}` } : offer,
      );
  }

  protected override render(): TemplateResult {
    return html`
      <dl>
        ${this.#offers().map(
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

declare global {
  interface HTMLElementEventMap {
    'a2-take-away': TakeAwayEvent;
  }

  interface HTMLElementTagNameMap {
    'a2-take-away': A2TakeAway;
  }
}
