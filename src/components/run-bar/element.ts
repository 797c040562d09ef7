import { LitElement, html, nothing, type TemplateResult } from 'lit';
import type { RunState } from '../../run/state.ts';
import { base, buttons, progressBars } from '../../styles/shared.ts';
import { define } from '../define.ts';
import { icon } from '../icons.ts';
import { engineText } from '../../words/words.ts';
import { runBarStyles } from './styles.ts';
import { leftText, stateText, wholeFraction } from '../../words/run.ts';

/**
 * @summary Run and Cancel, what would run or runs, and on what. Always the same height.
 *
 * @csspart bar - the frame
 * @event a2-run - Run was pressed
 * @event a2-cancel - Cancel was pressed
 */
export class A2RunBar extends LitElement {
  static override styles = [base, buttons, progressBars, runBarStyles];

  static override properties = {
    state: { attribute: false },
    blocked: { attribute: false },
    upfront: { attribute: false },
    engineChoice: { attribute: false },
  };

  /** The run shown, or the idle state of what would run; null while there is nothing valid. */
  declare state: RunState | null;
  /** Why it cannot be started, in words; '' when it can. */
  declare blocked: string;
  /** What else happens at a first start, a download for instance. */
  declare upfront: string;
  /** What was chosen, until a trial says what it got. */
  declare engineChoice: string;

  constructor() {
    super();
    this.state = null;
    this.blocked = '';
    this.upfront = '';
    this.engineChoice = 'auto';
  }

  get #active(): boolean {
    return this.state?.status === 'running' || this.state?.status === 'preparing';
  }

  #press(): void {
    if (!this.#active && this.blocked !== '') return;
    const type = this.#active ? 'a2-cancel' : 'a2-run';
    this.dispatchEvent(new Event(type, { bubbles: true, composed: true }));
  }

  protected override render(): TemplateResult {
    const { state } = this;
    const blocked = !this.#active && this.blocked !== '';
    const text = blocked || state === null ? this.blocked : stateText(state);
    const upfront = state?.status === 'idle' && !blocked ? this.upfront : '';
    return html`
      <div class="bar" part="bar" role="region" aria-label="Run">
        ${this.#button(blocked)}
        <p class="now">
          <span id="now">${text}</span>
          <span class="left soft">${state === null ? '' : leftText(state) || upfront}</span>
        </p>
        ${this.#progress()}
        <p class="engine">${this.#engine()}</p>
        <p class="visually-hidden" aria-live="polite">${this.#announcement(text)}</p>
      </div>
    `;
  }

  /** One button for both, so that nothing moves; it stays focusable when it cannot be used. */
  #button(blocked: boolean): TemplateResult {
    const again = this.state !== null && this.state.status !== 'idle';
    return html`
      <button
        type="button"
        class="go ${this.#active ? '' : 'primary'}"
        aria-disabled=${blocked ? 'true' : nothing}
        aria-describedby="now"
        @click=${this.#press}
      >
        ${
          this.#active
            ? html`${icon('stop')}Cancel`
            : html`${icon('run')}${again ? 'Run again' : 'Run'}`
        }
      </button>
    `;
  }

  #progress(): TemplateResult {
    const { state } = this;
    const preparing = state?.status === 'preparing';
    const unknown = preparing && (state.dataset?.total ?? 0) === 0;
    const fraction = state === null ? 0 : wholeFraction(state);
    return html`<progress
      max="1"
      aria-label=${preparing ? 'Dataset' : 'Whole run'}
      value=${unknown ? nothing : fraction}
    ></progress>`;
  }

  #engine(): TemplateResult {
    const engine = this.state?.trials.find((trial) => trial.engine !== null)?.engine ?? null;
    if (engine === null) {
      const chosen = engineText(this.engineChoice);
      return html`<span
        >Engine: <strong>${chosen}</strong>${
          this.engineChoice === 'auto' ? ' – chosen at the start, its reason shown here' : ''
        }</span
      >`;
    }
    const workers = this.#active && this.state !== null ? `, ${this.state.workers} at work` : '';
    const device = engine.device === undefined ? '' : ` (${engine.device})`;
    return html`<span title=${engine.reason}
      ><strong>${engineText(engine.name)}</strong>${device}${workers} – ${engine.reason}</span
    >`;
  }

  /** Only what ends is announced; a progress read out ten times a second helps nobody. */
  #announcement(text: string): string {
    const status = this.state?.status;
    if (status === 'running') return 'Training';
    if (status === 'preparing') return 'Preparing the dataset';
    return status === undefined || status === 'idle' ? '' : text;
  }
}

define('a2-run-bar', A2RunBar);

declare global {
  interface HTMLElementTagNameMap {
    'a2-run-bar': A2RunBar;
  }
}
