import { css, html, svg, type PropertyValues, type TemplateResult } from 'lit';
import { DeferredElement } from '../deferred-element.ts';
import { base, buttons } from '../../styles/shared.ts';
import { counted, percent } from '../../../base/numbers.ts';
import { define } from '../define.ts';
import type { JudgedImages } from '../../../lab/judge/types.ts';
import { paint } from './paint.ts';

export interface ImageFilter {
  readonly show: 'all' | 'mistakes' | 'confident';
  /** −1 takes all classes. */
  readonly truth: number;
  readonly predicted: number;
}

const perPage = 24;
const side = 28;

/**
 * The images that pass the filter, in the order of the test part; the most confident mistakes are
 * sorted by the model's confidence, highest first.
 */
export function filtered(images: JudgedImages, filter: ImageFilter): number[] {
  const { truths, predicted, probabilities, names } = images;
  const sure = (row: number) => probabilities[row * names.length + predicted[row]!]!;
  const rows = Array.from({ length: truths.length }, (_, row) => row).filter(
    (row) =>
      (filter.show === 'all' || truths[row] !== predicted[row]) &&
      (filter.truth < 0 || truths[row] === filter.truth) &&
      (filter.predicted < 0 || predicted[row] === filter.predicted),
  );
  return filter.show === 'confident' ? rows.sort((a, b) => sure(b) - sure(a)) : rows;
}

/** @summary Pages of test images, each with its true class and the prediction. */
export class A2ImageBrowser extends DeferredElement {
  static override styles = [
    base,
    buttons,
    css`
      .bar {
        display: flex;
        flex-wrap: wrap;
        gap: 0.5rem 1rem;
        align-items: end;
        margin-block-end: 0.75rem;
      }

      label {
        display: grid;
        font-size: var(--a2-small);
        color: var(--a2-soft);
      }

      select {
        min-block-size: 2.125rem;
        border: 1px solid var(--a2-line-strong);
        border-radius: var(--a2-radius);
        background: var(--a2-raised);
        color: var(--a2-ink);
        font: inherit;
      }

      ul {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(8.5rem, 1fr));
        gap: 0.75rem;
      }

      li {
        font-size: var(--a2-small);
        line-height: 1.35;
      }

      canvas {
        inline-size: 5.25rem;
        block-size: 5.25rem;
        image-rendering: pixelated;
      }

      .picture {
        display: flex;
        gap: 0.4rem;
        align-items: end;
      }

      .bars {
        inline-size: 2.5rem;
        block-size: 5.25rem;
        fill: var(--a2-soft);
      }

      .bars .first {
        fill: var(--a2-accent);
      }

      .wrong {
        color: var(--a2-bad);
        font-weight: var(--a2-bold);
      }
    `,
  ];

  static override properties = {
    images: { attribute: false },
    filter: { attribute: false },
    page: { state: true },
  };

  declare images: JudgedImages | null;
  declare filter: ImageFilter;
  declare protected page: number;
  #rows: number[] = [];

  constructor() {
    super();
    this.images = null;
    this.filter = { show: 'confident', truth: -1, predicted: -1 };
    this.page = 0;
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (!changed.has('images') && !changed.has('filter')) return;
    this.#rows = this.images === null ? [] : filtered(this.images, this.filter);
    this.page = 0;
  }

  protected override render(): TemplateResult {
    const { images } = this;
    if (images === null) return html``;
    const pages = Math.max(1, Math.ceil(this.#rows.length / perPage));
    return html`
      <div class="bar">
        <label>
          Show
          <select @change=${(event: Event) => this.#set('show', event)}>
            ${(
              [
                ['confident', 'most confident mistakes'],
                ['mistakes', 'all mistakes'],
                ['all', 'all images'],
              ] as const
            ).map(
              ([value, text]) =>
                html`<option value=${value} .selected=${this.filter.show === value}>
                  ${text}
                </option>`,
            )}
          </select>
        </label>
        ${this.#classes('truth', 'True class')} ${this.#classes('predicted', 'Predicted class')}
        <button type="button" ?disabled=${this.page === 0} @click=${() => (this.page -= 1)}>
          Previous
        </button>
        <button type="button" ?disabled=${this.page >= pages - 1} @click=${() => (this.page += 1)}>
          Next
        </button>
        <span class="small soft" role="status">
          ${counted(this.#rows.length, 'image')}, page ${this.page + 1} of ${pages}
        </span>
      </div>
      <ul>
        ${this.#shown.map((row) => this.#tile(images, row))}
      </ul>
    `;
  }

  protected override updated(): void {
    const { images } = this;
    if (images === null) return;
    const canvases = this.renderRoot.querySelectorAll('canvas');
    this.#shown.forEach((row, at) => {
      const canvas = canvases[at];
      if (canvas !== undefined) paint(canvas, images.pixels, row * side * side);
    });
  }

  get #shown(): number[] {
    return this.#rows.slice(this.page * perPage, (this.page + 1) * perPage);
  }

  #tile({ truths, predicted, probabilities, names }: JudgedImages, row: number): TemplateResult {
    const truth = names[truths[row]!] ?? '';
    const said = predicted[row]!;
    const own = probabilities.subarray(row * names.length, (row + 1) * names.length);
    const all = names.map((name, index) => `${name} ${percent(own[index]!)}`).join(', ');
    return html`<li>
      <div class="picture">
        <canvas width=${side} height=${side} role="img" aria-label="test image ${row}"></canvas>
        <svg class="bars" viewBox="0 0 30 100" role="img" aria-label=${all}>
          ${names.map(
            (_, index) => svg`<rect
            class=${index === said ? 'first' : ''}
            x="0"
            y=${index * 10 + 1}
            width=${Math.max(0.5, 30 * own[index]!)}
            height="8"
          ></rect>`,
          )}
        </svg>
      </div>
      <p class=${said === truths[row] ? '' : 'wrong'}>
        Predicted: ${names[said] ?? ''}, ${percent(own[said]!)}
      </p>
      <p>True: ${truth}</p>
    </li>`;
  }

  #classes(key: 'truth' | 'predicted', label: string): TemplateResult {
    const names = this.images?.names ?? [];
    return html`<label>
      ${label}
      <select @change=${(event: Event) => this.#set(key, event)}>
        <option value="-1" .selected=${this.filter[key] < 0}>any</option>
        ${names.map(
          (name, index) =>
            html`<option value=${index} .selected=${this.filter[key] === index}>${name}</option>`,
        )}
      </select>
    </label>`;
  }

  #set(key: keyof ImageFilter, event: Event): void {
    const { value } = event.target as HTMLSelectElement;
    this.filter = { ...this.filter, [key]: key === 'show' ? value : Number(value) };
  }
}

define('a2-image-browser', A2ImageBrowser);

declare global {
  interface HTMLElementTagNameMap {
    'a2-image-browser': A2ImageBrowser;
  }
}
