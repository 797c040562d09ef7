import { css, html, nothing, svg, type SVGTemplateResult, type TemplateResult } from 'lit';
import { DeferredElement } from '../../../ui/elements/deferred-element.ts';
import { base } from '../../../ui/styles/shared.ts';
import { disclosures } from '../../../ui/styles/disclosures.ts';
import { tables } from '../../../ui/styles/tables.ts';
import { pointOn, type Contours, type Level } from '../../theory/least-squares/contours.ts';
import type { Vector } from '../../theory/least-squares/problem.ts';
import { csvText } from '../../../formats/csv.ts';
import { counted, significant } from '../../../base/numbers.ts';
import { define } from '../../../ui/elements/define.ts';
import '../../../ui/elements/save-menu/element.ts';
import { paperOf, serialise } from '../../../ui/elements/save-menu/serialise.ts';
import { footStyles } from '../../../ui/elements/save-menu/styles.ts';

const [width, height, margin] = [440, 352, 54];
/** Space above the plot for the name of the second weight. */
const top = 24;
const tau = 2 * Math.PI;

interface Frame {
  readonly x: (value: number) => number;
  readonly y: (value: number) => number;
  readonly ranges: readonly [readonly [number, number], readonly [number, number]];
}

/**
 * @summary The path of gradient descent over the contour lines of a loss of two weights.
 *
 * @csspart drawing - the SVG
 */
export class A2Contours extends DeferredElement {
  static override styles = [
    base,
    disclosures,
    tables,
    footStyles,
    css`
      .foot {
        max-inline-size: 34rem;
      }

      .table {
        max-block-size: 18rem;
        overflow: auto;
      }

      svg.drawing {
        display: block;
        inline-size: 100%;
        max-inline-size: 34rem;
        block-size: auto;
        font-family: var(--a2-font);
      }

      .frame {
        fill: none;
        stroke: var(--a2-line-strong);
      }

      .level {
        fill: none;
        stroke: var(--a2-series-2);
        stroke-width: 1.25;
        vector-effect: non-scaling-stroke;
      }

      .path {
        fill: none;
        stroke: var(--a2-series-6);
        stroke-width: 1.5;
      }

      .point {
        fill: var(--a2-series-6);
      }

      .start {
        fill: var(--a2-raised);
        stroke: var(--a2-series-6);
        stroke-width: 2;
      }

      .goal {
        stroke: var(--a2-ink);
        stroke-width: 2;
      }

      text {
        fill: var(--a2-soft);
        font-size: 12px;
        font-variant-numeric: tabular-nums;
      }

      .mark {
        fill: var(--a2-ink);
        paint-order: stroke;
        stroke: var(--a2-paper);
        stroke-width: 4px;
      }
    `,
  ];

  static override properties = {
    contours: { attribute: false },
    path: { attribute: false },
    names: { attribute: false },
    open: { state: true },
  };

  declare contours: Contours | null;
  /** w₀, w₁, …, each of two weights. */
  declare path: readonly Vector[];
  /** Names of the two weights. */
  declare names: readonly [string, string];
  declare protected open: boolean;

  constructor() {
    super();
    this.contours = null;
    this.path = [];
    this.names = ['w₁', 'w₂'];
    this.open = false;
  }

  #svg(): string {
    const drawn = this.renderRoot.querySelector<SVGSVGElement>('svg.drawing');
    if (drawn === null) throw new Error('there is no drawing yet');
    return serialise(drawn, paperOf(this));
  }

  #csv(): string {
    return csvText([['step', ...this.names], ...this.path.map((point, step) => [step, ...point])]);
  }

  protected override render(): TemplateResult | typeof nothing {
    const { contours, path, names } = this;
    if (contours === null) return nothing;
    const frame = frameOf(contours, path);
    const [start] = path;
    const inside = path.filter((point) => within(frame, point));
    return html`
      <svg
        class="drawing"
        part="drawing"
        role="img"
        aria-label=${this.#text()}
        viewBox="0 0 ${width} ${height}"
      >
        <clipPath id="plot">
          <rect x=${margin} y=${top} width=${width - margin - 8} height=${height - margin - top} />
        </clipPath>
        <g clip-path="url(#plot)">
          ${contours.levels.map((level) => levelLine(contours, level, frame))}
          <path class="path" d=${line(path.slice(0, 400), frame)} />
          ${
            inside.length > 120
              ? nothing
              : inside.map(
                  ([a, b]) =>
                    svg`<circle class="point" cx=${frame.x(a!)} cy=${frame.y(b!)} r="2.5" />`,
                )
          }
        </g>
        ${start === undefined ? nothing : mark(frame, start, 'w₀', 'start')}
        ${goal(frame, contours)}
        <rect
          class="frame"
          x=${margin}
          y=${top}
          width=${width - margin - 8}
          height=${height - margin - top}
        />
        ${ticks(frame)}
        <text x=${(width + margin) / 2} y=${height - 8} text-anchor="middle">${names[0]}</text>
        <text x=${margin - 6} y="13" text-anchor="start">${names[1]}</text>
      </svg>
      <div class="foot">
        <details
          @toggle=${(event: Event) => {
            this.open = (event.currentTarget as HTMLDetailsElement).open;
          }}
        >
          <summary>Show as table</summary>
          ${this.open ? this.#table() : nothing}
        </details>
        <a2-save-menu
          subject="the path over the contour lines"
          experiment="T4"
          chart="path"
          .csv=${() => this.#csv()}
          .svg=${() => this.#svg()}
        ></a2-save-menu>
      </div>
    `;
  }

  #table(): TemplateResult {
    const { path, names } = this;
    return html`
      <div class="scroll table" role="region" aria-label="The path as a table" tabindex="0">
        <table>
          <caption>
            The weights after every step, ${counted(path.length - 1, 'step')}
          </caption>
          <thead>
            <tr>
              <th scope="col">Step</th>
              ${names.map((name) => html`<th scope="col">${name}</th>`)}
            </tr>
          </thead>
          <tbody>
            ${path.map(
              (point, step) =>
                html`<tr>
                  <th scope="row">${step}</th>
                  ${point.map((value) => html`<td>${significant(value, 6)}</td>`)}
                </tr>`,
            )}
          </tbody>
        </table>
      </div>
    `;
  }

  #text(): string {
    const { contours, path } = this;
    const last = path.at(-1);
    if (contours === null || last === undefined) return 'Contour lines of the loss';
    const at = (point: Vector) => `(${point.map((each) => significant(each, 3)).join(', ')})`;
    return `Contour lines of the loss around ${at(contours.centre)}, and the path of gradient descent from ${at(path[0]!)} over ${path.length - 1} steps to ${at(last)}`;
  }
}

/** Includes the start and the minimiser, wherever the path goes later. */
function frameOf({ centre }: Contours, path: readonly Vector[]): Frame {
  const first = path[0] ?? centre;
  const range = (index: 0 | 1): [number, number] => {
    const reach = Math.max(Math.abs(first[index]! - centre[index]!), spread(first, centre) * 0.45);
    return [centre[index]! - 1.35 * reach, centre[index]! + 1.35 * reach];
  };
  const ranges = [range(0), range(1)] as const;
  const scale = ([low, high]: readonly [number, number], from: number, to: number) => {
    return (value: number) => from + ((value - low) / (high - low)) * (to - from);
  };
  return {
    x: scale(ranges[0], margin, width - 8),
    y: scale(ranges[1], height - margin, top),
    ranges,
  };
}

const spread = (a: Vector, b: Vector): number => Math.hypot(a[0]! - b[0]!, a[1]! - b[1]!) || 1;

const within = ({ ranges }: Frame, point: Vector): boolean =>
  ranges.every(([low, high], index) => point[index]! >= low && point[index]! <= high);

const far = 1e4;
const bounded = (value: number): string => Math.max(-far, Math.min(far, value)).toFixed(1);

const line = (points: readonly Vector[], { x, y }: Frame): string =>
  points
    .map(([a, b], index) => `${index === 0 ? 'M' : 'L'}${bounded(x(a!))} ${bounded(y(b!))}`)
    .join('');

function levelLine(contours: Contours, level: Level, frame: Frame): SVGTemplateResult {
  const open = level.axes.findIndex((each) => each === Infinity);
  if (open === -1) {
    const points = Array.from({ length: 97 }, (_, i) => pointOn(contours, level, (i / 96) * tau));
    return svg`<path class="level" d="${line(points, frame)}Z" />`;
  }
  // Along an undetermined direction the loss does not change: two parallel lines.
  const [a, b] = frame.ranges;
  const length = 4 * Math.hypot(a[1] - a[0], b[1] - b[0]);
  const across = level.axes[open === 0 ? 1 : 0];
  const direction = contours.angle + (open === 0 ? 0 : Math.PI / 2);
  const side = (sign: number): [number, number][] =>
    [-length, length].map((along) => [
      contours.centre[0]! +
        along * Math.cos(direction) +
        sign * across * Math.cos(direction + Math.PI / 2),
      contours.centre[1]! +
        along * Math.sin(direction) +
        sign * across * Math.sin(direction + Math.PI / 2),
    ]);
  return svg`<path class="level" d="${line(side(1), frame)}${line(side(-1), frame)}" />`;
}

function mark(frame: Frame, [a, b]: Vector, text: string, kind: string): SVGTemplateResult {
  const [x, y] = [frame.x(a!), frame.y(b!)];
  return svg`<circle class=${kind} cx=${x} cy=${y} r="4.5" />
    <text class="mark" x=${x + 8} y=${y - 7}>${text}</text>`;
}

function goal(frame: Frame, { centre }: Contours): SVGTemplateResult {
  const [x, y] = [frame.x(centre[0]!), frame.y(centre[1]!)];
  return svg`<path class="goal" d="M${x - 5} ${y}H${x + 5}M${x} ${y - 5}V${y + 5}" />
    <text class="mark" x=${x + 8} y=${y + 16}>w*</text>`;
}

/** Tick labels at 10, 50 and 90 % of both axes. */
function ticks({ ranges, x, y }: Frame): SVGTemplateResult[] {
  const three = (value: number) => significant(value, 3);
  const share = ([low, high]: readonly [number, number], part: number) => low + part * (high - low);
  return [0.1, 0.5, 0.9].flatMap((part) => {
    const [a, b] = [share(ranges[0], part), share(ranges[1], part)];
    return [
      svg`<text x=${x(a)} y=${height - margin + 16} text-anchor="middle">${three(a)}</text>`,
      svg`<text x=${margin - 5} y=${y(b) + 4} text-anchor="end">${three(b)}</text>`,
    ];
  });
}

define('a2-contours', A2Contours);

declare global {
  interface HTMLElementTagNameMap {
    'a2-contours': A2Contours;
  }
}
