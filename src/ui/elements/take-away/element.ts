import { css, html, nothing, type TemplateResult } from 'lit';
import { DeferredElement } from '../deferred-element.ts';
import type { PlannedTrial } from '../../../document/expand.ts';
import { base, buttons } from '../../styles/shared.ts';
import { define } from '../define.ts';
import { icon } from '../icons.ts';
import { trialLabel } from '../../../text/labels.ts';

export type TakeAway =
  | 'program'
  | 'student'
  | 'notebook'
  | 'stand-in'
  | 'results'
  | 'table'
  | 'experiment'
  | 'link'
  | 'embed';

/** A file was asked for. */
export class TakeAwayEvent extends Event {
  static readonly type = 'a2-take-away';
  readonly what: TakeAway;
  /** The id of the only trial in the program; null for all. */
  readonly trial: string | null;

  constructor(what: TakeAway, trial: string | null = null) {
    super(TakeAwayEvent.type, { bubbles: true, composed: true });
    this.what = what;
    this.trial = trial;
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
    what: 'student',
    label: 'Program to hand in',
    of: 'the question as a student would write it: torchvision or scikit-learn, one training loop, printed tables and saved figures, read in two minutes. The PyTorch program above is the lab’s: longer, without those packages, with each trial exactly and a results document',
    needsResults: false,
  },
  {
    what: 'notebook',
    label: 'The same, notebook',
    of: 'for Jupyter, with the programs of all questions that this set-up answers. The ZIP of the report has both files, too',
    needsResults: false,
  },
  {
    what: 'stand-in',
    label: 'Stand-in data, NPZ',
    of: 'the data that the PyTorch program trains on when the set-up uses a stand-in',
    needsResults: false,
  },
  {
    what: 'results',
    label: 'Results, JSON',
    of: 'every epoch, every batch loss and how they were computed',
    needsResults: true,
  },
  {
    what: 'table',
    label: 'Table, CSV',
    of: 'the figures of the table at full precision',
    needsResults: true,
  },
  {
    what: 'experiment',
    label: 'Experiment, JSON',
    of: 'the set-up as a document that the lab can open',
    needsResults: false,
  },
  {
    what: 'link',
    label: 'Copy link',
    of: 'a link that holds the whole set-up; opening it starts nothing',
    needsResults: false,
  },
  {
    what: 'embed',
    label: 'Embed',
    of: 'code that embeds this experiment in your own page, live',
    needsResults: false,
  },
];

/** Of more trials than this, not each can be chosen alone. */
const maxOffered = 100;

/**
 * @summary Files to export.
 *
 * @event a2-take-away - a file was asked for; `what`, and the one `trial` of a program
 */
export class A2TakeAway extends DeferredElement {
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

      select {
        display: block;
        max-inline-size: 100%;
        min-block-size: 2rem;
        margin-block-end: 0.25rem;
        padding-inline: 0.4rem;
        border: 1px solid var(--a2-line-strong, var(--a2-line));
        border-radius: var(--a2-radius);
        background: var(--a2-raised);
        color: var(--a2-ink);
        font: inherit;
      }

      .copied {
        display: block;
        color: var(--a2-ink);
      }

      input {
        display: block;
        inline-size: 100%;
        min-block-size: 2rem;
        margin-block-start: 0.25rem;
        padding-inline: 0.4rem;
        border: 1px solid var(--a2-line-strong, var(--a2-line));
        border-radius: var(--a2-radius);
        background: var(--a2-sunken);
        color: var(--a2-ink);
        font-family: var(--a2-mono);
        font-size: var(--a2-small);
        text-overflow: ellipsis;
      }

      /* On a phone each file's description is below its button. */
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
    ownTable: { attribute: false },
    student: { attribute: false },
    guarantee: { attribute: false },
    trials: { attribute: false },
    highlighted: { attribute: false },
    link: { attribute: false },
    chosen: { state: true },
  };

  /** Whether there are results to export. */
  declare results: boolean;
  /** Whether the set-up trains on a stand-in, which exists nowhere else. */
  declare standIn: boolean;
  /** Whether the set-up trains on the user's own table, whose numbers the program reads. */
  declare ownTable: boolean;
  /** Whether the set-up is a question for which there is a student's program. */
  declare student: boolean;
  /** What the PyTorch program is expected to reproduce. */
  declare guarantee: string;
  /** The trials that a program can contain. */
  declare trials: readonly PlannedTrial[];
  /** The id of the trial that the page highlights. */
  declare highlighted: string | null;
  /** The last link requested, and whether it was copied; null for none. */
  declare link: { readonly url: string; readonly copied: boolean } | null;
  /** The id of the only trial in the program; '' for all. */
  declare chosen: string;

  constructor() {
    super();
    this.results = false;
    this.standIn = false;
    this.ownTable = false;
    this.student = false;
    this.guarantee = '';
    this.trials = [];
    this.highlighted = null;
    this.link = null;
    this.chosen = '';
  }

  #offers(): readonly Offer[] {
    return offers
      .filter(({ what }) => what !== 'stand-in' || this.standIn || this.ownTable)
      .filter(({ what }) => this.student || (what !== 'student' && what !== 'notebook'))
      .map((offer) =>
        offer.what === 'stand-in' && this.ownTable
          ? {
              ...offer,
              label: 'Table’s numbers, NPZ',
              of: 'the data that the PyTorch program trains on',
            }
          : offer,
      )
      .map((offer) =>
        offer.what === 'program' ? { ...offer, of: `${offer.of}. ${this.guarantee}` } : offer,
      );
  }

  #ask(what: TakeAway): void {
    // A trial no longer in the set-up cannot stay chosen.
    const known = this.trials.some(({ id }) => id === this.chosen);
    this.dispatchEvent(new TakeAwayEvent(what, what === 'program' && known ? this.chosen : null));
  }

  /** Which trials the program contains, if there is a choice. */
  #choice(): TemplateResult | typeof nothing {
    if (this.trials.length < 2) return nothing;
    return html`
      <select
        aria-label="Trials in the PyTorch program"
        @change=${(event: Event) => {
          this.chosen = (event.target as HTMLSelectElement).value;
        }}
      >
        <option value="" ?selected=${this.chosen === ''}>all ${this.trials.length} trials</option>
        ${this.#offered().map(
          ({ id, values }) => html`
            <option value=${id} ?selected=${this.chosen === id}>only ${trialLabel(values)}</option>
          `,
        )}
      </select>
      ${
        this.trials.length > maxOffered
          ? html`or only one of the first ${maxOffered}, or the highlighted one. `
          : nothing
      }
    `;
  }

  #offered(): readonly PlannedTrial[] {
    const first = this.trials.slice(0, maxOffered);
    const also = [this.highlighted, this.chosen];
    return [...first, ...this.trials.slice(maxOffered).filter(({ id }) => also.includes(id))];
  }

  /** Shown beside the message, so that it can be copied by hand if the browser refuses. */
  #address(): TemplateResult {
    const { link } = this;
    return html`
      <span class="copied" role="status"
        >${link === null ? nothing : link.copied ? 'Copied.' : 'Select and copy:'}</span
      >
      ${
        link === null
          ? nothing
          : html`<input
              type="text"
              readonly
              aria-label="Link to this set-up"
              .value=${link.url}
              @focus=${(event: Event) => (event.target as HTMLInputElement).select()}
            />`
      }
    `;
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
                @click=${() => this.#ask(what)}
              >
                ${icon(what === 'link' ? 'link' : what === 'embed' ? 'document' : 'download')}${label}
              </button>
            </dt>
            <dd class="small soft">
              ${what === 'program' ? this.#choice() : nothing}
              ${needsResults && !this.results ? `after a run: ${of}` : of}
              ${what === 'link' ? this.#address() : nothing}
            </dd>
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
