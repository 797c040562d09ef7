/** Figures as a document has them, in columns by part and metric, and as the lab has them, one record per epoch. */
import { inOrder } from '../../catalog/kinds/members.ts';
import { partNames, type PartName } from '../../catalog/kinds/metric.ts';
import { figureKey, isRecorded } from '../../catalog/lookup/metric.ts';
import { metricMeta, type MetricName } from '../../catalog/registry/metric.meta.ts';
import type { EpochRecord } from '../../document/results.ts';
import type { FigureColumns } from './document.ts';

const metrics: readonly MetricName[] = inOrder(metricMeta).filter(isRecorded);

const valueOf = (record: object, part: PartName, name: MetricName): number | undefined =>
  Reflect.get(record, figureKey(part, name)) as number | undefined;

/** The figures of one part that any of the records has, by metric. */
function columnsOfPart(
  records: readonly object[],
  part: PartName,
): Record<string, (number | null)[]> {
  const found = metrics.filter((name) =>
    records.some((record) => valueOf(record, part, name) !== undefined),
  );
  return Object.fromEntries(
    found.map((name) => [name, records.map((record) => valueOf(record, part, name) ?? null)]),
  );
}

export function columnsOf(records: readonly EpochRecord[]): {
  readonly epochs: readonly number[];
  readonly figures: FigureColumns;
  readonly rates?: readonly number[];
} {
  const parts = partNames.map((part) => [part, columnsOfPart(records, part)] as const);
  const rates = records.flatMap(({ learningRate }) => learningRate ?? []);
  return {
    epochs: records.map(({ epoch }) => epoch),
    figures: Object.fromEntries(parts.filter(([, columns]) => Object.keys(columns).length > 0)),
    ...(rates.length > 0 && rates.length === records.length ? { rates } : {}),
  };
}

/** One record per epoch, to be checked; without figures of metrics that this version does not know. */
export function recordsOf(
  epochs: readonly number[],
  figures: FigureColumns,
  rates: readonly number[] = [],
): Record<string, number>[] {
  const records = epochs.map((epoch, at): Record<string, number> => {
    const learningRate = rates[at];
    return learningRate === undefined ? { epoch } : { epoch, learningRate };
  });
  for (const part of partNames) {
    for (const name of metrics) {
      const column = figures[part]?.[name];
      for (const [at, record] of records.entries()) {
        const value = column?.[at];
        if (typeof value === 'number') record[figureKey(part, name)] = value;
      }
    }
  }
  return records;
}

/** One part's figures by metric, of a record that has some: `{ testMse: 1 }` → `{ mse: 1 }`. */
export const byMetric = (record: object, part: PartName): Record<string, number> =>
  Object.fromEntries(
    Object.entries(columnsOfPart([record], part)).map(([name, [value]]) => [name, value!]),
  );

/** The reverse. */
export const byKey = (
  figures: Readonly<Record<string, number>>,
  part: PartName,
): Record<string, number> =>
  Object.fromEntries(
    metrics.flatMap((name) => {
      const value = figures[name];
      return value === undefined ? [] : [[figureKey(part, name), value] as const];
    }),
  );
