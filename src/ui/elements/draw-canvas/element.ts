import { LitElement, css, html, type TemplateResult } from 'lit';
import { fileButtons } from '../../styles/file-button.ts';
import { base, buttons } from '../../styles/shared.ts';
import { percent } from '../../../base/numbers.ts';
import { define } from '../define.ts';
import { paint } from '../image-browser/paint.ts';
import { fromFile } from './from-file.ts';

const side = 28;
/** Steps that can be undone. */
const maxUndo = 50;

/** @summary A 28 × 28 picture to draw or load, and the model's prediction for it. */
export class A2DrawCanvas extends LitElement {
  static override styles = [
    base,
    buttons,
    fileButtons,
    css`
      .parts {
        display: flex;
        flex-wrap: wrap;
        gap: 1rem 1.5rem;
      }

      canvas {
        display: block;
        inline-size: min(17.5rem, 100%);
        aspect-ratio: 1;
        border: 1px solid var(--a2-line-strong);
        image-rendering: pixelated;
        touch-action: none;
        cursor: crosshair;
      }

      .tools {
        display: grid;
        gap: 0.5rem;
        align-content: start;
        flex: 1 1 14rem;
        min-inline-size: 0;
      }

      .row {
        display: flex;
        flex-wrap: wrap;
        gap: 0.5rem;
      }

      input {
        max-inline-size: 100%;
        font: inherit;
      }

      .trouble {
        color: var(--a2-bad);
      }
    `,
  ];

  static override properties = {
    names: { attribute: false },
    sample: { attribute: false },
    predict: { attribute: false },
    brush: { state: true },
    said: { state: true },
    told: { state: true },
    trouble: { state: true },
  };

  declare names: readonly string[];
  /** Picks a test image, [784], and its description. */
  declare sample: (() => { readonly pixels: ArrayLike<number>; readonly name: string }) | null;
  /** The class probabilities of a picture, [784] of 0 … 255. */
  declare predict: ((pixels: Uint8Array) => Promise<readonly number[]>) | null;
  declare protected brush: number;
  declare protected said: readonly (readonly [string, number])[];
  declare protected told: string;
  declare protected trouble: string;
  #pixels: Uint8Array = new Uint8Array(side * side);
  readonly #earlier: Uint8Array[] = [];
  #cursor: [number, number] = [14, 14];
  #asked = 0;

  constructor() {
    super();
    this.names = [];
    this.sample = null;
    this.predict = null;
    this.brush = 1.4;
    this.said = [];
    this.told = 'Draw bright on dark, like the test images.';
    this.trouble = '';
  }

  protected override render(): TemplateResult {
    return html`<div
      class="parts"
      @dragover=${(event: DragEvent) => event.preventDefault()}
      @drop=${(event: DragEvent) => this.#dropped(event)}
    >
      <canvas
        width=${side}
        height=${side}
        tabindex="0"
        role="application"
        aria-label="Drawing, 28 by 28 pixels. Arrow keys move the brush, space paints."
        @pointerdown=${(event: PointerEvent) => this.#begin(event)}
        @pointermove=${(event: PointerEvent) => this.#draw(event)}
        @keydown=${(event: KeyboardEvent) => this.#key(event)}
      ></canvas>
      <div class="tools">
        <div class="row">
          <button type="button" @click=${() => this.#sample()}>Load a test image</button>
          <button type="button" @click=${() => this.#undo()}>Undo</button>
          <button type="button" @click=${() => this.#replace(new Uint8Array(784), 'Cleared.')}>
            Clear
          </button>
        </div>
        <label class="small">
          Brush
          <input
            type="range"
            min="0.7"
            max="4"
            step="0.1"
            .value=${String(this.brush)}
            @input=${(event: Event) => {
              this.brush = Number((event.target as HTMLInputElement).value);
            }}
          />
        </label>
        <label class="file">
          Load an image, or drop one
          <input
            type="file"
            accept="image/*"
            @change=${(event: Event) => {
              const input = event.target as HTMLInputElement;
              const [file] = input.files ?? [];
              if (file !== undefined) void this.#take(file);
              // So that the same file can be chosen again, for example after drawing over it.
              input.value = '';
            }}
          />
        </label>
        <p class="small soft">${this.told}</p>
        <p class="small trouble" role="alert">${this.trouble}</p>
        <div role="status">
          ${this.said.map(([name, share]) => html`<p>${name} ${percent(share)}</p>`)}
        </div>
      </div>
    </div>`;
  }

  protected override updated(changed: Map<string, unknown>): void {
    this.#paint();
    if (changed.has('predict')) this.#ask();
  }

  #begin(event: PointerEvent): void {
    (event.target as HTMLElement).setPointerCapture(event.pointerId);
    this.#remember();
    this.#draw(event, true);
  }

  #draw(event: PointerEvent, begins = false): void {
    if (!begins && event.buttons === 0) return;
    const { left, top, width, height } = (event.target as HTMLElement).getBoundingClientRect();
    const x = ((event.clientX - left) / width) * side;
    const y = ((event.clientY - top) / height) * side;
    // Interpolated from the last point, because a fast pointer leaves gaps.
    const [fromX, fromY] = begins ? [x, y] : this.#cursor;
    const steps = Math.max(1, Math.ceil(2 * Math.hypot(x - fromX, y - fromY)));
    for (let i = 1; i <= steps; i++) {
      this.#dab(fromX + ((x - fromX) * i) / steps, fromY + ((y - fromY) * i) / steps);
    }
    this.#cursor = [x, y];
    this.#changed();
  }

  #dab(x: number, y: number): void {
    for (let i = 0; i < 784; i++) {
      const distance = Math.hypot((i % side) + 0.5 - x, Math.floor(i / side) + 0.5 - y);
      const ink = 255 * Math.max(0, Math.min(1, this.brush + 0.5 - distance));
      this.#pixels[i] = Math.max(this.#pixels[i]!, ink);
    }
  }

  #key(event: KeyboardEvent): void {
    const steps: Record<string, readonly [number, number]> = {
      ArrowUp: [0, -1],
      ArrowDown: [0, 1],
      ArrowLeft: [-1, 0],
      ArrowRight: [1, 0],
      ' ': [0, 0],
    };
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const moved = (at: number, by: number) => Math.max(0.5, Math.min(27.5, at + by));
    this.#cursor = [moved(this.#cursor[0], step[0]), moved(this.#cursor[1], step[1])];
    if (event.key === ' ') {
      this.#remember();
      this.#dab(...this.#cursor);
      this.#changed();
    } else {
      this.told = `Brush at column ${Math.ceil(this.#cursor[0])}, row ${Math.ceil(this.#cursor[1])}.`;
    }
  }

  #remember(): void {
    this.#earlier.push(this.#pixels.slice());
    if (this.#earlier.length > maxUndo) this.#earlier.shift();
  }

  #undo(): void {
    this.#pixels = this.#earlier.pop() ?? this.#pixels;
    this.#changed();
  }

  #replace(pixels: Uint8Array, told: string): void {
    this.#remember();
    this.#pixels = pixels;
    this.told = told;
    this.trouble = '';
    this.#changed();
  }

  #sample(): void {
    const found = this.sample?.();
    if (found !== undefined)
      this.#replace(Uint8Array.from(found.pixels), `A test image: ${found.name}.`);
  }

  #dropped(event: DragEvent): void {
    event.preventDefault();
    const [file] = event.dataTransfer?.files ?? [];
    if (file !== undefined) void this.#take(file);
  }

  async #take(file: File): Promise<void> {
    try {
      const { pixels, summary: told } = await fromFile(file);
      this.#replace(pixels, told);
    } catch (error) {
      this.trouble = `${error instanceof Error ? error.message : String(error)} The drawing was not changed.`;
    }
  }

  #changed(): void {
    this.#paint();
    this.#ask();
  }

  #paint(): void {
    const canvas = this.renderRoot.querySelector('canvas');
    if (canvas !== null) paint(canvas, this.#pixels, 0);
  }

  #ask(): void {
    this.#asked += 1;
    const asked = this.#asked;
    this.predict?.(this.#pixels.slice()).then(
      (shares) => {
        if (asked !== this.#asked) return;
        this.said = shares
          .map((share, index) => [this.names[index] ?? '', share] as const)
          .toSorted((a, b) => b[1] - a[1])
          .slice(0, 3);
      },
      (error: unknown) => {
        if (asked === this.#asked)
          this.trouble = error instanceof Error ? error.message : String(error);
      },
    );
  }
}

define('a2-draw-canvas', A2DrawCanvas);

declare global {
  interface HTMLElementTagNameMap {
    'a2-draw-canvas': A2DrawCanvas;
  }
}
