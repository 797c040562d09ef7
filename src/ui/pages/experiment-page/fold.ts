/**
 * On wide pages, where the set-up's form stands beside the figures, it folds to its sentence once a run is
 * shown, and the figures take the width. Where nothing was trained, or something in it is wrong, it is open.
 */
import { html, nothing, type TemplateResult } from 'lit';
import { icon } from '../../elements/icons.ts';
import type { ExperimentSession } from '../../../lab/session/session.ts';

/** What the user chose, for this visit. */
const chosen = new WeakMap<ExperimentSession, boolean>();

const showsRun = ({ active, state }: ExperimentSession): boolean =>
  active || state.trials.some(({ status }) => status !== 'waiting' && status !== 'failed');

export class SetUpFold {
  readonly #session: ExperimentSession;
  readonly #changed: () => void;

  constructor(session: ExperimentSession, changed: () => void) {
    this.#session = session;
    this.#changed = changed;
    // This part may load after the first edit.
    if (session.changed) this.edited();
  }

  get folded(): boolean {
    const session = this.#session;
    return showsRun(session) && session.issues.length === 0 && chosen.get(session) !== true;
  }

  /** Called after an edit in the form: what runs by itself must not fold the form that is being edited. */
  edited(): void {
    if (this.#session.quick) chosen.set(this.#session, true);
  }

  button(): TemplateResult | typeof nothing {
    const { folded } = this;
    if (!folded && (!showsRun(this.#session) || this.#session.issues.length > 0)) return nothing;
    return html`<button
      type="button"
      class="unfold"
      aria-expanded=${folded ? 'false' : 'true'}
      aria-controls="form"
      @click=${() => {
        chosen.set(this.#session, folded);
        this.#changed();
      }}
    >
      ${icon(folded ? 'down' : 'up')}Change the set-up
    </button>`;
  }

  /** The focus that was in the form, which nothing hidden can have, goes to the button. */
  keepFocus(root: ParentNode & DocumentOrShadowRoot): void {
    const inside = (root.activeElement?.closest('a2-settings-form') ?? null) !== null;
    if (inside && this.folded) root.querySelector<HTMLElement>('.unfold')?.focus();
  }
}
