import { LitElement, css, html, type TemplateResult } from 'lit';
import { define } from '../../elements/define.ts';
import type { TakeAwayEvent } from '../../elements/take-away/element.ts';
import '../../elements/take-away/element.ts';
import { isSynthetic, tableOf } from '../../../document/parameters.ts';
import type { Experiment } from '../../../document/schema.ts';
import { guarantee } from '../../../text/pytorch/guarantee.ts';
import type { RunState } from '../../../lab/state.ts';
import { base } from '../../styles/shared.ts';
import type { Lab } from '../lab.ts';
import type { ExperimentSession } from '../../../lab/session/session.ts';
import { copyLink, takeAway, type CopiedLink } from './files.ts';

/** @summary A session's exports; reports why one failed. */
export class A2TakeAwayView extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: block;
      }

      .trouble {
        min-block-size: 1.5em;
        color: var(--a2-bad);
      }
    `,
  ];

  static override properties = {
    session: { attribute: false },
    lab: { attribute: false },
    state: { attribute: false },
    draft: { attribute: false },
    highlighted: { attribute: false },
    link: { state: true },
    trouble: { state: true },
  };

  declare session: ExperimentSession | null;
  declare lab: Lab | null;
  /** The session's state, which changes during a run. */
  declare state: RunState | null;
  declare draft: Experiment | null;
  /** The session's highlighted trial. */
  declare highlighted: string | null;
  /** The last copied link, and its set-up. */
  declare protected link: { readonly of: Experiment; readonly copied: CopiedLink } | null;
  declare protected trouble: string;

  constructor() {
    super();
    this.session = null;
    this.lab = null;
    this.state = null;
    this.draft = null;
    this.highlighted = null;
    this.link = null;
    this.trouble = '';
  }

  /** Whether the set-up is one of the lab's own experiments, which are questions of the course. */
  get #isQuestion(): boolean {
    const { lab, draft } = this;
    return (
      lab?.studentProgram !== undefined && lab.presets.some(({ name }) => name === draft?.name)
    );
  }

  protected override render(): TemplateResult {
    const { session, state } = this;
    if (session === null || state === null) return html``;
    const plans = state.trials.map(({ plan }) => plan);
    const begun = state.trials.some(({ status }) => status !== 'waiting');
    const { exact, losses } = guarantee(
      state.trials.map(({ plan, engine }) => ({ trial: plan.trial, engine })),
    );
    return html`
      <a2-take-away
        .results=${begun && !session.active}
        .standIn=${plans.some(({ trial }) => isSynthetic(trial.dataset.name))}
        .ownTable=${plans.some(({ trial }) => tableOf(trial.dataset) !== null)}
        .student=${this.#isQuestion}
        .guarantee=${`${exact} ${losses}`}
        .trials=${plans}
        .highlighted=${this.highlighted}
        .link=${this.link?.of === session.draft ? this.link.copied : null}
        @a2-take-away=${(event: TakeAwayEvent) => void this.#take(event)}
      ></a2-take-away>
      <p class="trouble" role="status">${this.trouble}</p>
    `;
  }

  async #take(event: TakeAwayEvent): Promise<void> {
    const { session, lab } = this;
    this.trouble = '';
    if (session === null || lab === null) return;
    try {
      if (event.what === 'link') this.link = { of: session.draft, copied: await copyLink(session) };
      await takeAway(event, session, lab);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.trouble = `The file could not be made: ${reason}. Nothing else is lost; try again.`;
    }
  }
}

define('a2-take-away-view', A2TakeAwayView);

declare global {
  interface HTMLElementTagNameMap {
    'a2-take-away-view': A2TakeAwayView;
  }
}
