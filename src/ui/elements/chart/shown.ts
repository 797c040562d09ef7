/** What a chart shows of its model: the part in sight, without hidden lines, and the axis for it. */
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
  /** Its `xRange` is what is in sight. */
  readonly spec: ChartSpec;
  /** With hidden lines, which keep their place in the legend and the table. */
  readonly model: ChartModel;
  /** Without them. */
  readonly drawn: ChartModel;
  readonly range: AxisRange;
  /** Whether outliers stretch the axis. */
  readonly stretched: boolean;
  readonly beyond: readonly OutOfRange[];
}

/** @param detail the model of a part, where it has more points than that part of the whole has */
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

/** Remembers what was shown last: reading along a chart must not work all of it out again. */
export class Looks {
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

/** The index of x that is nearest to a place; -1 without any. */
export function nearest(x: readonly number[], place: number): number {
  let best = -1;
  x.forEach((each, index) => {
    if (best < 0 || Math.abs(each - place) < Math.abs(x[best]! - place)) best = index;
  });
  return best;
}
