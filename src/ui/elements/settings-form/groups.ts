/** The form's fields for a document. */
import { safeParse } from 'valibot';
import { askedMetrics } from '../../../catalog/lookup/metric.ts';
import { metricMeta } from '../../../catalog/registry/metric.meta.ts';
import { taskOf } from '../../../document/parameters.ts';
import { datasetSchema, type Experiment } from '../../../document/schema.ts';
import { axisOf, readPath } from './draft.ts';
import { fieldGroups, type FieldGroup } from './fields.ts';

export const groupsOf = (draft: Experiment): FieldGroup[] =>
  fieldGroups({
    datasetName: readPath(draft.trial, 'dataset.name'),
    optimisers: axisOf(draft, 'optimizer.name')?.values ?? [
      readPath(draft.trial, 'optimizer.name'),
    ],
    schedules: axisOf(draft, 'schedule.name')?.values ?? [readPath(draft.trial, 'schedule.name')],
    varied: draft.axes.map(({ path }) => path),
    metrics: metricsOffered(readPath(draft.trial, 'dataset')),
  });

/** The metrics available for this dataset; none while the document names no dataset. */
function metricsOffered(dataset: unknown): readonly string[] {
  if (askedMetrics.length === 0) return [];
  const parsed = safeParse(datasetSchema, dataset);
  if (!parsed.success) return [];
  const task = taskOf(parsed.output);
  return askedMetrics.filter((name) => metricMeta[name].task === task);
}
