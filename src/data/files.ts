/** The published files of datasets, as their folders in the catalog list them. */
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
