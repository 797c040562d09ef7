/**
 * Undo and redo of the set-up: two buttons in the form, Ctrl+Z and Ctrl+Shift+Z (Command on a Mac; also
 * Ctrl+Y) anywhere on the page, and what was undone, said.
 *
 * A text field has an undo of its own, which the keys must not take away while it is being typed into. So they
 * mean the field from its first typed character until it is committed (Enter, or the focus leaves it). A text
 * area, and a field that is not the set-up's, always keeps them.
 */
import { html, nothing, type TemplateResult } from 'lit';
import type { ExperimentSession } from '../../../lab/session/session.ts';
import { SetUpHistory } from '../../../lab/session/set-up-history.ts';
import { icon } from '../../elements/icons.ts';
import { changedSettings, movedText } from '../../../text/set-up-change.ts';

/** Histories last as long as their sessions. */
const histories = new WeakMap<ExperimentSession, SetUpHistory>();

/** How long it stays said on the page, in milliseconds. */
const saidMs = 6000;

const isMac = /Mac|iPhone|iPad/.test(navigator.userAgent);
const control = isMac ? 'Command+' : 'Ctrl+';

function historyOf(session: ExperimentSession): SetUpHistory {
  const known = histories.get(session);
  if (known !== undefined) return known;
  const made = new SetUpHistory(session, (before, after) =>
    changedSettings(before, after).join(' '),
  );
  histories.set(session, made);
  return made;
}

const textTypes = new Set(['text', 'search', 'number', 'email', 'url', 'tel', 'password']);

/** The text field that an event came from; null if none. */
function fieldOf(event: Event): HTMLElement | null {
  const [target] = event.composedPath();
  if (target instanceof HTMLInputElement) return textTypes.has(target.type) ? target : null;
  if (target instanceof HTMLTextAreaElement) return target;
  return target instanceof HTMLElement && target.isContentEditable ? target : null;
}

const isWithin = (event: Event, names: readonly string[]): boolean =>
  event.composedPath().some((each) => each instanceof Element && names.includes(each.localName));

export class SetUpUndo {
  readonly #session: ExperimentSession;
  readonly #history: SetUpHistory;
  readonly #changed: () => void;
  readonly #life = new AbortController();
  /** The field that was typed into and is not committed. */
  #pending: HTMLElement | null = null;
  #said = '';
  #timer: ReturnType<typeof setTimeout> | null = null;

  /** @param changed called when there is something else to show, besides changes of the session */
  constructor(session: ExperimentSession, changed: () => void) {
    this.#session = session;
    this.#history = historyOf(session);
    this.#changed = changed;
    const { signal } = this.#life;
    // Before the form hears of it, so that the edit that follows is known to be typed.
    document.addEventListener('input', (event) => this.#typed(event), { signal, capture: true });
    document.addEventListener('focusout', () => this.#commit(), { signal });
    document.addEventListener('keydown', (event) => this.#pressed(event), { signal });
  }

  stop(): void {
    this.#life.abort();
    this.#commit();
    if (this.#timer !== null) clearTimeout(this.#timer);
  }

  #typed(event: Event): void {
    const field = fieldOf(event);
    if (field !== this.#pending) this.#commit();
    this.#pending = field;
    this.#history.typing = field !== null;
  }

  #commit(): void {
    // A drag or an arrow key in something else is one burst by time.
    if (this.#pending === null) return;
    this.#pending = null;
    this.#history.commit();
  }

  #pressed(event: KeyboardEvent): void {
    if (event.key === 'Enter') this.#commit();
    if (event.defaultPrevented || event.altKey || !(event.ctrlKey || event.metaKey)) return;
    const key = event.key.toLowerCase();
    const redo = (key === 'z' && event.shiftKey) || (key === 'y' && event.ctrlKey);
    if (!redo && key !== 'z') return;
    if (isWithin(event, ['dialog', 'wa-dialog', 'textarea'])) return;
    const field = fieldOf(event);
    if (field !== null && (field === this.#pending || !isWithin(event, ['a2-settings-form'])))
      return;
    event.preventDefault();
    if (redo) this.#redo();
    else this.#undo();
  }

  #undo(): void {
    this.#say('Undone', this.#history.undo());
  }

  #redo(): void {
    this.#say('Redone', this.#history.redo());
  }

  #say(doing: 'Undone' | 'Redone', moved: ReturnType<SetUpHistory['undo']>): void {
    if (moved !== null) this.#said = movedText(doing, moved.from, moved.to);
    else if (this.#session.active) this.#said = 'The set-up cannot be changed during a run.';
    else this.#said = doing === 'Undone' ? 'Nothing to undo.' : 'Nothing to redo.';
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#said = '';
      this.#changed();
    }, saidMs);
    this.#changed();
  }

  /** For the form's foot. Never disabled by attribute, which would take the focus from the button just pressed. */
  buttons(): TemplateResult {
    const { canUndo, canRedo } = this.#history;
    return html`
      <button
        type="button"
        class="quiet small"
        title="${control}Z"
        aria-keyshortcuts="${isMac ? 'Meta' : 'Control'}+Z"
        aria-disabled=${canUndo ? nothing : 'true'}
        @click=${() => this.#undo()}
      >
        ${icon('reset')}Undo
      </button>
      <button
        type="button"
        class="quiet small"
        title="${control}Shift+Z"
        aria-keyshortcuts="${isMac ? 'Meta' : 'Control'}+Shift+Z"
        aria-disabled=${canRedo ? nothing : 'true'}
        @click=${() => this.#redo()}
      >
        ${icon('again')}Redo
      </button>
    `;
  }

  /** For the page itself: the form may be folded away. */
  status(): TemplateResult {
    return html`<p class="undone small" role="status">${this.#said}</p>`;
  }
}
