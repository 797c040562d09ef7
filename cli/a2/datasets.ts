/** Finds a run's datasets on this machine, or fetches them. */
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { prepare as Prepare } from '../../data/prepare.mjs';
import { datasetFiles, type RealDatasetName } from '../../src/data/files.ts';
import { datasetInfo, isReal } from '../../src/data/registry.ts';
import type { DatasetSettings } from '../../src/document/schema.ts';
import { findFile } from './file-fetch.ts';
import { Problem, UsageProblem } from './problem.ts';

/** The installed package sets A2_CACHE, because npm owns its folder. */
const cacheFolder = (root: string): string =>
  process.env.A2_CACHE ?? path.join(root, 'data', 'cache');

/** A folder as the workers' base address, which ends in '/'. */
export const asBase = (folder: string): string =>
  pathToFileURL(`${path.resolve(folder)}${path.sep}`).href;

export interface DatasetPlaces {
  readonly root: string;
  /** The folder of --datasets; it is only read. */
  readonly given: string | undefined;
}

export interface ObtainOptions extends DatasetPlaces {
  readonly quiet: boolean;
  readonly signal: AbortSignal;
  /** The alternative to suggest where a dataset is unavailable; training on its stand-in when left out. */
  readonly otherwise?: string;
}

/**
 * The base address of the datasets, all of them complete: the given folder, else the local cache,
 * which is filled as `npm start` fills it (data/obtain.mjs). Stand-ins need no files.
 * Throws Problem that says what to do where one is unavailable, or the abort's reason.
 */
export async function obtainDatasets(
  names: readonly DatasetSettings['name'][],
  options: ObtainOptions,
): Promise<string> {
  const { root, given, otherwise } = options;
  const real = names.filter(isReal);
  if (given !== undefined) {
    for (const name of real) await requireFiles(name, given, otherwise);
    return asBase(given);
  }
  if (real.length > 0) await prepareCache(real, options);
  return asBase(cacheFolder(root));
}

/** Throws UsageProblem unless it is a folder. */
export async function requireFolder(given: string | undefined): Promise<void> {
  if (given === undefined) return;
  if ((await stat(given).catch(() => null))?.isDirectory() === true) return;
  throw new UsageProblem(
    `--datasets: wanted a folder with the published files, got "${given}", which is not a folder.`,
  );
}

const orStandIn = (name: RealDatasetName, otherwise: string | undefined): string =>
  otherwise ?? `train on "${String(datasetInfo[name].standIn)}"`;

async function requireFiles(
  name: RealDatasetName,
  given: string,
  otherwise: string | undefined,
): Promise<void> {
  const missing = await missingFiles(name, given);
  if (missing.length === 0) return;
  const { title } = datasetInfo[name];
  throw new Problem(
    `--datasets: neither ${given} nor its folder ${name} has ${missing.join(', ')} of ${title}. Give a folder with the published files, omit --datasets to download them, or ${orStandIn(name, otherwise)}.`,
  );
}

async function missingFiles(name: RealDatasetName, folder: string): Promise<string[]> {
  const missing: string[] = [];
  for (const file of datasetFiles[name]) {
    if ((await findFile(path.join(folder, name, file.name))) === null) missing.push(file.name);
  }
  return missing;
}

/** Whether the dataset's files are on this machine; their content is not checked. */
export async function atHand(
  name: DatasetSettings['name'],
  { root, given }: DatasetPlaces,
): Promise<'generated' | 'here' | 'missing'> {
  if (!isReal(name)) return 'generated';
  const folders =
    given === undefined
      ? [cacheFolder(root), process.env.A2_DATASETS ?? '', debianDatasets]
      : [given];
  for (const folder of folders.filter((each) => each !== '')) {
    if ((await missingFiles(name, folder)).length === 0) return 'here';
  }
  return given === undefined && (await areOwn(name, root)) ? 'here' : 'missing';
}

/** Where Debian's packages of datasets put a folder for each. */
const debianDatasets = '/usr/share/datasets';

/** Whether all files come with the lab, packed in its folder data/. */
async function areOwn(name: RealDatasetName, root: string): Promise<boolean> {
  const packed = datasetFiles[name].map((file) => path.join(root, 'data', `${file.name}.gz`));
  const found = await Promise.all(packed.map(findFile));
  return found.every((each) => each !== null);
}

async function prepareCache(
  names: readonly RealDatasetName[],
  { root, quiet, signal, otherwise }: ObtainOptions,
): Promise<void> {
  // Not bundled, because it looks for its manifest beside itself.
  const preparation = pathToFileURL(path.join(root, 'data', 'prepare.mjs')).href;
  const { prepare } = (await import(preparation)) as { readonly prepare: typeof Prepare };
  const output = quiet ? { write: () => true } : process.stderr;
  const cache = cacheFolder(root);
  const { missing } = await prepare({
    names: [...names],
    cache,
    output,
    signal,
    tellMissing: false,
  });
  const [first] = missing;
  if (first === undefined) return;
  const name = first.name as RealDatasetName;
  throw new Problem(
    `${datasetInfo[name].title} is unavailable: ${first.reason} Or give a folder with its files by --datasets DIR, or ${orStandIn(name, otherwise)}.`,
  );
}
