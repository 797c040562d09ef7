import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { define } from '../../../ui/elements/define.ts';
import { fileButtons } from '../../../ui/styles/file-button.ts';
import { base, buttons } from '../../../ui/styles/shared.ts';
import { counted, fileSize } from '../../../base/numbers.ts';
import { isAbort } from '../../../base/errors.ts';
import { saveFile } from '../../../ui/pages/save-file.ts';
import type { KeptTexts } from '../../../store/kept-texts.ts';
import { fileName } from '../../handin/file-name.ts';
import type { HandInFile } from '../../handin/file/read.ts';
import { replaceOwn, type Experiments } from '../../handin/own/store.ts';
import type { HandIn, Student } from '../../handin/types.ts';

/** The student's details come from a file. */
export class StudentEvent extends Event {
  readonly student: Student;

  constructor(student: Student) {
    super('a2-student', { bubbles: true, composed: true });
    this.student = student;
  }
}

/** Bytes of a file that is read: all photos in base64, and some text. */
const maxFile = 60e6;

const fileOf = ({ student, own, without = new Set() }: HandIn): HandInFile | null =>
  own === undefined ? null : { student, own, without };

const isBlank = ({ student, own }: HandInFile): boolean =>
  [student.name, student.id, student.course].every((each) => each.trim() === '') &&
  own.answers.size === 0 &&
  own.agreed.size === 0;

/**
 * @summary Saves and opens the hand-in file, which holds the student's details, choices, answers and photos.
 *
 * @fires a2-student - the details of an opened file
 */
export class A2HandInFile extends LitElement {
  static override styles = [
    base,
    buttons,
    fileButtons,
    css`
      :host {
        display: grid;
        gap: 0.5rem;
      }

      .row {
        display: flex;
        flex-wrap: wrap;
        gap: 0.5rem;
        align-items: center;
      }

      .ask {
        padding: 0.6rem 0.8rem;
        border: 1px solid var(--a2-line-strong);
        border-radius: var(--a2-radius);
      }

      p {
        margin: 0;
        overflow-wrap: anywhere;
      }

      .refused {
        color: var(--a2-warn);
      }
    `,
  ];

  static override properties = {
    handIn: { attribute: false },
    texts: { attribute: false },
    experiments: { attribute: false },
    offered: { state: true },
    replaced: { state: true },
    status: { state: true },
    refused: { state: true },
  };

  declare handIn: HandIn | null;
  declare texts: KeptTexts | null;
  declare experiments: Experiments;
  /** A file that waits for a yes, because it replaces something. */
  declare protected offered: HandInFile | null;
  /** What the last file replaced, for Undo. */
  declare protected replaced: HandInFile | null;
  declare protected status: string;
  declare protected refused: string;

  #life = new AbortController();

  constructor() {
    super();
    this.handIn = null;
    this.texts = null;
    this.experiments = new Map();
    this.offered = null;
    this.replaced = null;
    this.status = '';
    this.refused = '';
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#life = new AbortController();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#life.abort();
  }

  protected override render(): TemplateResult {
    const { offered, replaced } = this;
    return html`
      <div class="row">
        <button type="button" ?disabled=${this.handIn === null} @click=${() => void this.#save()}>
          Save hand-in file
        </button>
        <label class="file"
          >Open hand-in file<input
            type="file"
            accept=".json,application/json"
            @change=${(event: Event) => {
              const input = event.target as HTMLInputElement;
              const [file] = input.files ?? [];
              input.value = '';
              if (file !== undefined) void this.#open(file);
            }}
        /></label>
        ${
          replaced === null
            ? nothing
            : html`<button type="button" class="quiet" @click=${() => void this.#undo(replaced)}>
                Undo: bring back what was here
              </button>`
        }
      </div>
      ${
        offered === null
          ? nothing
          : html`<div class="ask row" role="alertdialog" aria-label="Replace what is here?">
              <p>
                This file has ${describe(offered)}. It replaces your details, choices and answers in
                this browser.
              </p>
              <button type="button" class="primary" @click=${() => void this.#take(offered)}>
                Replace
              </button>
              <button type="button" @click=${() => (this.offered = null)}>Keep what is here</button>
            </div>`
      }
      <p class="small soft" role="status">${this.status}</p>
      ${this.refused === '' ? nothing : html`<p class="small refused" role="alert">${this.refused}</p>`}
    `;
  }

  async #save(): Promise<void> {
    const file = this.handIn === null ? null : fileOf(this.handIn);
    if (file === null) return;
    const { handInText } = await import('../../handin/file/write.ts');
    const text = handInText(file);
    const name = `${fileName(file.student)}.hand-in.json`;
    saveFile(name, text, 'application/json');
    this.refused = '';
    this.status = `Saved as ${name}, ${fileSize(new Blob([text]).size)}: ${describe(file)}.`;
  }

  async #open(file: File): Promise<void> {
    const { signal } = this.#life;
    this.offered = null;
    this.refused = '';
    this.status = `Reading ${file.name} …`;
    try {
      if (file.size > maxFile) {
        throw new Error(`It has ${fileSize(file.size)}; wanted at most ${fileSize(maxFile)}.`);
      }
      const { readHandIn } = await import('../../handin/file/read.ts');
      const read = await readHandIn(piecesOf(file), signal);
      if (!read.ok) {
        const [first] = read.issues;
        throw new Error(`${first?.message ?? ''}.`);
      }
      this.status = '';
      const mine = this.handIn === null ? null : fileOf(this.handIn);
      if (mine === null || isBlank(mine)) await this.#take(read.file);
      else this.offered = read.file;
    } catch (error) {
      if (isAbort(error) || signal.aborted) return;
      this.status = '';
      const why = error instanceof Error ? error.message : String(error);
      this.refused = `${file.name} was not opened, and nothing was changed. ${why}`;
    }
  }

  async #take(file: HandInFile): Promise<void> {
    const before = this.handIn === null ? null : fileOf(this.handIn);
    this.offered = null;
    await this.#replace(file);
    this.replaced = before;
    this.status = `Opened: ${describe(file)}.`;
  }

  async #undo(before: HandInFile): Promise<void> {
    this.replaced = null;
    await this.#replace(before);
    this.status = 'What was here is back.';
  }

  async #replace(file: HandInFile): Promise<void> {
    if (this.texts === null) return;
    this.dispatchEvent(new StudentEvent(file.student));
    await replaceOwn(this.texts, file, this.experiments);
  }
}

function describe({ student, own }: HandInFile): string {
  const photos = [...own.answers.values()].reduce((sum, answer) => sum + answer.photos.length, 0);
  const parts = [
    student.name.trim() === '' ? 'no name' : student.name.trim(),
    counted(own.answers.size, 'own answer'),
    ...(photos === 0 ? [] : [counted(photos, 'photo')]),
  ];
  return parts.join(', ');
}

async function* piecesOf(file: Blob): AsyncGenerator<Uint8Array, void> {
  const reader = file.stream().getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    yield value;
  }
}

define('a2-hand-in-file', A2HandInFile);

declare global {
  interface HTMLElementTagNameMap {
    'a2-hand-in-file': A2HandInFile;
  }
}
