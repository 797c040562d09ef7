/** Documents about users' tables. */
import { ownTable } from '../../catalog/lookup/dataset.ts';
import { firstMembers } from '../../catalog/defaults.ts';
import type { Experiment } from '../../document/schema.ts';
import type { TableSettings } from '../../document/table.ts';

/** The initial document of a user's own experiment. */
export const firstDraft: Experiment = {
  format: 'a2-experiment',
  version: 1,
  name: 'playground',
  title: 'An experiment of my own',
  question: '',
  notes: [],
  trial: {
    dataset: { name: firstMembers.dataset },
    model: { depth: 2, width: 32 },
    optimizer: { name: firstMembers.optimizer, learningRate: 0.001 },
    batchSize: 64,
    epochs: 20,
    seed: 433,
  },
  axes: [],
};

/** Without axes over the data, which may not exist or mean something else for another dataset. */
export const withoutDataAxes = (draft: Experiment): Experiment => ({
  ...draft,
  axes: draft.axes.filter(({ path }) => path !== 'dataset' && !path.startsWith('dataset.')),
});

export const withTable = (draft: Experiment, table: TableSettings): Experiment => ({
  ...withoutDataAxes(draft),
  trial: { ...draft.trial, dataset: { name: ownTable, table } },
});
