/** Loads a dataset by name: fetches and decodes, or generates it. */
import type { DatasetContent } from '../catalog/kinds/dataset.ts';
import { datasetData } from '../catalog/registry/dataset.data.ts';
import { datasetMeta } from '../catalog/registry/dataset.meta.ts';
import { isListed } from '../catalog/lookup/dataset.ts';
import type { DatasetName, DatasetSettings } from '../document/schema.ts';
import { LabError, throwIfAborted } from '../base/errors.ts';
import { allocateBytes, allocateFloats } from '../base/allocate.ts';
import { checksumOf } from './checksums.ts';
import { fetchVerified, type FetchOptions, type Source } from './fetch.ts';
import { datasetFiles, totalSize, type DatasetFile, type RealDatasetName } from './files.ts';
import { PacedReports } from '../base/paced-reports.ts';
import { datasetInfo, isReal } from './registry.ts';
import type { Dataset, DatasetProgress } from '../protocol/dataset.ts';

export interface LoadOptions extends Pick<FetchOptions, 'signal' | 'onNotice' | 'store' | 'fetch'> {
  /** Base URL of the published files, absolute, ending in '/'; stand-ins need none. */
  readonly baseUrl: string;
  /** Whether to use SharedArrayBuffers if this thread has them. */
  readonly shared: boolean;
  /** At most about twenty calls a second, and one at the end of every phase. */
  readonly onProgress?: (progress: DatasetProgress) => void;
}

type Reports = PacedReports<DatasetProgress>;

/**
 * Throws LabError `dataset-missing`, `dataset-network`, `dataset-short`, `dataset-checksum`,
 * `dataset-format` or `aborted`, as fetchVerified does.
 */
export async function loadDataset(
  name: DatasetSettings['name'],
  options: LoadOptions,
): Promise<Dataset> {
  throwIfAborted(options.signal);
  const reports: Reports = new PacedReports((progress) => options.onProgress?.(progress));
  try {
    return await loadNamed(name, options, reports);
  } finally {
    reports.stop();
  }
}

async function loadNamed(
  name: DatasetSettings['name'],
  options: LoadOptions,
  reports: Reports,
): Promise<Dataset> {
  if (!isListed(name)) {
    // Callers make it with tableDataset.
    throw new LabError('table-missing', 'A table of one’s own cannot be loaded by its name.');
  }
  const { shared, signal } = options;
  const fetchOne = isReal(name) ? fetcher(name, options, reports) : null;
  const content = await datasetData[name].load({
    fetch: async (file, buffers) => {
      const published = isReal(name) && datasetFiles[name].find((each) => each.name === file);
      if (fetchOne === null || published === undefined || published === false)
        throw new LabError('internal', `${name} has no file ${file}`);
      await fetchOne(published, buffers);
    },
    bytes: (count) => allocateBytes(count, shared),
    floats: (count) => allocateFloats(count, shared),
    shared,
    signal,
    tell: (loaded, total) =>
      reports.tell({ dataset: name, phase: 'generate', loaded, total }, loaded === total),
  });
  return datasetOf(name, content);
}

/** Its content with the catalog's metadata. @param counts of the parts, if not complete */
export function datasetOf(
  name: DatasetName,
  { features, targets, noise }: DatasetContent,
  counts: { readonly train: number; readonly test: number } = datasetMeta[name].counts,
): Dataset {
  const { task, shape, split, standsInFor, features: columns, classNames } = datasetMeta[name];
  return {
    name,
    task,
    synthetic: standsInFor !== undefined,
    ...shape,
    features,
    targets,
    ...(noise === undefined ? {} : { noise }),
    trainCount: counts.train,
    testCount: counts.test,
    split,
    checksum: checksumOf(name),
    featureNames: columns.map((column) => column.name),
    classNames,
  };
}

type Fetcher = (file: DatasetFile, buffers: readonly Uint8Array[]) => Promise<void>;

/** Fetches file after file and reports the progress of all of them together. */
function fetcher(name: RealDatasetName, options: LoadOptions, reports: Reports): Fetcher {
  const files = datasetFiles[name];
  const total = totalSize(files);
  const notices: string[] = [];
  const sources = new Set<Source>();
  let latest: DatasetProgress = { dataset: name, phase: 'cache', loaded: 0, total };
  let before = 0;
  const tell = (last: boolean) =>
    reports.tell(notices.length === 0 ? latest : { ...latest, notices: [...notices] }, last);
  const onNotice = (text: string) => {
    options.onNotice?.(text);
    // A full disk gives the same notice for every file.
    if (notices.includes(text)) return;
    notices.push(text);
    tell(true);
  };
  return async (file, buffers) => {
    const source = await fetchVerified(file, options.baseUrl, buffers, {
      ...options,
      onNotice,
      onProgress(phase, loaded, wanted) {
        // Every phase counts in published bytes, so that one progress bar can show them all.
        const share = wanted === 0 ? 0 : (loaded / wanted) * file.size;
        latest = { dataset: name, phase, loaded: Math.round(before + share), total };
        tell(loaded === wanted);
      },
    });
    before += file.size;
    sources.add(source);
    // The browser evicted some files, or a download was interrupted.
    if (sources.size > 1 && notices.length === 0) {
      onNotice(
        `Only part of ${datasetInfo[name].title} was still stored here; the rest was downloaded.`,
      );
    }
  };
}
