/** Where the axes have their ticks and what stands there, the same on the page and on paper. */
import { count, powerOfTen } from '../../base/numbers.ts';
import type { ChartSpec, ScaleKind } from './model.ts';
import { integerTicks, linearTicks, logTicks, type AxisRange } from './scale.ts';

export interface Tick {
  /** In scale units. */
  readonly at: number;
  readonly label: string;
}

/** CSS pixels from one tick to the next, about. */
const pixelsPerTick = { x: 64, y: 44 };

/** @param width of the plot in CSS pixels */
export function xTicks([first, last]: readonly [number, number], width: number): Tick[] {
  return integerTicks(first, last, width / pixelsPerTick.x)
    .filter((tick) => tick >= first)
    .map((at) => ({ at, label: axisCount(at) }));
}

/** Whole thousands are short; between them every digit counts. */
const axisCount = (value: number): string =>
  value >= 10_000 && value % 500 === 0 ? `${String(value / 1000)}k` : count(value);

/** @param height of the plot in CSS pixels */
export function yTicks(
  spec: Pick<ChartSpec, 'tick'>,
  kind: ScaleKind,
  { min, max, zeroTop }: AxisRange,
  height: number,
): Tick[] {
  const wanted = height / pixelsPerTick.y;
  const places =
    kind === 'linear' ? linearTicks(min, max, wanted) : logTicks(zeroTop ?? min, max, wanted);
  return places.map((at) => ({
    at,
    label: kind === 'linear' ? spec.tick(rounded(at)) : logLabel(at, spec.tick),
  }));
}

/** Multiples of a step such as 0.1 carry a rounding error that must not be printed. */
const rounded = (value: number): number => Number(value.toPrecision(12));

function logLabel(position: number, tick: (value: number) => string): string {
  const near = Math.round(position);
  if (Math.abs(position - near) > 1e-6) return tick(Number((10 ** position).toPrecision(9)));
  return near >= -2 && near <= 3 ? rounded(10 ** near).toString() : powerOfTen(near);
}
