/**
 * Looks for a dataset's files: in the folder A2_DATASETS, beside this program, in an installed Debian package, at
 * the publishers' addresses, and in Debian's archive. Says in a line each what is tried and what was found.
 */
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { place, sha256Of, writeWhole } from './cache.mjs';
import { announcement, installedFolder, isDebian, withPackage } from './debian.mjs';
import { download } from './download.mjs';
import { isCached, namesOf, takeFile } from './forms.mjs';
import { removePatiently } from './patience.mjs';
import { Problem, bytesText } from './problem.mjs';
import { extractMember } from './tar.mjs';
import { temporary } from './temporary.mjs';

/**
 * @typedef {import('./prepare.mjs').Archive} Archive
 * @typedef {import('./prepare.mjs').Context} Context
 * @typedef {import('./prepare.mjs').ManifestDataset} ManifestDataset
 * @typedef {import('./prepare.mjs').ManifestFile} ManifestFile
 */

/** The dataset, its folder in the cache, and what was said of the files that are still missing. */
class Search {
  /** @param {ManifestDataset} dataset @param {string} folder @param {Context} context */
  constructor(dataset, folder, context) {
    this.dataset = dataset;
    this.folder = folder;
    this.context = context;
    /** Sentences for the reason, where nothing has the files. @type {string[]} */
    this.reasons = [];
  }

  /** @param {string} place @param {string} found */
  tell(place, found) {
    this.context.output.write(`  ${place}: ${found}\n`);
  }

  /** @returns {Promise<ManifestFile[]>} */
  async missing() {
    const files = [];
    for (const file of this.dataset.files)
      if (!(await isCached(this.folder, file, this.context))) files.push(file);
    return files;
  }
}

/**
 * @param {ManifestDataset} dataset @param {string} folder @param {Context} context
 * @throws {Problem} that says why a file is unavailable
 */
export async function obtainFiles(dataset, folder, context) {
  const search = new Search(dataset, folder, context);
  const missing = await search.missing();
  if (missing.length === 0) return;
  const size = bytesText(missing.reduce((sum, file) => sum + file.size, 0));
  context.output.write(
    `${dataset.title} (${missing.length === 1 ? 'one file' : `${missing.length} files`}, ${size}) is not in the cache. Looking for it:\n`,
  );
  for (const look of [fromFolder, fromRepository, fromInstalled]) {
    const wanted = await search.missing();
    if (wanted.length > 0) await look(search, wanted);
  }
  const wanted = await search.missing();
  if (wanted.length === 0) return;
  const [first] = wanted;
  if (context.env['A2_OFFLINE'] === '1') {
    throw new Problem(
      'network',
      `${search.reasons.join('')}${first?.name} is not in the local cache and A2_OFFLINE=1 forbids downloads. Start once without it, or give a folder with the file by --datasets FOLDER or in A2_DATASETS.`,
    );
  }
  const problem = await fromPublishers(search, wanted);
  if (problem === null) return;
  const other = await fromDebian(search, await search.missing());
  if (other === null) return;
  throw new Problem(problem.code, `${search.reasons.join('')}${problem.message}${other}`, {
    cause: problem,
  });
}

/** @param {Search} search @param {ManifestFile[]} wanted */
async function fromFolder(search, wanted) {
  const { dataset, context, reasons } = search;
  const given = context.env['A2_DATASETS'];
  if (given === undefined || given === '') return search.tell('A2_DATASETS', 'not set');
  const place = `A2_DATASETS, ${given}`;
  if ((await stat(given).catch(() => null))?.isDirectory() !== true) {
    reasons.push(`--datasets or A2_DATASETS names ${given}, which is not a folder. Correct it. `);
    return search.tell(place, 'not a folder');
  }
  const places = [given, path.join(given, dataset.name)];
  const found = await takeAll(search, wanted, async (file) => {
    const source = await findIn(places, namesOf(file));
    if (source !== null) return takeFile(source, file, search.folder, context.signal);
    const packed = file.archive === undefined ? null : await findIn(places, [file.archive.name]);
    if (file.archive !== undefined && packed !== null)
      return takeMember(packed, file, file.archive, search);
    const names = file.archive === undefined ? file.name : `${file.name} nor ${file.archive.name}`;
    return `--datasets or A2_DATASETS names ${given}, which has no ${names}. `;
  });
  reasons.push(...found);
  const brief = found.join('').replaceAll(`--datasets or A2_DATASETS names ${given}, which `, '');
  return search.tell(place, found.length === 0 ? 'found' : brief.trim());
}

/** What comes with the lab, in data/ of its repository. @param {Search} search @param {ManifestFile[]} wanted */
async function fromRepository(search, wanted) {
  for (const file of wanted) {
    if (file.packed === undefined) continue;
    const source = path.join(search.context.own, file.packed);
    if ((await stat(source).catch(() => null))?.isFile() !== true) continue;
    const wrong = await takeFile(source, file, search.folder, search.context.signal);
    if (wrong !== null) search.reasons.push(wrong);
    search.tell(`the lab’s own data/${file.packed}`, wrong === null ? 'found' : wrong.trim());
  }
}

/** @param {Search} search @param {ManifestFile[]} wanted */
async function fromInstalled(search, wanted) {
  const { debian } = search.dataset;
  const { system, signal } = search.context;
  if (debian === undefined || !isDebian(system)) return;
  const installed = installedFolder(debian, system);
  const place = `the installed Debian package ${debian.package}`;
  if ((await stat(installed).catch(() => null))?.isDirectory() !== true)
    return search.tell(place, `not installed (there is no ${installed})`);
  const wrong = await takeAll(search, wanted, (file) =>
    fromUnpacked(installed, file, search, signal),
  );
  search.reasons.push(...wrong);
  return search.tell(place, wrong.length === 0 ? 'found' : wrong.join('').trim());
}

/**
 * @param {Search} search @param {ManifestFile[]} wanted
 * @returns {Promise<Problem | null>} null once all files are there
 */
async function fromPublishers(search, wanted) {
  const { context, folder } = search;
  const urls = wanted.flatMap((file) => file.archive?.urls ?? file.urls ?? []);
  const hosts = [...new Set(urls.map((url) => new URL(url).host))];
  const { connect, stall } = context.timeouts;
  if (hosts.length > 0)
    search.tell(
      `the publishers (${hosts.join(', ')})`,
      `each may take ${connect / 1000} s to answer, and pause for ${stall / 1000} s …`,
    );
  try {
    for (const file of wanted) {
      const published = file.archive ?? { ...file, urls: file.urls ?? [] };
      const part = path.join(folder, `${published.name}.part`);
      await download(published, part, context);
      if (file.archive === undefined) await place(part, folder, file.name);
      else {
        await unpack(part, file, file.archive, search);
        // The unpacked file is in place; the archive only takes space.
        await removePatiently(part).catch(() => {});
      }
    }
  } catch (error) {
    context.signal?.throwIfAborted();
    if (!(error instanceof Problem) || error.code.startsWith('disk')) throw error;
    search.tell('the publishers', error.brief ?? error.message);
    return error;
  }
  search.tell('the publishers', 'found');
  return null;
}

/**
 * @param {Search} search @param {ManifestFile[]} wanted
 * @returns {Promise<string | null>} null once all files are there; else the sentence to add, or ''
 */
async function fromDebian(search, wanted) {
  const { debian } = search.dataset;
  const { context, folder } = search;
  if (debian === undefined || !isDebian(context.system)) return '';
  const place = 'Debian’s archive';
  search.tell(place, announcement(debian, context.system));
  /** @type {string[]} */
  let wrong = [];
  try {
    await withPackage(debian, path.join(folder, '.debian'), context, async (unpacked) => {
      wrong = await takeAll(search, wanted, (file) =>
        fromUnpacked(unpacked, file, search, context.signal),
      );
    });
  } catch (error) {
    if (!(error instanceof Problem) || error.code.startsWith('disk')) throw error;
    wrong = [error.message];
  }
  search.tell(place, wrong.length === 0 ? 'found' : wrong.join('').trim());
  if (wrong.length === 0) return null;
  return ` Debian’s package ${debian.package} was tried too (${wrong.join('').trim()}).`;
}

/** @param {string} unpacked @param {ManifestFile} file @param {Search} search @param {AbortSignal | undefined} signal */
async function fromUnpacked(unpacked, file, { folder }, signal) {
  const source = await findIn([unpacked], namesOf(file));
  return source === null
    ? `${unpacked} has no ${file.name}. `
    : takeFile(source, file, folder, signal);
}

/**
 * @param {Search} search @param {ManifestFile[]} wanted
 * @param {(file: ManifestFile) => Promise<string | null>} take
 * @returns {Promise<string[]>} what was said of each file that could not be taken
 */
async function takeAll(search, wanted, take) {
  const wrong = [];
  for (const file of wanted) {
    search.context.signal?.throwIfAborted();
    const sentence = await take(file);
    if (sentence !== null) wrong.push(sentence);
  }
  return wrong;
}

/** @param {string[]} places @param {string[]} names @returns {Promise<string | null>} */
async function findIn(places, names) {
  for (const place of places) {
    for (const name of names) {
      const candidate = path.join(place, name);
      if ((await stat(candidate).catch(() => null))?.isFile() === true) return candidate;
    }
  }
  return null;
}

/**
 * @param {string} packed @param {ManifestFile} file @param {Archive} archive @param {Search} search
 * @returns {Promise<string | null>} null once the file is in the cache; else a sentence
 */
async function takeMember(packed, file, archive, search) {
  const { signal } = search.context;
  let found;
  try {
    const { size } = await stat(packed);
    const sha256 = size === archive.size ? await sha256Of(packed, signal) : null;
    if (sha256 !== archive.sha256)
      found = sha256 === null ? bytesText(size) : `the same size but the sha256 ${sha256}`;
  } catch (error) {
    signal?.throwIfAborted();
    return `${packed} cannot be read (${error instanceof Error ? error.message : String(error)}). `;
  }
  if (found !== undefined)
    return `${packed} is not the published file: wanted ${bytesText(archive.size)} with the sha256 ${archive.sha256}, found ${found}. Replace it. `;
  await unpack(packed, file, archive, search);
  return null;
}

/**
 * @param {string} packed @param {ManifestFile} file @param {Archive} archive @param {Search} search
 */
async function unpack(packed, file, archive, { folder, context }) {
  const content = extractMember(await readFile(packed), archive.member, archive.name);
  const target = path.join(folder, file.name);
  const copy = temporary(folder, file.name);
  await writeWhole(copy, content);
  const found = await sha256Of(copy, context.signal);
  if (found !== file.sha256) {
    await removePatiently(copy).catch(() => {});
    throw new Problem(
      'archive',
      `${archive.member} in ${archive.name} is not the content for ${target}: wanted ${bytesText(file.size)} with the sha256 ${file.sha256}, found ${bytesText(content.length)} with ${found}.`,
    );
  }
  await place(copy, folder, file.name);
}
