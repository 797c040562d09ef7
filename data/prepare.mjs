/**
 * Prepares the datasets: from the local cache, else from the folder A2_DATASETS, else from what comes with the lab
 * or is installed, else by download.
 * Uses only Node's built-in modules, because it may run before any package is installed.
 *
 *   node data/prepare.mjs [--strict] [--datasets FOLDER] [name …]
 */
import { existsSync } from 'node:fs';
import { mkdir, readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeWhole } from './cache.mjs';
import { isCached } from './forms.mjs';
import { interruption } from './interruption.mjs';
import { isMain } from './is-main.mjs';
import { lock } from './lock.mjs';
import { obtainFiles } from './obtain.mjs';
import { programOptions } from './options.mjs';
import { Problem, diskProblem } from './problem.mjs';
import { removeLeft } from './temporary.mjs';

/**
 * @typedef {{ name: string, member: string, urls: string[], size: number, sha256: string }} Archive
 * @typedef {{ name: string, packed?: string, urls?: string[], archive?: Archive, gzipHeader?: string, size: number, sha256: string, inflatedSize: number, inflatedSha256: string }} ManifestFile
 *   `packed`: its gzip file among those that come with the lab; `gzipHeader`: in hexadecimal, of the published gzip file
 * @typedef {{ name: string, title: string, counts?: { train: number, test: number }, debian?: import('./debian.mjs').DebianPackage, files: ManifestFile[] }} ManifestDataset
 * @typedef {{ datasets: ManifestDataset[] }} Manifest
 * @typedef {{ available: string[], missing: { name: string, reason: string }[] }} Prepared
 *
 * @typedef {object} PrepareOptions
 * @property {string[]} [names] datasets to prepare; all by default
 * @property {AbortSignal} [signal] ends it at once; the promise then rejects with its reason
 * @property {import('./progress.mjs').Output} [output] standard output by default
 * @property {string} [cache] data/cache by default
 * @property {Manifest} [manifest] that of the catalog by default
 * @property {Record<string, string | undefined>} [env] A2_DATASETS: a folder with the files; A2_OFFLINE=1: no downloads
 * @property {import('./download.mjs').Timeouts} [timeouts]
 * @property {string} [own] the folder of files that come with the lab; data/ by default
 * @property {import('./debian.mjs').DebianSystem} [system] where Debian's packages are looked for
 * @property {boolean} [tellMissing] prints what is missing, and that the page starts without it; true by default
 */

/** @typedef {Required<Pick<PrepareOptions, 'output' | 'cache' | 'env' | 'timeouts' | 'own' | 'system'>> & { signal: AbortSignal | undefined, unreachable: Set<string> }} Context */

const here = path.dirname(fileURLToPath(import.meta.url));

/** The environment with the folder of an option, where there is one. @param {string | undefined} folder */
export const withDatasets = (folder) =>
  folder === undefined ? process.env : { ...process.env, A2_DATASETS: folder };

const catalog = path.join(here, '../src/catalog/dataset');

/** What `readManifest` found when the npm package was built, which has no catalog in files. */
export const manifestName = 'manifest.json';

/** The files of each dataset, as listed in its folder of the catalog. @returns {Promise<Manifest>} */
export async function readManifest() {
  const packed = path.join(here, manifestName);
  if (existsSync(packed)) return JSON.parse(await readFile(packed, 'utf8'));
  const datasets = [];
  for (const name of (await readdir(catalog)).toSorted()) {
    const file = path.join(catalog, name, 'files.json');
    if (existsSync(file)) datasets.push({ name, ...JSON.parse(await readFile(file, 'utf8')) });
  }
  return { datasets };
}

/**
 * An unavailable dataset is not an error: it is listed with the reason, which is also printed.
 * @param {PrepareOptions} [options]
 * @returns {Promise<Prepared>}
 */
export async function prepare(options = {}) {
  const manifest = options.manifest ?? (await readManifest());
  /** @type {Context} */
  const context = {
    signal: options.signal,
    output: options.output ?? process.stdout,
    cache: options.cache ?? path.join(here, 'cache'),
    env: options.env ?? process.env,
    timeouts: options.timeouts ?? { connect: 10_000, stall: 30_000 },
    unreachable: new Set(),
    own: options.own ?? here,
    system: options.system ?? {},
  };
  const tellMissing = options.tellMissing ?? true;
  const wanted = options.names ?? manifest.datasets.map(({ name }) => name);
  for (const name of wanted) {
    if (manifest.datasets.every((dataset) => dataset.name !== name)) {
      const known = manifest.datasets.map((dataset) => dataset.name).join(', ');
      throw new Error(`There is no dataset ${name} in the manifest; it has ${known}.`);
    }
  }
  /** @type {Prepared} */
  const prepared = { available: [], missing: [] };
  const published = [];
  for (const dataset of manifest.datasets) {
    const reason = await prepareDataset(dataset, wanted.includes(dataset.name), context);
    if (reason === null) published.push(dataset);
    if (!wanted.includes(dataset.name)) continue;
    if (reason === null) {
      prepared.available.push(dataset.name);
    } else {
      prepared.missing.push({ name: dataset.name, reason });
      if (tellMissing) context.output.write(`${dataset.title} is not available: ${reason}\n`);
    }
  }
  await writeIndex(published, context).catch((error) => {
    context.output.write(`${error instanceof Error ? error.message : String(error)}\n`);
  });
  if (tellMissing && prepared.missing.length > 0) {
    context.output.write('The lab starts without it and offers generated stand-ins instead.\n');
  }
  return prepared;
}

/**
 * @param {ManifestDataset} dataset @param {boolean} obtain @param {Context} context
 * @returns {Promise<string | null>} why it is missing, or null
 */
async function prepareDataset(dataset, obtain, context) {
  const folder = path.join(context.cache, dataset.name);
  try {
    if (await allCached(dataset, folder, context)) return null;
    if (!obtain) return 'it was not requested';
    await mkdir(folder, { recursive: true });
    const unlock = await lock(path.join(folder, '.lock'), {
      signal: context.signal,
      onWait: () =>
        context.output.write(`${dataset.title}: another program is preparing it. Waiting …\n`),
    });
    try {
      await removeLeft(folder);
      await obtainFiles(dataset, folder, context);
    } finally {
      await unlock();
    }
    context.output.write(`${dataset.title} is ready.\n`);
    return null;
  } catch (error) {
    context.signal?.throwIfAborted();
    const problem = diskProblem(error, folder, sizeOf(dataset));
    if (problem instanceof Problem) return problem.message;
    return `an unexpected error occurred (${error instanceof Error ? error.message : String(error)}). Start again; if it happens again, please report it.`;
  }
}

/** @param {ManifestDataset} dataset */
const sizeOf = (dataset) => dataset.files.reduce((sum, file) => sum + file.size, 0);

/** @param {ManifestDataset} dataset @param {string} folder @param {Context} context */
async function allCached(dataset, folder, context) {
  for (const file of dataset.files) {
    if (!(await isCached(folder, file, { signal: context.signal }))) return false;
  }
  return true;
}

/**
 * The list that is published beside the files, as datasets/index.json.
 * @param {ManifestDataset[]} datasets @param {Context} context
 */
async function writeIndex(datasets, context) {
  const index = {
    format: 'a2-datasets',
    version: 1,
    datasets: datasets.map(({ name, files }) => ({
      name,
      files: files.map((file) => ({
        name: file.name,
        size: file.size,
        sha256: file.sha256,
        inflatedSize: file.inflatedSize,
        inflatedSha256: file.inflatedSha256,
      })),
    })),
  };
  const file = path.join(context.cache, 'index.json');
  const text = `${JSON.stringify(index, null, 2)}\n`;
  // Not rewritten without a change, because the build checks its modification time.
  if ((await readFile(file, 'utf8').catch(() => '')) !== text) await writeWhole(file, text);
}

if (isMain(import.meta.url)) {
  const { values, operands } = programOptions(
    'node data/prepare.mjs',
    { strict: 'boolean', datasets: 'string' },
    `node data/prepare.mjs [--strict] [--datasets FOLDER] [name …]

Fetches the named datasets, or all of them.
--strict      exit with 1 when a dataset is missing
--datasets    folder with the published files (default: A2_DATASETS)`,
    { operands: true },
  );
  const { signal, done } = interruption();
  try {
    const names = operands.length > 0 ? { names: operands } : {};
    const { available, missing } = await prepare({
      ...names,
      env: withDatasets(values.datasets),
      signal,
    });
    if (available.length > 0) console.log(`Available: ${available.join(', ')}.`);
    process.exitCode = values.strict === true && missing.length > 0 ? 1 : 0;
  } catch (error) {
    const stopped = signal.aborted;
    console.error(stopped ? '\nStopped; the next start resumes.' : String(error));
    process.exitCode = stopped ? 130 : 1;
  } finally {
    done();
  }
}
