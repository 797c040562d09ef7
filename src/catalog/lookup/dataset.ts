/** Which datasets are the catalog's, and what a document calls the one that is not. */
import { datasetMeta, type DatasetName } from '../registry/dataset.meta.ts';

/** A table of one's own: a dataset whose facts are functions of its settings, which `dataset.table` has. */
export const ownTable = 'table';

/** Whether it is a member of the catalog, so that the registries have its facts. */
export const isListed = (name: string): name is DatasetName => Object.hasOwn(datasetMeta, name);
