/** Which datasets are in the catalog, and the name of the one that is not. */
import { datasetMeta, type DatasetName } from '../registry/dataset.meta.ts';

/** A user's table: a dataset whose facts are derived from its settings in `dataset.table`. */
export const ownTable = 'table';

/** Whether it is in the catalog, so that the registries have its facts. */
export const isListed = (name: string): name is DatasetName => Object.hasOwn(datasetMeta, name);
