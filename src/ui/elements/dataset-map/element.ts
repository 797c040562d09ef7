import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { DeferredElement } from '../deferred-element.ts';
import { gridMeans, nearest, type GridCell, type Places } from '../../../data/explore/places.ts';
import { base } from '../../styles/shared.ts';
import { disclosures } from '../../styles/disclosures.ts';
import { tables } from '../../styles/tables.ts';
import { count, counted, degrees } from '../../../base/numbers.ts';
import { ThemeController } from '../chart/theme-controller.ts';
import { define } from '../define.ts';
import '../save-menu/element.ts';
import { footStyles } from '../save-menu/styles.ts';
import {
  colours,
  dotSize,
  eachDot,
  valueRange,
  type ValueRange,
} from '../../../figures/dataset-map/dots.ts';
import { cellsCsv, mapSvg } from '../../../figures/dataset-map/export.ts';
import { extentOf, project, type Projection } from '../../../figures/dataset-map/projection.ts';
import { mapStyles } from './styles.ts';

const maxHeight = 620;
/** Degrees per arrow key, and per cell of the table. */
const keyStep = 0.25;
const cellStep = 1;
/** Pixels around the pointer within which a place is found. */
const reachPixels = 16;

/**
 * @summary Places as dots, coloured by their value. Pointer or arrow keys read the nearest one; a
 * table has the means of every square degree.
 */
export class A2DatasetMap extends DeferredElement {
  static override styles = [base, disclosures, tables, mapStyles, footStyles];

  static override properties = {
    places: { attribute: false },
    label: {},
    unit: {},
    datasetName: { attribute: false },
    format: { attribute: false },
    describe: { attribute: false },
    width: { state: true },
    at: { state: true },
    open: { state: true },
  };

  declare places: Places | null;
  declare label: string;
  /** What the colour means, for example "median house value". */
  declare unit: string;
  /** First in the names of saved files. */
  declare datasetName: string;
  declare format: (value: number) => string;
  /** A place in words, by its index. */
  declare describe: (index: number) => string;
  declare protected width: number;
  /** The cursor in degrees, and the place found there. */
  declare protected at: { latitude: number; longitude: number; index: number | null } | null;
  declare protected open: boolean;

  #resizes: ResizeObserver | null = null;
  #projection: Projection | null = null;
  #cells: GridCell[] | null = null;
  #range: ValueRange = [0, 1];
  #drawn = '';

  constructor() {
    super();
    this.places = null;
    this.label = 'Map';
    this.unit = 'value';
    this.datasetName = '';
    this.format = String;
    this.describe = String;
    this.width = 0;
    this.at = null;
    this.open = false;
    new ThemeController(this, () => {
      this.#drawn = '';
      this.requestUpdate();
    });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#drawn = '';
    this.#resizes = new ResizeObserver((entries) => {
      this.width = Math.floor(entries.at(-1)?.contentRect.width ?? 0);
    });
    this.#resizes.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resizes?.disconnect();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const { places } = this;
    if (places === null) return;
    if (changed.has('places')) {
      this.#cells = null;
      this.at = null;
      this.#drawn = '';
      this.#range = valueRange(places);
    }
    const width = this.width === 0 ? this.clientWidth || 640 : this.width;
    this.#projection = project(extentOf(places), Math.min(width, 720), maxHeight);
  }

  protected override updated(): void {
    this.renderRoot.querySelectorAll<HTMLElement>('.ramp span').forEach((each, step) => {
      each.style.setProperty('background-color', colours[step] ?? '');
    });
    this.#draw();
    this.#mark();
  }

  #draw(): void {
    const canvas = this.renderRoot.querySelector('canvas');
    const [projection, places] = [this.#projection, this.places];
    if (canvas === null || projection === null || places === null) return;
    const density = Math.min(2, devicePixelRatio || 1);
    const size = `${projection.width} ${projection.height} ${density}`;
    if (size === this.#drawn) return;
    this.#drawn = size;
    canvas.width = Math.round(projection.width * density);
    canvas.height = Math.round(projection.height * density);
    canvas.style.setProperty('aspect-ratio', `${canvas.width} / ${canvas.height}`);
    canvas.style.setProperty('inline-size', `${Math.round(projection.width)}px`);
    const context = canvas.getContext('2d');
    if (context === null) return;
    context.scale(density, density);
    const dot = dotSize(projection.width);
    eachDot(places, projection, this.#range, (x, y, step) => {
      context.fillStyle = colours[step] ?? '';
      context.fillRect(x - dot / 2, y - dot / 2, dot, dot);
    });
  }

  /** Moves the ring to the cursor. */
  #mark(): void {
    const ring = this.renderRoot.querySelector<HTMLElement>('.ring');
    const [projection, places, at] = [this.#projection, this.places, this.at];
    if (ring === null || projection === null || places === null) return;
    ring.hidden = at === null;
    if (at === null) return;
    const longitude = at.index === null ? at.longitude : places.longitudes[at.index]!;
    const latitude = at.index === null ? at.latitude : places.latitudes[at.index]!;
    ring.style.setProperty('left', `${(projection.x(longitude) / projection.width) * 100}%`);
    ring.style.setProperty('top', `${(projection.y(latitude) / projection.height) * 100}%`);
  }

  #read(latitude: number, longitude: number): void {
    const [projection, places] = [this.#projection, this.places];
    if (projection === null || places === null) return;
    const reach = Math.max(reachPixels / projection.scale, keyStep / 2);
    this.at = { latitude, longitude, index: nearest(places, latitude, longitude, reach) };
  }

  #onMove(event: PointerEvent): void {
    const projection = this.#projection;
    if (projection === null) return;
    const box = (event.currentTarget as HTMLElement).getBoundingClientRect();
    const scale = projection.width / box.width;
    this.#read(
      projection.latitude((event.clientY - box.top) * scale),
      projection.longitude((event.clientX - box.left) * scale),
    );
  }

  #onKey(event: KeyboardEvent): void {
    if (this.places === null) return;
    if (event.key === 'Escape') {
      this.at = null;
      return;
    }
    const moves: Readonly<Record<string, readonly [number, number]>> = {
      ArrowUp: [keyStep, 0],
      ArrowDown: [-keyStep, 0],
      ArrowLeft: [0, -keyStep],
      ArrowRight: [0, keyStep],
    };
    const move = moves[event.key];
    if (move === undefined) return;
    event.preventDefault();
    const { north, south, west, east } = extentOf(this.places);
    const from = this.at ?? { latitude: (north + south) / 2, longitude: (west + east) / 2 };
    const within = (value: number, a: number, b: number) => Math.min(b, Math.max(a, value));
    this.#read(
      within(from.latitude + move[0], south, north),
      within(from.longitude + move[1], west, east),
    );
  }

  #reading(): string {
    const { at } = this;
    if (at === null) return 'Point at a place, or move with the arrow keys.';
    if (at.index !== null) return this.describe(at.index);
    return `${degrees(at.latitude, 'N', 'S')}, ${degrees(at.longitude, 'E', 'W')}: no place here`;
  }

  protected override render(): TemplateResult | typeof nothing {
    const { places } = this;
    if (places === null) return nothing;
    const [low, high] = this.#range;
    return html`
      <figure aria-label=${this.label}>
        <div class="legend small">
          <span>${this.unit}: ${this.format(low)}</span>
          <span class="ramp" aria-hidden="true">${colours.map(() => html`<span></span>`)}</span>
          <span>${this.format(high)}</span>
        </div>
        <div
          class="map"
          role="application"
          aria-roledescription="map"
          aria-label="${this.label}: read with the arrow keys"
          aria-describedby="reading"
          tabindex="0"
          @pointermove=${this.#onMove}
          @pointerdown=${this.#onMove}
          @pointerleave=${() => (this.at = null)}
          @keydown=${this.#onKey}
          @blur=${() => (this.at = null)}
        >
          <canvas></canvas>
          <span class="ring" hidden></span>
        </div>
        <p class="reading small" id="reading" role="status">${this.#reading()}</p>
        <div class="foot">
          <details
            @toggle=${(event: Event) => {
              this.open = (event.currentTarget as HTMLDetailsElement).open;
            }}
          >
            <summary>Show as table</summary>
            ${this.open ? this.#table(places) : nothing}
          </details>
          <a2-save-menu
            .subject=${this.label}
            .experiment=${this.datasetName}
            chart="map"
            .csv=${() => cellsCsv(this.#cellsOf(places), cellStep, this.unit)}
            .svg=${() => mapSvg(places, { label: this.label, unit: this.unit, format: this.format, range: this.#range })}
          ></a2-save-menu>
        </div>
      </figure>
    `;
  }

  #cellsOf(places: Places): readonly GridCell[] {
    this.#cells ??= gridMeans(places, cellStep);
    return this.#cells;
  }

  #table(places: Places): TemplateResult {
    const cells = this.#cellsOf(places);
    return html`
      <div class="scroll" role="region" aria-label="${this.label} as a table" tabindex="0">
        <table>
          <caption>
            Means over ${counted(cells.length, 'square degree')} that contain a place
          </caption>
          <thead>
            <tr>
              <th scope="col" class="start">Latitude</th>
              <th scope="col" class="start">Longitude</th>
              <th scope="col">Places</th>
              <th scope="col">Mean ${this.unit}</th>
            </tr>
          </thead>
          <tbody>
            ${cells.map(
              ({ latitude, longitude, count: many, mean }) =>
                html`<tr>
                  <th scope="row" class="start">${between(latitude, 'N', 'S')}</th>
                  <td class="start">${between(longitude, 'E', 'W')}</td>
                  <td>${count(many)}</td>
                  <td>${this.format(mean)}</td>
                </tr>`,
            )}
          </tbody>
        </table>
      </div>
    `;
  }
}

/** "37 … 38° N". */
const between = (from: number, positive: string, negative: string): string => {
  const ends = [Math.abs(from), Math.abs(from + cellStep)].toSorted((a, b) => a - b);
  return `${ends.join(' … ')}° ${from < 0 ? negative : positive}`;
};

define('a2-dataset-map', A2DatasetMap);

declare global {
  interface HTMLElementTagNameMap {
    'a2-dataset-map': A2DatasetMap;
  }
}
