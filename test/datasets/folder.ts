/** The real datasets in Node, from the folder that A2_DATASETS names. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { loadDataset } from '../../src/datasets/load.ts';
import type { Dataset } from '../../src/datasets/types.ts';
import type { DatasetName } from '../../src/experiment/schema.ts';
import { baseUrl, body } from './support.ts';

export const folder = process.env.A2_DATASETS;

/** Serves the folder's files at the addresses under which a lab publishes them. */
export const fromFolder: typeof globalThis.fetch = async (input) => {
  const name = path.basename(input instanceof Request ? input.url : input.toString());
  return new Response(body(new Uint8Array(await readFile(path.join(folder ?? '', name))), 2 ** 16));
};

const loaded = new Map<DatasetName, Promise<Dataset>>();

/** A dataset, loaded once a test file; null without the folder. */
export function loadFromFolder(name: DatasetName): Promise<Dataset | null> {
  if (folder === undefined) return Promise.resolve(null);
  let promise = loaded.get(name);
  promise ??= loadDataset(name, { baseUrl, shared: false, fetch: fromFolder, store: null });
  loaded.set(name, promise);
  return promise;
}
