/** How the program measures a metric, and its name in record keys: "Mse". */
import { nameInKey } from '../../catalog/lookup/metric.ts';
import type { MetricName } from '../../catalog/registry/metric.meta.ts';
import { metricPython } from '../../catalog/registry/metric.python.ts';

export const measuredBy = (names: readonly MetricName[]) =>
  names.flatMap((name) => {
    const python = metricPython[name];
    return python === undefined ? [] : [{ python, key: nameInKey(name), name }];
  });
