import { LitElement, css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { mapSide, type LiveFrame } from '../../../protocol/live.ts';
import { base } from '../../styles/shared.ts';
import { define } from '../define.ts';
import { cssOf, paintMap, sharp, type LiveColours } from './colours.ts';

/** A unit or an input by its column and its place in it; column 0 holds the inputs. */
export interface UnitPlace {
  readonly column: number;
  readonly unit: number;
}

/** Which unit is looked at. */
export class LookEvent extends Event {
  readonly place: UnitPlace | null;

  constructor(place: UnitPlace | null) {
    super('a2-live-look', { bubbles: true, composed: true });
    this.place = place;
  }
}

/**
 * @summary The network's units as small maps in columns; the connections' colour and width show their weights.
 * Arrow keys go from unit to unit.
 *
 * @event a2-live-look - the pointer or the focus came to a unit, or left them all
 */
export class A2LiveNetwork extends LitElement {
  static override styles = [
    base,
    css`
      .net {
        position: relative;
        display: flex;
        gap: clamp(0.4rem, 2.4vw, 2.6rem);
        justify-content: space-between;
      }

      .links {
        position: absolute;
        inset: 0;
        inline-size: 100%;
        block-size: 100%;
        pointer-events: none;
      }

      .column {
        position: relative;
        display: flex;
        flex-direction: column;
        gap: 0.45rem;
        align-items: center;
        min-inline-size: 0;
      }

      .column > span {
        color: var(--a2-soft);
        font-size: var(--a2-small);
        white-space: nowrap;
      }

      .column > .units {
        display: flex;
        flex: 1;
        flex-direction: column;
        gap: 0.45rem;
        justify-content: center;
      }

      button {
        display: block;
        inline-size: clamp(26px, 3.4vw, 42px);
        padding: 0;
        aspect-ratio: 1;
        border: 1px solid var(--a2-line-strong);
        border-radius: 5px;
        background: var(--a2-raised);
        overflow: hidden;
        cursor: zoom-in;
      }

      button:hover,
      button.looked {
        border-color: var(--a2-accent);
        box-shadow: 0 0 0 1px var(--a2-accent);
      }

      .marked button {
        border-color: var(--a2-ink);
      }

      .marked > span {
        color: var(--a2-ink);
        font-weight: var(--a2-bold);
      }

      button canvas {
        display: block;
        inline-size: 100%;
        block-size: 100%;
      }
    `,
  ];

  static override properties = {
    frame: { attribute: false },
    colours: { attribute: false },
    names: { attribute: false },
    marked: { attribute: false },
    current: { state: true },
  };

  declare frame: LiveFrame | null;
  declare colours: LiveColours | null;
  declare names: readonly string[];
  /** The column that an explanation speaks of; null for none. */
  declare marked: number | null;
  /** The unit that Tab comes to. */
  declare protected current: UnitPlace;

  readonly #sizes = new ResizeObserver(() => {
    this.#places = null;
    this.#drawLinks();
  });
  /** Where the units are, [column][unit]; null after the layout changed. */
  #places: { readonly left: number; readonly right: number; readonly y: number }[][] | null = null;

  constructor() {
    super();
    this.frame = null;
    this.colours = null;
    this.names = [];
    this.marked = null;
    this.current = { column: 0, unit: 0 };
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#sizes.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#sizes.disconnect();
  }

  /** A later frame of the same network: drawn at once, without a render. */
  show(frame: LiveFrame): void {
    const before = this.frame;
    this.frame = frame;
    if (before !== null && shapeOf(before) === shapeOf(frame)) this.#draw();
  }

  protected override shouldUpdate(changed: PropertyValues<this>): boolean {
    // Frames of the same network are drawn by `show`.
    if (changed.size > 1 || !changed.has('frame')) return true;
    const before = changed.get('frame');
    return (
      before === null ||
      before === undefined ||
      this.frame === null ||
      shapeOf(before) !== shapeOf(this.frame)
    );
  }

  protected override updated(): void {
    this.#places = null;
    this.#draw();
  }

  protected override render(): TemplateResult | typeof nothing {
    const { frame } = this;
    if (frame === null) return nothing;
    const hidden = frame.parameters.slice(0, -1);
    const columns = [2, ...hidden.map(({ outputs }) => outputs)];
    return html`<div
      class="net"
      role="group"
      aria-label=${describe(frame)}
      @keydown=${this.#onKey}
      @pointerleave=${() => this.#look(null)}
      @focusout=${() => this.#look(null)}
    >
      <canvas class="links" aria-hidden="true"></canvas>
      ${columns.map(
        (size, column) =>
          html`<div class="column ${this.marked === column ? 'marked' : ''}">
            <span>${column === 0 ? 'Inputs' : `Layer ${column}`}</span>
            <div class="units">
              ${Array.from({ length: size }, (_, unit) => this.#unit({ column, unit }))}
            </div>
          </div>`,
      )}
      <div class="column ${this.marked === columns.length ? 'marked' : ''}">
        <span>Output</span>
        <div class="units">${this.#unit({ column: columns.length, unit: 0 })}</div>
      </div>
    </div>`;
  }

  #unit(place: UnitPlace): TemplateResult {
    const { column, unit } = place;
    const isCurrent = this.current.column === column && this.current.unit === unit;
    return html`<button
      type="button"
      tabindex=${isCurrent ? 0 : -1}
      data-column=${column}
      data-unit=${unit}
      aria-label=${this.nameOf(place)}
      @pointerenter=${() => this.#look(place)}
      @focus=${() => {
        this.current = place;
        this.#look(place);
      }}
      @click=${() => this.#look(place)}
    >
      <canvas width=${mapSide} height=${mapSide} aria-hidden="true"></canvas>
    </button>`;
  }

  /** "Unit 3 of layer 2". */
  nameOf({ column, unit }: UnitPlace): string {
    if (column === 0) return `Input ${this.names[unit] ?? unit + 1}`;
    if (column > (this.frame?.parameters.length ?? 0) - 1) return 'The network’s output';
    return `Unit ${unit + 1} of layer ${column}`;
  }

  #look(place: UnitPlace | null): void {
    for (const button of this.renderRoot.querySelectorAll('button')) {
      const { column, unit } = button.dataset;
      const looked = Number(column) === place?.column && Number(unit) === place.unit;
      button.classList.toggle('looked', looked);
    }
    this.dispatchEvent(new LookEvent(place));
  }

  #onKey(event: KeyboardEvent): void {
    const by = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[
      event.key
    ];
    if (by === undefined) return;
    event.preventDefault();
    const columns = [...this.renderRoot.querySelectorAll('.units')];
    const clamp = (value: number, most: number) => Math.max(0, Math.min(most, value));
    const column = clamp(this.current.column + by[0]!, columns.length - 1);
    const buttons = [...columns[column]!.querySelectorAll('button')];
    buttons[clamp(this.current.unit + by[1]!, buttons.length - 1)]?.focus();
  }

  #draw(): void {
    const { frame, colours } = this;
    if (frame === null || colours === null) return;
    const { maps } = frame;
    const inputs = inputMaps(colours);
    let at = 1;
    for (const button of this.renderRoot.querySelectorAll<HTMLElement>('button')) {
      const canvas = button.querySelector('canvas')!;
      const [column, unit] = [Number(button.dataset.column), Number(button.dataset.unit)];
      if (column === 0) paintMap(canvas, inputs, unit, mapSide);
      else if (column === frame.parameters.length) paintMap(canvas, maps, 0, mapSide);
      else paintMap(canvas, maps, at++, mapSide);
    }
    this.#drawLinks();
  }

  #measured() {
    if (this.#places !== null) return this.#places;
    const net = this.renderRoot.querySelector('.net')?.getBoundingClientRect();
    if (net === undefined) return null;
    const units = [...this.renderRoot.querySelectorAll('.units')];
    this.#places = units.map((column) =>
      [...column.querySelectorAll('button')].map((button) => {
        const box = button.getBoundingClientRect();
        return {
          left: box.left - net.left,
          right: box.right - net.left,
          y: (box.top + box.bottom) / 2 - net.top,
        };
      }),
    );
    return this.#places;
  }

  #drawLinks(): void {
    const { frame, colours } = this;
    const canvas = this.renderRoot.querySelector<HTMLCanvasElement>('.links');
    if (frame === null || colours === null || canvas === null) return;
    const places = this.#measured();
    const context = sharp(canvas);
    if (context === null || places === null) return;
    const last = frame.parameters.length - 1;
    for (const [layer, { inputs, outputs, weight }] of frame.parameters.entries()) {
      const targets = places[layer + 1] ?? [];
      for (const [unit, target] of targets.entries())
        for (const [input, source] of (places[layer] ?? []).entries()) {
          // Of the last layer, what a unit adds to the second class against the first.
          const value =
            layer === last && outputs === 2
              ? weight[inputs + input]! - weight[input]!
              : weight[unit * inputs + input]!;
          const size = Math.abs(value);
          if (!Number.isFinite(size)) continue;
          context.strokeStyle = cssOf(
            value < 0 ? colours.negative : colours.positive,
            Math.min(0.9, 0.12 + size * 0.6),
          );
          context.lineWidth = Math.min(5, 0.4 + 1.8 * size);
          const middle = (source.right + target.left) / 2;
          context.beginPath();
          context.moveTo(source.right, source.y);
          context.bezierCurveTo(middle, source.y, middle, target.y, target.left, target.y);
          context.stroke();
        }
    }
  }
}

const shapeOf = ({ parameters }: LiveFrame): string =>
  parameters.map(({ inputs, outputs }) => `${inputs}-${outputs}`).join();

const describe = ({ parameters }: LiveFrame): string => {
  const hidden = parameters.slice(0, -1).map(({ outputs }) => outputs);
  const layers = hidden.length === 0 ? 'no hidden layer' : `hidden layers of ${hidden.join(', ')}`;
  return `The network: two inputs, ${layers}, one output for two classes. Arrow keys go from unit to unit.`;
};

let painted: {
  readonly colours: LiveColours;
  readonly maps: Uint8ClampedArray<ArrayBuffer>;
} | null = null;

/** The maps of the two inputs themselves, which never change. */
function inputMaps(colours: LiveColours): Uint8ClampedArray<ArrayBuffer> {
  if (painted?.colours === colours) return painted.maps;
  const maps = new Uint8ClampedArray(2 * mapSide * mapSide * 4);
  for (let input = 0; input < 2; input++)
    for (let row = 0; row < mapSide; row++)
      for (let column = 0; column < mapSide; column++) {
        const at = ((input * mapSide + row) * mapSide + column) * 4;
        const value = input === 0 ? (2 * column + 1) / mapSide - 1 : 1 - (2 * row + 1) / mapSide;
        const end = value < 0 ? colours.negative : colours.positive;
        for (let c = 0; c < 3; c++)
          maps[at + c] = colours.zero[c]! + Math.abs(value) * (end[c]! - colours.zero[c]!);
        maps[at + 3] = 255;
      }
  painted = { colours, maps };
  return maps;
}

define('a2-live-network', A2LiveNetwork);

declare global {
  interface HTMLElementTagNameMap {
    'a2-live-network': A2LiveNetwork;
  }
}
