import { LitElement, css, html, type TemplateResult } from 'lit';
import { base, buttons } from '../../styles/shared.ts';
import { define } from '../define.ts';

const isMac = /Mac|iPhone|iPad/.test(navigator.userAgent);
const control = isMac ? '⌘' : 'Ctrl';

interface Shortcut {
  readonly keys: readonly string[];
  readonly does: string;
}

const groups: readonly { readonly title: string; readonly shortcuts: readonly Shortcut[] }[] = [
  {
    title: 'Anywhere',
    shortcuts: [
      { keys: ['?'], does: 'Show these shortcuts' },
      { keys: ['Tab'], does: 'Go to the next control; the first one skips the menu' },
      { keys: ['Esc'], does: 'Close the menu, a dialog or an explanation' },
    ],
  },
  {
    title: 'Experiment',
    shortcuts: [
      { keys: [control, 'Enter'], does: 'Run, from anywhere on its page' },
      { keys: [control, 'Z'], does: 'Undo the last change of the set-up' },
      { keys: [control, 'Shift', 'Z'], does: 'Redo it' },
    ],
  },
  {
    title: 'Charts',
    shortcuts: [
      { keys: ['←', '→'], does: 'Read the previous or next point' },
      { keys: ['Page Up', 'Page Down'], does: 'Move by a tenth' },
      { keys: ['Home', 'End'], does: 'Read the first or last point' },
      { keys: ['Esc'], does: 'Hide the reading' },
    ],
  },
  {
    title: 'The live network',
    shortcuts: [
      { keys: ['↑', '↓', '←', '→'], does: 'Go from unit to unit, or choose a point of the plane' },
      { keys: ['←', '→'], does: 'Go back or on while walking through a step' },
      { keys: ['Space', 'Delete'], does: 'Put a point of your own, remove the nearest' },
      { keys: ['C'], does: 'Change the class of the next point' },
    ],
  },
  {
    title: 'Tables, lists and heatmaps',
    shortcuts: [
      { keys: ['↑', '↓', '←', '→'], does: 'Move to the next row or cell' },
      { keys: ['Home', 'End'], does: 'Go to the first or last' },
      { keys: ['Enter'], does: 'Highlight a trial in all figures' },
    ],
  },
];

/** @summary The list of keyboard shortcuts, in a dialog. */
export class A2Shortcuts extends LitElement {
  static override styles = [
    base,
    buttons,
    css`
      dialog {
        inline-size: min(32rem, calc(100vw - 2rem));
        max-block-size: calc(100dvh - 2rem);
        padding: 1.25rem;
        border: 1px solid var(--a2-line-strong);
        border-radius: var(--a2-radius);
        background: var(--a2-raised);
        color: var(--a2-ink);
        overflow-y: auto;
      }

      dialog::backdrop {
        background: rgb(0 0 0 / 40%);
      }

      .head {
        display: flex;
        gap: 1rem;
        align-items: start;
        justify-content: space-between;
      }

      h2 {
        font-size: var(--a2-title);
      }

      h3 {
        margin-block: 1rem 0.35rem;
        color: var(--a2-soft);
        font-size: var(--a2-small);
        font-weight: 400;
      }

      dl {
        display: grid;
        grid-template-columns: minmax(8rem, max-content) minmax(0, 1fr);
        gap: 0.35rem 1.25rem;
        align-items: baseline;
      }

      kbd {
        display: inline-block;
        min-inline-size: 1.6rem;
        padding: 0 0.35rem;
        border: 1px solid var(--a2-line-strong);
        border-radius: 4px;
        background: var(--a2-sunken);
        font: inherit;
        font-size: var(--a2-small);
        text-align: center;
      }
    `,
  ];

  /** Opens the dialog, or closes it if it is open. */
  async toggle(): Promise<void> {
    await this.updateComplete;
    const dialog = this.renderRoot.querySelector('dialog');
    if (dialog?.open === true) dialog.close();
    else dialog?.showModal();
  }

  protected override render(): TemplateResult {
    return html`<dialog aria-labelledby="title">
      <div class="head">
        <h2 id="title">Keyboard shortcuts</h2>
        <button type="button" class="quiet" @click=${() => void this.toggle()}>Close</button>
      </div>
      ${groups.map(
        ({ title, shortcuts }) =>
          html`<h3>${title}</h3>
            <dl>
              ${shortcuts.map(
                ({ keys, does }) =>
                  html`<dt>${keys.map((key) => html`<kbd>${key}</kbd> `)}</dt>
                    <dd>${does}</dd>`,
              )}
            </dl>`,
      )}
    </dialog>`;
  }
}

define('a2-shortcuts', A2Shortcuts);

declare global {
  interface HTMLElementTagNameMap {
    'a2-shortcuts': A2Shortcuts;
  }
}
