/** What is written into the records of epochs, and which keys are figures. */
import { inOrder } from '../kinds/members.ts';
import { partNames, type MetricTask, type PartName, type Sums } from '../kinds/metric.ts';
import { metricMeta } from '../registry/metric.meta.ts';
import { figureKey, recordedMetrics, type FiguresOf } from './metric.ts';

const figureKeys: ReadonlySet<string> = new Set(
  partNames.flatMap((part) => inOrder(metricMeta).map((name) => figureKey(part, name))),
);

/** Whether it is the key of a metric that this version of the lab knows. */
export const isFigureKey = (key: string): boolean => figureKeys.has(key);

/** Means over a part's rows under their keys, in the order of a record. */
export function figuresOfSums<Task extends MetricTask, Part extends PartName>(
  task: Task,
  part: Part,
  sums: Sums,
  rows: number,
): FiguresOf<Part, Task> {
  const entries = recordedMetrics(task).map((name) => {
    const { sum } = metricMeta[name];
    return [figureKey(part, name), sums[sum!] / rows] as const;
  });
  return Object.fromEntries(entries) as FiguresOf<Part, Task>;
}
