/** Loads a dataset by its name: fetched and decoded, or generated. */
import { LabError, throwIfAborted } from '../protocol/errors.ts';
import type { DatasetName, DatasetSettings } from '../experiment/schema.ts';
import { allocateBytes, allocateFloats } from './allocate.ts';
import { fetchVerified } from './fetch.ts';
import type { FetchOptions, Source } from './fetch.ts';
import { datasetChecksum, datasetFiles, fashionFiles, housingFile, totalSize } from './files.ts';
import type { DatasetFile } from './files.ts';
import { decodeHousing, housingCounts, housingInputs } from './housing.ts';
import { idxHeaderSize, requireIdxShape, requireLabels } from './idx.ts';
import { datasetInfo } from './registry.ts';
import { syntheticFashion } from './synthetic-fashion.ts';
import { syntheticHousing } from './synthetic-housing.ts';
import { PacedReports } from './pace.ts';
import type { Dataset, DatasetProgress } from './types.ts';

export interface LoadOptions extends Pick<FetchOptions, 'signal' | 'onNotice' | 'store' | 'fetch'> {
  /** Where the published files lie, an absolute URL that ends in '/'; stand-ins need none. */
  readonly baseUrl: string;
  /** Whether the buffers shall be SharedArrayBuffers where this thread has them. */
  readonly shared: boolean;
  /** At most some twenty calls a second, and one at the end of every phase. */
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

function loadNamed(
  name: DatasetSettings['name'],
  options: LoadOptions,
  reports: Reports,
): Promise<Dataset> {
  switch (name) {
    case 'fashion-mnist':
      return loadFashion(options, reports);
    case 'california-housing':
      return loadHousing(options, reports);
    case 'fashion-synthetic':
      return syntheticFashion(generation(name, options, reports));
    case 'housing-synthetic':
      return syntheticHousing(generation(name, options, reports));
    case 'table':
      // Whoever has it makes it with tableDataset.
      return Promise.reject(
        new LabError('table-missing', 'A table of one’s own cannot be loaded by its name.'),
      );
    default:
      return name satisfies never;
  }
}

async function loadFashion(options: LoadOptions, reports: Reports): Promise<Dataset> {
  const name = 'fashion-mnist';
  const [inputs, trainCount, testCount] = [784, 60_000, 10_000];
  const features = allocateBytes((trainCount + testCount) * inputs, options.shared);
  const targets = allocateBytes(trainCount + testCount, options.shared);
  const fetchOne = fetcher(name, options, reports);
  const parts = [
    [fashionFiles.trainImages, fashionFiles.trainLabels, 0, trainCount],
    [fashionFiles.testImages, fashionFiles.testLabels, trainCount, testCount],
  ] as const;
  // The small label files first: where nothing can be had, that shows before 26 MB are fetched.
  for (const [, file, from, count] of parts) {
    const header = new Uint8Array(idxHeaderSize(1));
    const labels = targets.subarray(from, from + count);
    await fetchOne(file, [header, labels]);
    requireIdxShape(header, file.name, [count]);
    requireLabels(labels, file.name, 10);
  }
  for (const [file, , from, count] of parts) {
    const header = new Uint8Array(idxHeaderSize(3));
    await fetchOne(file, [header, features.subarray(from * inputs, (from + count) * inputs)]);
    requireIdxShape(header, file.name, [count, 28, 28]);
  }
  return {
    name,
    task: 'classification',
    synthetic: false,
    inputs,
    outputs: 10,
    features,
    targets,
    trainCount,
    testCount,
    split: 'published',
    checksum: datasetChecksum(datasetFiles[name]),
    featureNames: [],
    classNames: datasetInfo[name].classNames,
  };
}

async function loadHousing(options: LoadOptions, reports: Reports): Promise<Dataset> {
  const name = 'california-housing';
  const bytes = new Uint8Array(housingFile.inflatedSize);
  await fetcher(name, options, reports)(housingFile, [bytes]);
  const table = decodeHousing(new TextDecoder().decode(bytes), housingFile.name, (count) =>
    allocateFloats(count, options.shared),
  );
  const counts = housingCounts(table.rows);
  return {
    name,
    task: 'regression',
    synthetic: false,
    inputs: housingInputs,
    outputs: 1,
    features: table.features,
    targets: table.targets,
    trainCount: counts.train,
    testCount: counts.test,
    split: 'seeded',
    checksum: datasetChecksum(datasetFiles[name]),
    featureNames: datasetInfo[name].features.map((feature) => feature.name),
    classNames: [],
  };
}

type Fetcher = (file: DatasetFile, buffers: readonly Uint8Array[]) => Promise<void>;

/** Fetches file after file and reports the progress of all of them together. */
function fetcher(
  name: 'fashion-mnist' | 'california-housing',
  options: LoadOptions,
  reports: Reports,
): Fetcher {
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
    // A full disk says the same of every file.
    if (notices.includes(text)) return;
    notices.push(text);
    tell(true);
  };
  return async (file, buffers) => {
    const source = await fetchVerified(file, options.baseUrl, buffers, {
      ...options,
      onNotice,
      onProgress(phase, loaded, wanted) {
        // Every phase counts in published bytes, so that one bar can show them all.
        const share = wanted === 0 ? 0 : (loaded / wanted) * file.size;
        latest = { dataset: name, phase, loaded: Math.round(before + share), total };
        tell(loaded === wanted);
      },
    });
    before += file.size;
    sources.add(source);
    // The browser cleared a part away, or a download was stopped before its end.
    if (sources.size > 1 && notices.length === 0) {
      onNotice(
        `Only a part of ${datasetInfo[name].title} was still kept here; the rest was fetched.`,
      );
    }
  };
}

const generation = (dataset: DatasetName, options: LoadOptions, reports: Reports) => ({
  shared: options.shared,
  signal: options.signal,
  onProgress: (loaded: number, total: number) =>
    reports.tell({ dataset, phase: 'generate', loaded, total }, loaded === total),
});
