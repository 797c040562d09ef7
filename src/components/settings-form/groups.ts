/** The fields that a document has in the form. */
import type { Experiment } from '../../experiment/schema.ts';
import { axisOf, readPath } from './draft.ts';
import { fieldGroups, type FieldGroup } from './fields.ts';

export const groupsOf = (draft: Experiment): FieldGroup[] =>
  fieldGroups({
    datasetName: readPath(draft.trial, 'dataset.name'),
    optimisers: axisOf(draft, 'optimizer.name')?.values ?? [
      readPath(draft.trial, 'optimizer.name'),
    ],
    varied: draft.axes.map(({ path }) => path),
  });
