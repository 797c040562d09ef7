/** Which datasets are in the catalog, and the name of the one that is not. */
import { datasetMeta, type DatasetName } from '../registry/dataset.meta.ts';

/** A user's table: a dataset whose facts are derived from its settings in `dataset.table`. */
export const ownTable = 'table';

/** The noise of a dataset's points where a document sets none; undefined if it has no such setting. */
export const noiseOf = (name: string): number | undefined =>
  isListed(name) ? datasetMeta[name].noise : undefined;

/** Whether it is in the catalog, so that the registries have its facts. */
export const isListed = (name: string): name is DatasetName => Object.hasOwn(datasetMeta, name);
