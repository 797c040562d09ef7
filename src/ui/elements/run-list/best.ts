/** The best figure of a run, from its counts. */
import { tasks } from '../../../catalog/kinds/metric.ts';
import { figureIn, mainMetric } from '../../../catalog/lookup/metric.ts';
import { metricMeta, type MetricName } from '../../../catalog/registry/metric.meta.ts';
import type { ListedRun } from '../../../lab/kept/stored-run.ts';

/** By the main metric of its task; null if no trial finished. */
export function bestOfRun({
  tally: { lowest, highest },
}: ListedRun): { readonly metric: MetricName; readonly value: number } | null {
  for (const task of tasks) {
    const metric = mainMetric(task);
    const value = figureIn(metricMeta[metric].better === 'high' ? highest : lowest, 'test', metric);
    if (value !== null) return { metric, value };
  }
  return null;
}
