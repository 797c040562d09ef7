import { LitElement, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import {
  countsText,
  farthest,
  leastOfClass,
  mostPoints,
  nearestPoint,
  placed,
  pointClasses,
  PointsHistory,
  wantedText,
  type OwnPoint,
} from '../../../lab/live/own-points.ts';
import { mapSide, type LiveFrame, type LiveStart } from '../../../protocol/live.ts';
import { base, buttons } from '../../styles/shared.ts';
import { define } from '../define.ts';
import { icon } from '../icons.ts';
import '../notice/element.ts';
import { cssOf, paintMap, sharp, type LiveColours } from './colours.ts';
import { pointsStyles } from './points-styles.ts';

/** What a press on the plane does: a point of a class, or away with the nearest. */
type Tool = 0 | 1 | 'remove';

/** The points were changed. */
export class PointsEvent extends Event {
  readonly points: readonly OwnPoint[];

  constructor(points: readonly OwnPoint[]) {
    super('a2-live-points', { bubbles: true, composed: true });
    this.points = points;
  }
}

/** Points of a dataset that can be copied. */
export interface PointsOffer {
  readonly name: string;
  readonly points: readonly OwnPoint[];
}

/** Of the plane, from its middle to its edge; points farther out widen it. */
const usualReach = 1.5;
/** CSS pixels within which a press means a point. */
const pressReach = 22;

/**
 * @summary Points of one's own: put, removed and undone on the plane, by pointer or with a cursor of the arrow keys,
 * over what the network says meanwhile.
 *
 * @event a2-live-points - the points were changed
 * @event a2-live-done - the reader wants to watch
 */
export class A2LivePoints extends LitElement {
  static override styles = [base, buttons, pointsStyles];

  static override properties = {
    given: { attribute: false },
    offer: { attribute: false },
    tool: { state: true },
    cursor: { state: true },
    said: { state: true },
  };

  /** The points to begin with; later changes are the element's own. */
  declare given: readonly OwnPoint[];
  declare offer: PointsOffer | null;
  declare protected tool: Tool;
  declare protected cursor: readonly [number, number];
  /** What was done last, for those who do not see it. */
  declare protected said: string;

  start: LiveStart | null = null;
  colours: LiveColours | null = null;
  #frame: LiveFrame | null = null;
  #map = 0;
  #history = new PointsHistory();
  #reach = usualReach;
  #focused = false;
  readonly #painted = document.createElement('canvas');
  readonly #sizes = new ResizeObserver(() => this.draw());

  constructor() {
    super();
    this.given = [];
    this.offer = null;
    this.tool = 0;
    this.cursor = [0, 0];
    this.said = '';
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#sizes.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#sizes.disconnect();
  }

  get points(): readonly OwnPoint[] {
    return this.#history.points;
  }

  /** @param map of the frame: 0 for the output, then the hidden units */
  show(frame: LiveFrame | null, map: number): void {
    this.#frame = frame;
    this.#map = map;
    this.draw();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('given')) return;
    this.#history = new PointsHistory(this.given);
    this.#reach = reachOf(this.given, usualReach);
  }

  protected override updated(): void {
    this.draw();
  }

  #set(points: readonly OwnPoint[], said: string): void {
    this.#history.set(points);
    this.#changed(said);
  }

  #changed(said: string): void {
    this.#reach = reachOf(this.points, this.#reach);
    this.said = `${said} ${countsText(this.points)}.`;
    this.requestUpdate();
    this.dispatchEvent(new PointsEvent(this.points));
  }

  #put(x: number, y: number, label: 0 | 1): void {
    if (this.points.length >= mostPoints) {
      this.said = `There are ${mostPoints} points, and no more fit. Remove some first.`;
      return;
    }
    this.#set([...this.points, { x, y, label }], `Put a ${pointClasses[label]!} point.`);
  }

  #remove(x: number, y: number, within: number): void {
    const index = nearestPoint(this.points, x, y, within);
    if (index === null) {
      this.said = 'There is no point here to remove.';
      return;
    }
    const { label } = this.points[index]!;
    this.#set(this.points.toSpliced(index, 1), `Removed a ${pointClasses[label]!} point.`);
  }

  #undo(): void {
    if (!this.#history.canUndo) return;
    this.#history.undo();
    this.#changed('Undone.');
  }

  #redo(): void {
    if (!this.#history.canRedo) return;
    this.#history.redo();
    this.#changed('Done again.');
  }

  #onClick(event: MouseEvent): void {
    const canvas = event.currentTarget as HTMLCanvasElement;
    const size = canvas.clientWidth;
    const scale = (2 * this.#reach) / size;
    const x = placed(event.offsetX * scale - this.#reach);
    const y = placed(this.#reach - event.offsetY * scale);
    this.cursor = [x, y];
    if (this.tool === 'remove') this.#remove(x, y, pressReach * scale);
    else this.#put(x, y, this.tool);
  }

  #onKey(event: KeyboardEvent): void {
    if (!this.#pressed(event)) return;
    event.preventDefault();
    // The lab's own keys mean something else.
    event.stopPropagation();
  }

  /** Whether the key means something here. */
  #pressed({ key, shiftKey, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
    const [x, y] = this.cursor;
    const letter = key.toLowerCase();
    if ((ctrlKey || metaKey) && !altKey && (letter === 'z' || letter === 'y')) {
      if (letter === 'y' || shiftKey) this.#redo();
      else this.#undo();
      return true;
    }
    if (ctrlKey || metaKey || altKey) return false;
    const by = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[key];
    if (by !== undefined) {
      const step = this.#reach / (shiftKey ? 100 : 20);
      const inside = (value: number) =>
        placed(Math.max(-this.#reach, Math.min(this.#reach, value)));
      this.cursor = [inside(x + by[0]! * step), inside(y + by[1]! * step)];
      this.said = `x ${this.cursor[0].toFixed(2)}, y ${this.cursor[1].toFixed(2)}`;
      return true;
    }
    if (key === ' ' || key === 'Enter') {
      if (this.tool === 'remove') this.#remove(x, y, Infinity);
      else this.#put(x, y, this.tool);
    } else if (key === 'Delete' || key === 'Backspace') this.#remove(x, y, Infinity);
    else if (letter === 'c') {
      this.tool = this.tool === 0 ? 1 : 0;
      this.said = `Now ${pointClasses[this.tool]!}.`;
    } else return false;
    return true;
  }

  #focus(on: boolean): void {
    this.#focused = on;
    this.draw();
  }

  draw(): void {
    const { colours } = this;
    const canvas = this.renderRoot.querySelector('canvas');
    if (canvas === null || colours === null) return;
    const context = sharp(canvas);
    if (context === null) return;
    const size = canvas.clientWidth;
    this.#drawMap(context, size);
    const at = (value: number): number => ((value / this.#reach + 1) / 2) * size;
    const radius = Math.max(2.5, size / 90);
    for (const { x, y, label } of this.points) {
      context.beginPath();
      context.arc(at(x), at(-y), radius, 0, 2 * Math.PI);
      context.fillStyle = cssOf(label === 0 ? colours.negative : colours.positive);
      context.strokeStyle = colours.paper;
      context.lineWidth = 1;
      context.fill();
      context.stroke();
    }
    if (!this.#focused) return;
    const [x, y] = [at(this.cursor[0]), at(-this.cursor[1])];
    context.strokeStyle = colours.ink;
    context.lineWidth = 1.5;
    context.beginPath();
    for (const [dx, dy] of [
      [1, 0],
      [-1, 0],
      [0, 1],
      [0, -1],
    ] as const) {
      context.moveTo(x + dx * radius, y + dy * radius);
      context.lineTo(x + dx * radius * 3, y + dy * radius * 3);
    }
    context.stroke();
  }

  /** Where the network's map lies in the points' own units: it is a square of standardised inputs. */
  #drawMap(context: CanvasRenderingContext2D, size: number): void {
    const { start } = this;
    if (start === null || this.#frame === null) return;
    paintMap(this.#painted, this.#frame.maps, this.#map, mapSide);
    const [meanX = 0, meanY = 0] = start.mean;
    const [byX = 1, byY = 1] = start.deviation;
    const scale = size / (2 * this.#reach);
    const [halfX, halfY] = [start.extent * byX * scale, start.extent * byY * scale];
    const [x, y] = [size / 2 + meanX * scale, size / 2 - meanY * scale];
    context.imageSmoothingEnabled = true;
    context.drawImage(this.#painted, x - halfX, y - halfY, 2 * halfX, 2 * halfY);
  }

  protected override render(): TemplateResult {
    const wanted = wantedText(this.points);
    const { offer } = this;
    return html`<div class="editor">
      ${this.#tools()}
      <canvas
        role="application"
        tabindex="0"
        aria-label="The plane of your own points: ${countsText(this.points)}."
        aria-describedby="keys"
        @click=${this.#onClick}
        @keydown=${this.#onKey}
        @focus=${() => this.#focus(true)}
        @blur=${() => this.#focus(false)}
      ></canvas>
      <p class="small">
        <span class="numbers">${countsText(this.points)}.</span>
        ${wanted === '' ? 'Behind them, what the network says of the plane around them.' : nothing}
        <span class="visually-hidden" role="status">${this.said}</span>
      </p>
      ${wanted === '' ? nothing : html`<a2-notice kind="info">${wanted}</a2-notice>`}
      <div class="bar">
        <button type="button" ?disabled=${!this.#history.canUndo} @click=${() => this.#undo()}>
          Undo
        </button>
        <button type="button" ?disabled=${!this.#history.canRedo} @click=${() => this.#redo()}>
          Redo
        </button>
        <button
          type="button"
          ?disabled=${this.points.length === 0}
          @click=${() => this.#set([], 'Removed all points.')}
        >
          Clear
        </button>
        ${
          offer === null
            ? nothing
            : html`<button
                type="button"
                @click=${() => this.#set(offer.points, `Copied the points of ${offer.name}.`)}
              >
                ${icon('plus')} Copy the ${offer.points.length} points of ${offer.name}
              </button>`
        }
        <button
          type="button"
          class="primary"
          ?disabled=${wanted !== ''}
          @click=${() => this.dispatchEvent(new Event('a2-live-done'))}
        >
          Done
        </button>
      </div>
      <p class="small soft" id="keys">
        Press the plane to put a point. With the keyboard: arrow keys move the cross (with Shift
        finer), Space or Enter puts a point, C changes the class, Delete removes the nearest point,
        Ctrl+Z undoes. At least ${leastOfClass} points of each class, at most ${mostPoints} in all.
      </p>
    </div>`;
  }

  #tools(): TemplateResult {
    const tools: readonly (readonly [Tool, string])[] = [
      [0, pointClasses[0]!],
      [1, pointClasses[1]!],
      ['remove', 'remove'],
    ];
    return html`<fieldset>
      <legend class="small soft">A press on the plane</legend>
      ${tools.map(
        ([tool, text]) =>
          html`<label class="tool"
            ><input
              type="radio"
              name="tool"
              .checked=${this.tool === tool}
              @change=${() => (this.tool = tool)}
            />
            ${
              tool === 'remove'
                ? 'removes a point'
                : html`<span class="swatch ${tool === 0 ? 'first' : 'second'}"></span> puts ${text}`
            }</label
          >`,
      )}
    </fieldset>`;
  }
}

/** Wide enough for all points, and never narrower than it was: nothing moves under the pointer. */
const reachOf = (points: readonly OwnPoint[], least: number): number => {
  const most = points.reduce((far, { x, y }) => Math.max(far, Math.abs(x), Math.abs(y)), 0);
  if (most <= least) return least;
  return Math.min(farthest, Math.ceil(most * 2.1) / 2);
};

define('a2-live-points', A2LivePoints);

declare global {
  interface HTMLElementTagNameMap {
    'a2-live-points': A2LivePoints;
  }
}
