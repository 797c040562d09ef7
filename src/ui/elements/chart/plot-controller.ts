/**
 * Manages a chart's plot: its width, its visibility, its theme, and one redraw in a separate task
 * whenever something changed.
 */
import type { LitElement, ReactiveController } from 'lit';
import { LineChart, type ChartEvents, type ChartView } from '../../../figures/charts/line-chart.ts';
import type { ChartTheme } from '../../../figures/charts/chart-theme.ts';
import { readTheme } from '../../../figures/charts/theme.ts';
import { ThemeController } from './theme-controller.ts';

interface Drawing {
  /** What is to be drawn; null while there is nothing. */
  readonly view: (theme: ChartTheme) => ChartView | null;
  readonly events: ChartEvents;
  readonly drawn: (chart: LineChart) => void;
}

export class PlotController implements ReactiveController {
  readonly #host: LitElement;
  readonly #drawing: Drawing;
  #chart: LineChart | null = null;
  #theme: ChartTheme | null = null;
  #width = 0;
  #visible = false;
  #dirty = false;
  #task: ReturnType<typeof setTimeout> | null = null;
  #resizes: ResizeObserver | null = null;
  #sights: IntersectionObserver | null = null;

  constructor(host: LitElement, drawing: Drawing) {
    this.#host = host;
    this.#drawing = drawing;
    host.addController(this);
    new ThemeController(host, () => {
      this.#theme = null;
      this.drawSoon();
    });
  }

  /** Null until the first drawing. */
  get chart(): LineChart | null {
    return this.#chart;
  }

  /** Of the host, in CSS pixels. */
  get width(): number {
    // The observer reports one frame later, which would be visible as a jump.
    if (this.#width === 0) this.#width = this.#host.clientWidth;
    return this.#width;
  }

  hostConnected(): void {
    this.#sights = new IntersectionObserver(
      (entries) => {
        this.#visible = entries.at(-1)?.isIntersecting ?? false;
        if (this.#visible && this.#dirty) this.drawSoon();
      },
      { rootMargin: '300px' },
    );
    this.#sights.observe(this.#host);
    this.#resizes = new ResizeObserver((entries) => {
      const width = Math.floor(entries.at(-1)?.contentRect.width ?? 0);
      if (width === 0 || width === this.#width) return;
      this.#width = width;
      this.#host.requestUpdate();
    });
    this.#resizes.observe(this.#host);
  }

  hostDisconnected(): void {
    this.#sights?.disconnect();
    this.#resizes?.disconnect();
    if (this.#task !== null) clearTimeout(this.#task);
    this.#task = null;
    this.#chart?.destroy();
    this.#chart = null;
  }

  /** Several charts change at once; each redraw is a separate task, so that none is long. */
  drawSoon(): void {
    this.#task ??= setTimeout(() => {
      this.#task = null;
      this.#draw();
    });
  }

  #draw(): void {
    if (!this.#host.isConnected || this.#width === 0) return;
    this.#dirty = !this.#visible;
    if (!this.#visible) return;
    this.#theme ??= readTheme(this.#host.renderRoot as ShadowRoot);
    const view = this.#drawing.view(this.#theme);
    if (view === null) return;
    if (this.#chart === null) {
      const place = this.#host.renderRoot.querySelector<HTMLElement>('.plot');
      if (place === null) return;
      this.#chart = new LineChart(place, view, this.#drawing.events);
    } else {
      this.#chart.update(view);
    }
    this.#drawing.drawn(this.#chart);
  }
}
