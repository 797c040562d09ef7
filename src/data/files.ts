/** The published files of datasets, as listed in their catalog folders. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { PublishedFile } from '../catalog/kinds/dataset.ts';
import {
  datasetFiles as published,
  type PublishedDatasetName,
} from '../catalog/registry/dataset.files.ts';

/** A dataset that is fetched from files. */
export type RealDatasetName = PublishedDatasetName;

export interface DatasetFile extends PublishedFile {
  /** Its folder below the address of the datasets. */
  readonly dataset: RealDatasetName;
}

export const datasetFiles = Object.fromEntries(
  (Object.keys(published) as RealDatasetName[]).map((dataset) => [
    dataset,
    published[dataset].map((file): DatasetFile => ({ dataset, ...file })),
  ]),
) as unknown as Readonly<Record<RealDatasetName, readonly DatasetFile[]>>;

/** The file's address; `baseUrl` ends in '/'. */
export const fileUrl = (file: DatasetFile, baseUrl: string): string =>
  new URL(`${file.dataset}/${file.name}`, baseUrl).href;

/** Total size of the published files, which is what a visitor downloads. */
export const totalSize = (files: readonly PublishedFile[]): number =>
  files.reduce((sum, file) => sum + file.size, 0);

/**
 * One checksum for a dataset: the sha256 of its only file, or of the lines that
 * `LC_ALL=C sha256sum *` prints in the folder of its files.
 */
export function datasetChecksum(files: readonly PublishedFile[]): string {
  const [only] = files;
  if (only !== undefined && files.length === 1) return `sha256 ${only.sha256}`;
  const lines = [...files]
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map((file) => `${file.sha256}  ${file.name}\n`);
  return `sha256 ${bytesToHex(sha256(utf8ToBytes(lines.join(''))))}`;
}
