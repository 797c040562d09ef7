import { html, nothing, type TemplateResult } from 'lit';
import { DeferredElement } from '../deferred-element.ts';
import type { RunState } from '../../../lab/state.ts';
import { base, buttons } from '../../styles/shared.ts';
import { progressBars } from '../../styles/progress-bars.ts';
import { define } from '../define.ts';
import { icon, type IconName } from '../icons.ts';
import { engineText } from '../../../text/labels.ts';
import { runBarStyles } from './styles.ts';
import { leftText, restText, stateText, wholeFraction } from '../../../text/run.ts';
import { isFinished } from '../../../document/trial-status.ts';
import { counted } from '../../../base/numbers.ts';

/**
 * @summary Run and Cancel, what will run or is running, and on which engine. Its height never changes.
 *
 * @csspart bar - the frame
 * @event a2-run - Run, or Run again, was pressed
 * @event a2-run-rest - the trials without results should be trained
 * @event a2-cancel - Cancel was pressed
 * @event a2-pause - Pause was pressed
 * @event a2-resume - Resume was pressed
 */
export class A2RunBar extends DeferredElement {
  static override styles = [base, buttons, progressBars, runBarStyles];

  static override properties = {
    state: { attribute: false },
    blocked: { attribute: false },
    upfront: { attribute: false },
    engineChoice: { attribute: false },
    landmark: { attribute: false },
    shortcut: { type: Boolean },
  };

  /** The run shown, or the idle state of what would run; null while the set-up is invalid. */
  declare state: RunState | null;
  /** Why it cannot start; '' if it can. */
  declare blocked: string;
  /** What else the first start does, for example a download. */
  declare upfront: string;
  /** The engine chosen, shown until a trial reports its engine. */
  declare engineChoice: string;
  /** Whether it is a landmark; if a page has several, none is. */
  declare landmark: boolean;
  /** Whether Ctrl+Enter runs the experiment, so that the button can say so. */
  declare shortcut: boolean;

  protected override readonly urgent = true;
  /** Whether the second button had the focus before this update. */
  #wasSecond = false;

  constructor() {
    super();
    this.state = null;
    this.blocked = '';
    this.upfront = '';
    this.engineChoice = 'auto';
    this.landmark = true;
    this.shortcut = false;
  }

  /** Focuses Run, which says why if it is disabled. */
  override focus(): void {
    this.renderRoot.querySelector<HTMLElement>('.go')?.focus();
  }

  /** Presses Run. Does nothing during a run: a mistyped key must not cancel it. */
  run(): void {
    if (this.#active) return;
    this.focus();
    this.#press();
  }

  get #active(): boolean {
    return this.state?.status === 'running' || this.state?.status === 'preparing';
  }

  #press(): void {
    if (!this.#active && this.blocked !== '') return;
    const run = this.#rest > 0 ? 'a2-run-rest' : 'a2-run';
    this.#tell(this.#active ? 'a2-cancel' : run);
  }

  /** How many trials of an ended run have no results; 0 if none has, because then Run starts all of them. */
  get #rest(): number {
    const { state } = this;
    if (state === null || state.status === 'idle' || this.#active) return 0;
    const rest = state.trials.filter((trial) => !isFinished(trial)).length;
    return rest === state.trials.length ? 0 : rest;
  }

  protected override render(): TemplateResult {
    const { state } = this;
    const blocked = !this.#active && this.blocked !== '';
    const text = blocked || state === null ? this.blocked : stateText(state);
    const upfront = state?.status === 'idle' && !blocked ? this.upfront : '';
    return html`
      <div class="bar" part="bar" role=${this.landmark ? 'region' : 'group'} aria-label="Run">
        <span class="buttons">${this.#button(blocked)}${this.#second()}</span>
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

  /** One button for both, so that nothing moves; it stays focusable when disabled. */
  #button(blocked: boolean): TemplateResult {
    const rest = this.#rest;
    const again = this.state !== null && this.state.status !== 'idle' ? 'Run again' : 'Run';
    const keys = this.shortcut && !this.#active;
    return html`
      <button
        type="button"
        class="go ${this.#active ? '' : 'primary'}"
        aria-disabled=${blocked ? 'true' : nothing}
        aria-describedby="now"
        aria-keyshortcuts=${keys ? 'Control+Enter Meta+Enter' : nothing}
        title=${keys ? 'Press Ctrl+Enter anywhere on this page to run it' : nothing}
        @click=${this.#press}
      >
        ${
          this.#active
            ? html`${icon('stop')}Cancel`
            : html`${icon('run')}${rest > 0 ? restText(rest) : again}`
        }
      </button>
    `;
  }

  /** Pause or Resume during a run; afterwards Run again, if the first button trains only the rest. */
  #second(): TemplateResult | typeof nothing {
    const { state } = this;
    if (state === null) return nothing;
    if (this.#active) {
      const paused = state.paused === true;
      return secondButton(paused ? 'run' : 'pause', paused ? 'Resume' : 'Pause', () => {
        this.#tell(paused ? 'a2-resume' : 'a2-pause');
      });
    }
    if (this.#rest === 0 || this.blocked !== '') return nothing;
    return secondButton('again', 'Run again', () => this.#tell('a2-run'));
  }

  #tell(type: string): void {
    this.dispatchEvent(new Event(type, { bubbles: true, composed: true }));
  }

  /** Keeps the focus when the focused button disappears. */
  protected override willUpdate(): void {
    this.#wasSecond = this.shadowRoot?.activeElement?.classList.contains('second') === true;
  }

  protected override updated(): void {
    if (!this.#wasSecond || this.shadowRoot?.activeElement !== null) return;
    this.renderRoot.querySelector<HTMLElement>('.go')?.focus();
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
          this.engineChoice === 'auto' ? ' – chosen at the start; the reason appears here' : ''
        }</span
      >`;
    }
    const paused = this.state?.paused === true ? ' paused' : '';
    const workers =
      this.#active && this.state !== null
        ? `, ${counted(this.state.workers, 'worker')}${paused}`
        : '';
    const device = engine.device === undefined ? '' : ` (${engine.device})`;
    return html`<span title=${engine.reason}
      ><strong>${engineText(engine.name)}</strong>${device}${workers} – ${engine.reason}</span
    >`;
  }

  /** Announces status changes only; progress ten times a second would be noise. */
  #announcement(text: string): string {
    const status = this.state?.status;
    if (this.state?.paused === true && this.#active) return 'Paused';
    if (status === 'running') return 'Training';
    if (status === 'preparing') return 'Preparing the dataset';
    return status === undefined || status === 'idle' ? '' : text;
  }
}

/** Narrow screens show only the icon; the text is in the label. */
const secondButton = (symbol: IconName, text: string, press: () => void): TemplateResult =>
  html`<button type="button" class="second" aria-label=${text} title=${text} @click=${press}>
    ${icon(symbol)}<span class="text">${text}</span>
  </button>`;

define('a2-run-bar', A2RunBar);

declare global {
  interface HTMLElementTagNameMap {
    'a2-run-bar': A2RunBar;
  }
}
