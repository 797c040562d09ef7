/** The datasets of the test server. */
import { loadDataset } from '../../src/data/load.ts';
import type { Dataset } from '../../src/protocol/dataset.ts';
import type { DatasetSettings } from '../../src/document/schema.ts';

/** Where the test server has the prepared datasets, as the app's server does. */
export const datasetBase = new URL('/datasets/', location.origin).href;

/** Whether the real datasets are prepared; tests that need them skip themselves where not. */
export async function hasRealDatasets(): Promise<boolean> {
  return (await fetch(new URL('index.json', datasetBase))).ok;
}

const loaded = new Map<DatasetSettings['name'], Promise<Dataset>>();

/** A dataset, loaded once a test file. */
export function dataset(name: DatasetSettings['name']): Promise<Dataset> {
  let promise = loaded.get(name);
  if (promise === undefined) {
    promise = loadDataset(name, { baseUrl: datasetBase, shared: false });
    loaded.set(name, promise);
  }
  return promise;
}
