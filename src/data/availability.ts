/** Which of the real datasets are available here: published with the page, or already cached. */
import { throwIfAborted } from '../base/errors.ts';
import { datasetFiles, fileUrl, totalSize } from './files.ts';
import type { DatasetFile, RealDatasetName } from './files.ts';
import { realDatasets } from './registry.ts';
import { isKept, openDatasetStore } from './store.ts';
import type { CachedRequest, DatasetStore } from './store.ts';

export interface Availability {
  /** Published or cached: loading it should succeed. */
  readonly available: boolean;
  /** What a first visit downloads. */
  readonly bytes: number;
  /** All its files are in this browser, so that it loads without a network. */
  readonly cached: boolean;
}

/**
 * Fetches datasets/index.json and checks the store. Offline, cached datasets are available; a server
 * with other files than the published ones does not count. `baseUrl` ends in '/'.
 * Throws LabError `aborted`, and nothing else.
 */
export async function availability(
  baseUrl: string,
  signal?: AbortSignal,
  options: {
    readonly store?: DatasetStore | null | undefined;
    readonly fetch?: typeof globalThis.fetch | undefined;
  } = {},
): Promise<Record<RealDatasetName, Availability>> {
  const store = options.store === undefined ? await openDatasetStore() : options.store;
  const published = await publishedChecksums(baseUrl, signal, options.fetch ?? globalThis.fetch);
  const entries = realDatasets.map(async (name): Promise<[RealDatasetName, Availability]> => {
    const files = datasetFiles[name];
    const kept = await Promise.all(files.map((file) => isKept(store, fileUrl(file, baseUrl))));
    const cached = kept.every(Boolean);
    const served = files.every((file) => published.has(listed(file)));
    return [name, { available: cached || served, bytes: totalSize(files), cached }];
  });
  const result = Object.fromEntries(await Promise.all(entries));
  throwIfAborted(signal);
  return result as Record<RealDatasetName, Availability>;
}

const listed = (file: DatasetFile): string => `${file.dataset}/${file.name} ${file.sha256}`;

/** What the server lists; empty if it does not return a list. */
async function publishedChecksums(
  baseUrl: string,
  signal: AbortSignal | undefined,
  ask: typeof globalThis.fetch,
): Promise<Set<string>> {
  const found = new Set<string>();
  try {
    const init: CachedRequest = {
      cache: 'no-cache',
      ...(signal === undefined ? {} : { signal }),
    };
    const response = await ask(new URL('index.json', baseUrl).href, init);
    if (!response.ok) return found;
    const index: unknown = await response.json();
    for (const dataset of list(index, 'datasets')) {
      for (const file of list(dataset, 'files')) {
        found.add(`${text(dataset, 'name')}/${text(file, 'name')} ${text(file, 'sha256')}`);
      }
    }
  } catch {
    throwIfAborted(signal);
  }
  return found;
}

const field = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined;

const list = (value: unknown, key: string): readonly unknown[] => {
  const found = field(value, key);
  return Array.isArray(found) ? found : [];
};

const text = (value: unknown, key: string): string => {
  const found = field(value, key);
  return typeof found === 'string' ? found : '';
};
