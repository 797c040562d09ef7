/** Schemas for a trial's figures read from a document or from the store. */
import * as v from 'valibot';
import { partNames, type MetricTask, type PartName } from '../../catalog/kinds/metric.ts';
import {
  askedMetrics,
  figureKey,
  recordedMetrics,
  type RecordOf,
} from '../../catalog/lookup/metric.ts';
import { metricMeta } from '../../catalog/registry/metric.meta.ts';
import { limits } from '../../document/limits.ts';
import type { MeanBaseline } from '../../document/results.ts';

const finite = v.pipe(v.number(), v.finite());
const epoch = v.pipe(v.number(), v.integer(), v.minValue(1));

/** Keys of a task's figures in its records. */
const figures = (task: MetricTask, part: PartName) =>
  recordedMetrics(task).map((name) => figureKey(part, name));

const asked = (task: MetricTask) =>
  askedMetrics
    .filter((name) => metricMeta[name].task === task)
    .flatMap((name) => partNames.map((part) => figureKey(part, name)));

const keyed = <S>(keys: readonly string[], schema: S): Record<string, S> =>
  Object.fromEntries(keys.map((key) => [key, schema]));

const recordSchema = <Task extends MetricTask>(task: Task) =>
  v.looseObject({
    epoch,
    ...keyed([...figures(task, 'train'), ...figures(task, 'test')], finite),
    ...keyed([...figures(task, 'validation'), ...asked(task)], v.exactOptional(finite)),
  }) as unknown as v.GenericSchema<RecordOf<Task>>;

/** Keeps fields added by later versions. */
export const epochSchema = v.union([recordSchema('classification'), recordSchema('regression')]);

const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const rows = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(limits.samples));
const error = v.pipe(finite, v.minValue(0));

export const deadUnitsSchema = v.object({ shares: v.array(share), rows });
export const baselineSchema = v.object(
  keyed(figures('regression', 'test'), error),
) as unknown as v.GenericSchema<MeanBaseline>;

/** One number per class, and one row of the confusion matrix per class. */
export const classesSchema = v.pipe(
  v.object({
    train: v.array(rows),
    test: v.array(rows),
    confusion: v.exactOptional(v.array(v.array(rows))),
  }),
  v.check(({ train, test, confusion = [] }) => {
    const classes = train.length;
    const all = [test, ...confusion];
    return all.every(({ length }) => length === classes) && [0, classes].includes(confusion.length);
  }, 'as many counts and rows as classes'),
  v.check(
    ({ test, confusion = [] }) =>
      confusion.every((row, at) => row.reduce((sum, count) => sum + count, 0) === test[at]),
    'a confusion matrix whose rows sum up to the test rows of each class',
  ),
);

export const targetsSchema = v.object({ mean: finite, deviation: error });

const place = v.pipe(v.number(), v.integer(), v.minValue(0));
export const placeSchema = v.object({
  rung: v.exactOptional(place),
  fold: v.exactOptional(place),
});

/** A search is reserved: any object. */
export const searchSchema = v.record(v.string(), v.unknown());

export const errorSchema = v.object({ code: v.string(), message: v.string() });
