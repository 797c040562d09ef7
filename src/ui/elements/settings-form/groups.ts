/** The form's fields for a document. */
import { safeParse } from 'valibot';
import { askedMetrics } from '../../../catalog/lookup/metric.ts';
import { metricMeta } from '../../../catalog/registry/metric.meta.ts';
import { defaultLoss } from '../../../catalog/lookup/loss.ts';
import { taskOf, type Task } from '../../../document/parameters.ts';
import { datasetSchema, type Experiment } from '../../../document/schema.ts';
import { axisOf, readPath } from './draft.ts';
import { fieldGroups, type FieldGroup } from './fields.ts';

export function groupsOf(draft: Experiment): FieldGroup[] {
  const task = taskIn(readPath(draft.trial, 'dataset'));
  const losses = axisOf(draft, 'loss.name')?.values ?? [
    readPath(draft.trial, 'loss.name') ?? (task === null ? null : defaultLoss(task)),
  ];
  return fieldGroups({
    task,
    losses,
    datasetName: readPath(draft.trial, 'dataset.name'),
    optimisers: axisOf(draft, 'optimizer.name')?.values ?? [
      readPath(draft.trial, 'optimizer.name'),
    ],
    schedules: axisOf(draft, 'schedule.name')?.values ?? [readPath(draft.trial, 'schedule.name')],
    varied: draft.axes.map(({ path }) => path),
    network: networkIn(draft),
    metrics: metricsOffered(task),
  });
}

/** Where a document holds its networks, if not in the short form. */
function networkIn(draft: Experiment): 'model' | 'model.layers' | null {
  if (axisOf(draft, 'model') !== undefined) return 'model';
  if (axisOf(draft, 'model.layers') !== undefined) return 'model.layers';
  return readPath(draft.trial, 'model.layers') === undefined ? null : 'model';
}

/** The metrics available for this dataset; none while the document names no dataset. */
const metricsOffered = (task: Task | null): readonly string[] =>
  askedMetrics.filter((name) => metricMeta[name].task === task);

/** Null while the document names no dataset. */
function taskIn(dataset: unknown): Task | null {
  const parsed = safeParse(datasetSchema, dataset);
  return parsed.success ? taskOf(parsed.output) : null;
}
