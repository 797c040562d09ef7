import { LitElement, css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { limits } from '../../../document/limits.ts';
import type { Student } from '../../../formats/results/document.ts';
import { base, buttons } from '../../styles/shared.ts';
import { define } from '../define.ts';
import { StudentEvent } from './event.ts';

/**
 * @summary Asks for the reader's id once, and shows it with the seed that follows from it.
 *
 * @event a2-student - an id was given; `id`
 */
export class A2Student extends LitElement {
  static override styles = [
    base,
    buttons,
    css`
      form,
      .known {
        display: flex;
        flex-wrap: wrap;
        gap: 0.4rem 0.75rem;
        align-items: center;
      }

      label {
        font-weight: var(--a2-bold);
      }

      input {
        inline-size: 12rem;
        max-inline-size: 100%;
        min-block-size: 2.125rem;
        padding-inline: 0.5rem;
        border: 1px solid var(--a2-line-strong);
        border-radius: var(--a2-radius);
        background: var(--a2-raised);
        color: var(--a2-ink);
        font: inherit;
      }

      [aria-invalid='true'] {
        border-color: var(--a2-bad);
        box-shadow: inset 0 0 0 1px var(--a2-bad);
      }

      form p {
        flex: 1 1 100%;
        max-inline-size: 70ch;
      }

      .error:empty {
        display: none;
      }

      .error {
        color: var(--a2-bad);
      }

      .known {
        overflow-wrap: anywhere;
      }

      @media (pointer: coarse) {
        input {
          min-block-size: 2.75rem;
          font-size: 1rem;
        }
      }
    `,
  ];

  static override properties = {
    student: { attribute: false },
    varied: { type: Boolean },
    disabled: { type: Boolean },
    editing: { state: true },
    wanting: { state: true },
  };

  /** Null until an id is given. */
  declare student: Student | null;
  /** Whether the seeds are an axis, so that the id changes none. */
  declare varied: boolean;
  /** Whether the id cannot be changed now. */
  declare disabled: boolean;
  declare protected editing: boolean;
  /** Whether an empty id was submitted. */
  declare protected wanting: boolean;

  constructor() {
    super();
    this.student = null;
    this.varied = false;
    this.disabled = false;
    this.editing = false;
    this.wanting = false;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('student') || this.disabled) this.editing = false;
  }

  #field(): HTMLInputElement | null {
    return this.renderRoot.querySelector('input');
  }

  async #send(event: Event): Promise<void> {
    event.preventDefault();
    const id = this.#field()?.value.trim() ?? '';
    this.wanting = id === '';
    if (this.wanting) {
      this.#field()?.focus();
      return;
    }
    this.editing = false;
    this.dispatchEvent(new StudentEvent(id));
    // The field disappears, so the focus moves on.
    await this.updateComplete;
    this.renderRoot.querySelector('button')?.focus();
  }

  async #change(): Promise<void> {
    this.editing = true;
    await this.updateComplete;
    this.#field()?.select();
    this.#field()?.focus();
  }

  protected override render(): TemplateResult {
    const { student } = this;
    return student === null || this.editing ? this.#asked(student) : this.#known(student);
  }

  #asked(student: Student | null): TemplateResult {
    return html`<form novalidate @submit=${(event: Event) => void this.#send(event)}>
      <label for="id">Your student id</label>
      <input
        id="id"
        type="text"
        autocomplete="off"
        autocapitalize="none"
        spellcheck="false"
        maxlength=${limits.studentId}
        aria-describedby="why wanting"
        aria-invalid=${this.wanting ? 'true' : nothing}
        ?disabled=${this.disabled}
        .value=${live(student?.id ?? '')}
      />
      <button type="submit" ?disabled=${this.disabled}>Use this id</button>
      ${
        student === null
          ? nothing
          : html`<button type="button" class="quiet" @click=${() => (this.editing = false)}>
              Cancel
            </button>`
      }
      <p class="error small" id="wanting" role="alert">
        ${this.wanting ? 'Type the id that your course knows you by.' : ''}
      </p>
      <p class="small soft" id="why">
        ${
          this.varied
            ? 'This experiment varies the seed itself, so your id has no effect; it is stored only in this browser and in the results you export.'
            : 'Your student id gives you your own seed; it is stored only in this browser and in the results you export.'
        }
      </p>
    </form>`;
  }

  #known({ id, seed }: Student): TemplateResult {
    return html`<p class="known">
      <span>Student <strong>${id}</strong></span>
      <span class="soft numbers">
        ${this.varied ? 'the seeds are an axis here, the same for all' : `your seed is ${seed}`}
      </span>
      <button
        type="button"
        class="quiet"
        ?disabled=${this.disabled}
        @click=${() => void this.#change()}
      >
        Change the id
      </button>
    </p>`;
  }
}

define('a2-student', A2Student);

declare global {
  interface HTMLElementTagNameMap {
    'a2-student': A2Student;
  }
}
