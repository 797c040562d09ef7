/** How lines and what is on them are drawn, on the page as in files. Lengths are CSS pixels. */
import type { ChartLine } from './model.ts';

export interface Stroke {
  readonly width: number;
  readonly opacity: number;
  /** Lengths of dashes and gaps; empty for a solid line. */
  readonly dash: readonly number[];
}

export const strokeOf = ({
  dashed,
  dotted = false,
  faint = false,
}: Pick<ChartLine, 'dashed' | 'dotted' | 'faint'>): Stroke => ({
  width: faint ? 1 : 2,
  opacity: faint ? 0.45 : 1,
  dash: dotted ? [1.5, 3.5] : dashed ? [6, 4] : [],
});

/** As SVG's attributes; what is SVG's default is left out. */
export const strokeAttributes = ({ width, opacity, dash }: Stroke) => ({
  'stroke-width': width,
  'stroke-opacity': opacity === 1 ? undefined : opacity,
  'stroke-dasharray': dash.length === 0 ? undefined : dash.join(' '),
});

export const marker = { radius: 3.4, strokeWidth: 1.6 };

/** Arrowheads where a line leaves the axis. */
export const arrowhead = { halfWidth: 4.5, height: 8 };

/** Of chance level and the like. */
export const referenceDash: readonly number[] = [2, 3];
