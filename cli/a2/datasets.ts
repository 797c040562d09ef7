/** Where a run's datasets lie on this machine, fetched first where they do not. */
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { prepare as Prepare } from '../../data/prepare.mjs';
import { datasetFiles, type RealDatasetName } from '../../src/data/files.ts';
import { datasetInfo, isReal } from '../../src/data/registry.ts';
import type { DatasetSettings } from '../../src/document/schema.ts';
import { findFile } from './file-fetch.ts';
import { Problem, UsageProblem } from './problem.ts';

/** The installed package names another, since its own folder is npm's. */
const cacheFolder = (root: string): string =>
  process.env.A2_CACHE ?? path.join(root, 'data', 'cache');

/** A folder as the workers' base address, which ends in '/'. */
export const asBase = (folder: string): string =>
  pathToFileURL(`${path.resolve(folder)}${path.sep}`).href;

export interface DatasetPlaces {
  readonly root: string;
  /** The folder that was named by --datasets; it is read and never written. */
  readonly given: string | undefined;
}

export interface ObtainOptions extends DatasetPlaces {
  readonly quiet: boolean;
  readonly signal: AbortSignal;
  /** What else can be done where a dataset cannot be had; to train on its stand-in when left out. */
  readonly otherwise?: string;
}

/**
 * The base address of datasets that are all there: in the folder given; else in the local cache,
 * which is filled from A2_DATASETS or from the publishers. Stand-ins need no files.
 * Throws Problem with what to do where one cannot be had, and whatever the aborted signal says.
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
    `--datasets: wanted a folder with the published files, got "${given}", which is none.`,
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
    `--datasets: ${given} holds no ${missing.join(', ')} of ${title}, neither itself nor in its folder ${name}. Name a folder with the published files, leave --datasets out to have them downloaded, or ${orStandIn(name, otherwise)}.`,
  );
}

async function missingFiles(name: RealDatasetName, folder: string): Promise<string[]> {
  const missing: string[] = [];
  for (const file of datasetFiles[name]) {
    if ((await findFile(path.join(folder, name, file.name))) === null) missing.push(file.name);
  }
  return missing;
}

/** Whether a run would find the dataset's files without a network; their content is not checked. */
export async function atHand(
  name: DatasetSettings['name'],
  { root, given }: DatasetPlaces,
): Promise<'generated' | 'here' | 'missing'> {
  if (!isReal(name)) return 'generated';
  const folders =
    given === undefined ? [cacheFolder(root), process.env.A2_DATASETS ?? ''] : [given];
  for (const folder of folders.filter((each) => each !== '')) {
    if ((await missingFiles(name, folder)).length === 0) return 'here';
  }
  return 'missing';
}

async function prepareCache(
  names: readonly RealDatasetName[],
  { root, quiet, signal, otherwise }: ObtainOptions,
): Promise<void> {
  // It finds its manifest beside itself, so it is not bundled.
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
    `${datasetInfo[name].title} cannot be had: ${first.reason} Or name a folder that holds its files with --datasets DIR, or ${orStandIn(name, otherwise)}.`,
  );
}
