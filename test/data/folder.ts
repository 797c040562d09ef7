/** The real datasets in Node: from the folder that A2_DATASETS names, or as `npm start` prepared them. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { loadDataset } from '../../src/data/load.ts';
import type { Dataset } from '../../src/protocol/dataset.ts';
import type { DatasetSettings } from '../../src/document/schema.ts';
import { baseUrl, body } from './support.ts';

const cache = path.join('data', 'cache');

const named = process.env.A2_DATASETS ?? '';
const prepared = existsSync(path.join(cache, 'index.json')) ? cache : null;
/** Null where there are none. */
export const folder = named === '' ? prepared : named;

/** Serves the folder's files at the addresses under which a lab publishes them. */
export const fromFolder: typeof globalThis.fetch = async (input) => {
  const url = new URL(input instanceof Request ? input.url : input);
  const [dataset = '', name = ''] = url.pathname.split('/').slice(-2);
  const published = path.join(folder ?? '', folder === cache ? dataset : '', name);
  // Either form, as in the cache.
  const file = existsSync(published) ? published : published.replace(/\.gz$/, '');
  return new Response(body(new Uint8Array(await readFile(file)), 2 ** 16));
};

const loaded = new Map<DatasetSettings['name'], Promise<Dataset>>();

/** A dataset, loaded once a test file; null without the folder. */
export function loadFromFolder(name: DatasetSettings['name']): Promise<Dataset | null> {
  if (folder === null) return Promise.resolve(null);
  let promise = loaded.get(name);
  promise ??= loadDataset(name, { baseUrl, shared: false, fetch: fromFolder, store: null });
  loaded.set(name, promise);
  return promise;
}
