/** What a chart shows of its model: the visible range, without hidden lines, and its axis. */
import {
  withoutHidden,
  type ChartModel,
  type ChartSpec,
  type ScaleKind,
} from '../../../figures/charts/model.ts';
import { beyond, yAxisOf, type OutOfRange } from '../../../figures/charts/range.ts';
import type { AxisRange } from '../../../figures/charts/scale.ts';
import { sliced, type XWindow } from '../../../figures/charts/window.ts';

interface Looking {
  readonly kind: ScaleKind;
  readonly window: XWindow | null;
  readonly hidden: ReadonlySet<string>;
  readonly leaveOut: boolean;
}

export interface Shown {
  /** Its `xRange` is the visible range. */
  readonly spec: ChartSpec;
  /** Includes hidden lines, which stay in the legend and the table. */
  readonly model: ChartModel;
  /** Without the hidden lines. */
  readonly drawn: ChartModel;
  readonly range: AxisRange;
  /** Whether outliers stretch the axis. */
  readonly stretched: boolean;
  readonly beyond: readonly OutOfRange[];
}

/** @param detail the model of a range, if it has more points there than the whole model */
function shownOf(
  spec: ChartSpec,
  whole: ChartModel,
  detail: ((window: XWindow) => ChartModel) | null,
  { kind, window, hidden, leaveOut }: Looking,
): Shown {
  const part = (near: XWindow) => detail?.(near) ?? sliced(whole, near);
  const model = window === null ? whole : part(window);
  const drawn = withoutHidden(model, hidden);
  const { range, stretched } = yAxisOf({
    spec,
    model: drawn,
    kind,
    zoomed: window !== null,
    leaveOut,
  });
  return {
    spec: window === null ? spec : { ...spec, xRange: window },
    model,
    drawn,
    range,
    stretched,
    beyond: stretched && leaveOut ? beyond(drawn, kind, range) : [],
  };
}

/** Caches what was shown last, so that moving the cursor does not recompute it. */
export class ShownCache {
  #inputs: readonly unknown[] = [];
  #shown: Shown | null = null;

  at(
    spec: ChartSpec | null,
    model: ChartModel | null,
    detail: ((window: XWindow) => ChartModel) | null,
    looking: Looking,
  ): Shown | null {
    const { kind, window, hidden, leaveOut } = looking;
    const inputs = [spec, model, detail, kind, window, hidden, leaveOut];
    if (this.#inputs.length > 0 && inputs.every((each, at) => each === this.#inputs[at])) {
      return this.#shown;
    }
    this.#inputs = inputs;
    this.#shown = spec && model ? shownOf(spec, model, detail, looking) : null;
    return this.#shown;
  }
}

/** The index of the nearest x; -1 if there is none. */
export function nearest(x: readonly number[], place: number): number {
  let best = -1;
  x.forEach((each, index) => {
    if (best < 0 || Math.abs(each - place) < Math.abs(x[best]! - place)) best = index;
  });
  return best;
}
