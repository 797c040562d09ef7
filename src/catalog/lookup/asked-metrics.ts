/** Metrics of the outputs that a document asks for: computed here, not by the engines. */
import type { MetricMeasure, PartName } from '../kinds/metric.ts';
import { metricMeasure } from '../registry/metric.measure.ts';
import type { MetricName } from '../registry/metric.meta.ts';
import { figureKey } from './metric.ts';

interface Running {
  readonly name: MetricName;
  readonly add: (outputs: ArrayLike<number>, targets: ArrayLike<number>) => void;
  readonly value: () => number | null;
}

/** Computes the metrics for one part of the data. */
export class AskedMetrics {
  readonly #running: readonly Running[];

  constructor(names: readonly MetricName[]) {
    this.#running = names.map(start);
  }

  /** @param outputs [rows, outputs] @param targets [rows] */
  add(outputs: ArrayLike<number>, targets: ArrayLike<number>): void {
    for (const { add } of this.#running) add(outputs, targets);
  }

  /** Values by their keys in a record. Undefined ones are omitted: JSON has no NaN. */
  figures(part: PartName): Readonly<Record<string, number>> {
    return Object.fromEntries(
      this.#running.flatMap(({ name, value }) => {
        const found = value();
        return found === null || !Number.isFinite(found) ? [] : [[figureKey(part, name), found]];
      }),
    );
  }
}

/** Throws Error for a metric that is not computed from outputs, which the schema refuses. */
function start(name: MetricName): Running {
  // A member's functions take the state that its own `start` makes.
  const measure = metricMeasure[name] as MetricMeasure<unknown> | undefined;
  if (measure === undefined) throw new Error(`the metric ${name} is not computed from outputs`);
  const state = measure.start();
  return {
    name,
    add: (outputs, targets) => measure.add(state, outputs, targets),
    value: () => measure.value(state),
  };
}
