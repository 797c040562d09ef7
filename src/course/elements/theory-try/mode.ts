import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { counted } from '../../../base/numbers.ts';
import { base, buttons } from '../../../ui/styles/shared.ts';
import { define } from '../../../ui/elements/define.ts';
import { ProgressController } from './controller.ts';
import { progress } from './progress.ts';

/** @summary The switch for student mode (answer before reading), and the student's progress. */
export class A2TheoryMode extends LitElement {
  static override styles = [
    base,
    buttons,
    css`
      :host {
        display: flex;
        flex-wrap: wrap;
        gap: 0.25rem 0.75rem;
        align-items: center;
        font-size: var(--a2-small);
      }

      label {
        display: inline-flex;
        gap: 0.45em;
        align-items: center;
        min-block-size: 1.75rem;
      }

      input {
        accent-color: var(--a2-accent);
        inline-size: 1rem;
        block-size: 1rem;
        margin: 0;
      }

      @media print {
        :host {
          display: none;
        }
      }
    `,
  ];

  constructor() {
    super();
    new ProgressController(this);
  }

  protected override render(): TemplateResult {
    return html`
      <label>
        <input
          type="checkbox"
          .checked=${progress.tryFirst}
          @change=${() => {
            progress.setTryFirst(!progress.tryFirst);
          }}
        />
        Student mode: answer first, then read
      </label>
      ${
        progress.tryFirst && progress.any
          ? html`<span class="soft">${counted(progress.solved, 'part')} solved</span>
              <button type="button" class="quiet" @click=${() => progress.forget()}>
                Delete my progress
              </button>`
          : nothing
      }
    `;
  }
}

define('a2-theory-mode', A2TheoryMode);

declare global {
  interface HTMLElementTagNameMap {
    'a2-theory-mode': A2TheoryMode;
  }
}
