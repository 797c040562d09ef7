/**
 * Lines over a common x, drawn by uPlot. The only file that holds a plot: it is made once for a
 * set of lines and from then on only given new columns, a new size, theme, scale or cursor.
 */
import uPlot from 'uplot';
import {
  drawBand,
  drawAxisExits,
  drawMarkers,
  drawReferenceNames,
  drawReferences,
  drawZeroBand,
} from './drawing.ts';
import {
  lastIndex,
  mainLine,
  valueAt,
  type ChartGroup,
  type ChartLine,
  type ChartModel,
  type ChartSpec,
} from './model.ts';
import type { ScaleKind } from './model.ts';
import { positionOf, spanOf, toScale, type AxisRange } from './scale.ts';
import type { ChartTheme } from './chart-theme.ts';
import { strokeOf } from './strokes.ts';
import { padding, xAxis, yAxis, type LiveChart } from './uplot-options.ts';

export interface ChartView {
  /** Its `xRange` is what is in sight. */
  readonly spec: ChartSpec;
  readonly model: ChartModel;
  readonly kind: ScaleKind;
  /** The y axis; lines that leave it are cut off and marked. */
  readonly range: AxisRange;
  /** Whether dragging over the plot chooses a part of x. */
  readonly zoomable: boolean;
  /** Ids of groups that are not drawn. */
  readonly hidden: ReadonlySet<string>;
  /** The group that is set off; left out or null, none is. */
  readonly highlighted?: string | null;
  readonly theme: ChartTheme;
  readonly width: number;
  readonly height: number;
}

export interface ChartEvents {
  /** The index of x under the pointer; null when it leaves. */
  readonly onCursor: (index: number | null) => void;
  /** A part of x was dragged over. */
  readonly onSelect?: (from: number, to: number) => void;
}

/** A drag of fewer CSS pixels is a press. */
const minDrag = 8;

/** Lines of the same structure keep their plot. */
const structureOf = ({ spec, model, zoomable }: ChartView): string =>
  [spec.id, spec.xLabel, zoomable, ...model.lines.map((line) => `${line.group} ${line.name}`)].join(
    '|',
  );

export class LineChart implements LiveChart {
  readonly #host: HTMLElement;
  readonly #events: ChartEvents;
  #view: ChartView;
  #structure: string;
  #plot: uPlot;
  /** Our own cursor moves must not come back as the pointer's. */
  #moving = false;

  constructor(host: HTMLElement, view: ChartView, events: ChartEvents) {
    this.#host = host;
    this.#events = events;
    this.#view = view;
    this.#structure = structureOf(view);
    this.#plot = this.#create();
  }

  get spec(): ChartSpec {
    return this.#view.spec;
  }

  get theme(): ChartTheme {
    return this.#view.theme;
  }

  get kind(): ScaleKind {
    return this.#view.kind;
  }

  get range(): AxisRange {
    return this.#view.range;
  }

  groupIndex(id: string): number {
    return this.#view.model.groups.findIndex((group) => group.id === id);
  }

  /** Draws `view`; cheap where little of it is new. */
  update(view: ChartView): void {
    const before = this.#view;
    this.#view = view;
    const structure = structureOf(view);
    if (structure !== this.#structure || view.theme.font !== before.theme.font) {
      this.#structure = structure;
      this.#plot.destroy();
      this.#plot = this.#create();
      return;
    }
    if (view.width !== before.width || view.height !== before.height) {
      this.#plot.setSize({ width: view.width, height: view.height });
    }
    if (view.hidden !== before.hidden) this.#applyHidden();
    this.#applyHighlight();
    this.#plot.setData(columns(view));
    if (view.theme !== before.theme) this.#plot.redraw(true, true);
  }

  /** Shows the reading line at an index of x, or takes it away. */
  setCursor(index: number | null): void {
    const x = index === null ? undefined : this.#view.model.x[index];
    this.#moving = true;
    const left = x === undefined ? -10 : this.#plot.valToPos(x, 'x');
    this.#plot.setCursor({ left, top: x === undefined ? -10 : 1 });
    this.#moving = false;
  }

  /** Where the lines of each shown group end, in CSS pixels from the top of the chart. */
  ends(): Map<string, number> {
    const found = new Map<string, number>();
    const { model, kind, hidden, range } = this.#view;
    const end = lastIndex(model.lines);
    if (end < 0) return found;
    for (const group of model.groups) {
      if (hidden.has(group.id)) continue;
      const line = mainLine(model, group.id);
      const value = line === undefined ? null : valueAt(line, end);
      if (value === null) continue;
      const at = positionOf(kind, range, value) ?? range.min;
      const inside = Math.min(range.max, Math.max(range.min, at));
      found.set(group.id, padding.top + this.#plot.valToPos(inside, 'y'));
    }
    return found;
  }

  destroy(): void {
    this.#plot.destroy();
  }

  #create(): uPlot {
    const { spec, model, width, height, zoomable } = this.#view;
    const live = () => this;
    const options: uPlot.Options = {
      width,
      height,
      padding: [padding.top, padding.right, 0, 0],
      legend: { show: false },
      cursor: {
        y: false,
        drag: { x: zoomable, y: false, setScale: false },
        ...(spec.markers ? { points: { size: 10, width: 2 } } : { points: { show: false } }),
        move: (plot, left, top) => [snapped(plot, left), top],
      },
      scales: {
        x: { time: false, range: () => [...spanOf(this.#view.spec.xRange)] },
        y: { range: () => [this.range.min, this.range.max] },
      },
      axes: [xAxis(live), yAxis(live)],
      series: [{}, ...model.lines.map((line, index) => this.#series(line, index))],
      hooks: {
        drawAxes: [
          (plot) => {
            drawZeroBand(plot, this);
            drawReferences(plot, this);
            this.#eachShown((line, group) => drawBand(plot, this, line, group, this.#view.model.x));
          },
        ],
        drawSeries: [
          (plot, series) => {
            const line = this.#view.model.lines[series - 1];
            const group = line === undefined ? undefined : this.#groupOf(line);
            if (line === undefined || group === undefined || this.#view.hidden.has(group.id))
              return;
            plot.ctx.save();
            plot.ctx.globalAlpha = this.#alpha(line);
            if (this.#view.spec.markers) drawMarkers(plot, this, line, group, this.#view.model.x);
            drawAxisExits(plot, this, line, group, this.#view.model.x);
            plot.ctx.restore();
          },
        ],
        draw: [(plot) => drawReferenceNames(plot, this)],
        setSelect: [
          (plot) => {
            const { left, width: wide } = plot.select;
            // Emptying it below comes here again.
            if (wide === 0) return;
            plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
            if (wide < minDrag) return;
            this.#events.onSelect?.(plot.posToVal(left, 'x'), plot.posToVal(left + wide, 'x'));
          },
        ],
        setCursor: [
          (plot) => {
            // Until a pointer has come, this is uPlot setting up its cursor.
            if (this.#moving || !plot.cursor.event) return;
            this.#events.onCursor(plot.cursor.idx ?? null);
          },
        ],
      },
    };
    return new uPlot(options, columns(this.#view), this.#host);
  }

  #groupOf(line: ChartLine): ChartGroup | undefined {
    return this.#view.model.groups.find((each) => each.id === line.group);
  }

  #eachShown(draw: (line: ChartLine, group: ChartGroup) => void): void {
    for (const line of this.#view.model.lines) {
      const group = this.#groupOf(line);
      if (group !== undefined && !this.#view.hidden.has(group.id)) draw(line, group);
    }
  }

  #series(line: ChartLine, index: number): uPlot.Series {
    const group = this.#groupOf(line);
    const stroke = strokeOf(line);
    return {
      label: `${group?.label ?? line.group} ${line.name}`,
      scale: 'y',
      auto: false,
      show: !this.#view.hidden.has(line.group),
      stroke: () => {
        const own = this.#view.model.lines[index]?.group;
        const style = this.#view.model.groups.find((each) => each.id === own)?.style;
        return this.theme.series[style?.colour ?? 0];
      },
      width: stroke.width,
      alpha: this.#alpha(line),
      spanGaps: line.sparse === true,
      ...(stroke.dash.length === 0 ? {} : { dash: [...stroke.dash] }),
      points: { show: false },
    };
  }

  /** Faint lines are pale, and so is whatever is not set off while something is. */
  #alpha(line: ChartLine): number {
    const { highlighted, model } = this.#view;
    const { opacity } = strokeOf(line);
    const known = model.groups.some(({ id }) => id === highlighted);
    return known && line.group !== highlighted ? opacity * 0.16 : opacity;
  }

  #applyHighlight(): void {
    this.#view.model.lines.forEach((line, index) => {
      const series = this.#plot.series[index + 1];
      if (series !== undefined) series.alpha = this.#alpha(line);
    });
  }

  #applyHidden(): void {
    this.#view.model.lines.forEach((line, index) => {
      const show = !this.#view.hidden.has(line.group);
      if (this.#plot.series[index + 1]?.show !== show) {
        this.#plot.setSeries(index + 1, { show }, false);
      }
    });
  }
}

function columns({ model, kind }: ChartView): uPlot.AlignedData {
  const x = [...model.x];
  return [x, ...model.lines.map(({ values }) => values.map((value) => toScale(kind, value)))];
}

/** The reading line stands where there is data, not between. */
function snapped(plot: uPlot, left: number): number {
  const x = left < 0 ? undefined : plot.data[0][plot.posToIdx(left)];
  return x === undefined ? left : plot.valToPos(x, 'x');
}
