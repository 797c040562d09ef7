/** Copies one file of a dataset into the cache: from the folder A2_DATASETS, else from the network. */
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { cached, copyInto, place, sha256Of, writeWhole } from './cache.mjs';
import { download } from './download.mjs';
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

/**
 * @param {ManifestFile} file @param {string} folder @param {ManifestDataset} dataset @param {Context} context
 * @throws {Problem} that says why it is unavailable
 */
export async function obtainFile(file, folder, dataset, context) {
  const state = await cached(folder, file.name, file, context.signal);
  if (state === 'verified') return;
  if (state !== 'absent') {
    context.output.write(
      `${path.join(folder, file.name)} was removed: wanted ${bytesText(file.size)} with the sha256 ${file.sha256}, found ${bytesText(state.size)} with ${state.sha256}. It is fetched again.\n`,
    );
    await removePatiently(path.join(folder, file.name));
  }
  const problem = await fromFolder(file, folder, dataset, context);
  if (problem === null) return;
  if (context.env['A2_OFFLINE'] === '1') {
    throw new Problem(
      'network',
      `${problem}${file.name} is not in the local cache and A2_OFFLINE=1 forbids downloads. Start once without it, or give a folder with the file by --datasets FOLDER or in A2_DATASETS.`,
    );
  }
  try {
    await fromNetwork(file, folder, context);
  } catch (error) {
    if (error instanceof Problem && problem !== '') {
      throw new Problem(error.code, `${problem}${error.message}`, { cause: error });
    }
    throw error;
  }
}

/**
 * @param {ManifestFile} file @param {string} folder @param {ManifestDataset} dataset @param {Context} context
 * @returns {Promise<string | null>} null once the file is in the cache; else a message, or ''
 */
async function fromFolder(file, folder, dataset, context) {
  const given = context.env['A2_DATASETS'];
  if (given === undefined || given === '') return '';
  const isFolder = (await stat(given).catch(() => null))?.isDirectory() === true;
  if (!isFolder)
    return `--datasets or A2_DATASETS names ${given}, which is not a folder. Correct it. `;
  const archive = file.archive;
  const places = [given, path.join(given, dataset.name)];
  /** @type {(name: string) => Promise<string | undefined>} */
  const find = async (name) => {
    for (const place of places) {
      const candidate = path.join(place, name);
      if ((await stat(candidate).catch(() => null))?.isFile() === true) return candidate;
    }
    return undefined;
  };
  const source = await find(file.name);
  if (source !== undefined) {
    const wrong = await difference(source, file, context);
    if (wrong !== null) return wrong;
    await copyInto(source, folder, file.name, file, context.signal);
    return null;
  }
  const packed = archive === undefined ? undefined : await find(archive.name);
  if (archive !== undefined && packed !== undefined) {
    const wrong = await difference(packed, archive, context);
    if (wrong !== null) return wrong;
    await unpack(packed, file, archive, folder, context);
    return null;
  }
  const names = archive === undefined ? file.name : `${file.name} nor ${archive.name}`;
  return `--datasets or A2_DATASETS names ${given}, which has no ${names}. `;
}

/**
 * @param {string} source @param {{ size: number, sha256: string }} expected @param {Context} context
 * @returns {Promise<string | null>}
 */
async function difference(source, expected, context) {
  try {
    const { size } = await stat(source);
    const found = size === expected.size ? await sha256Of(source, context.signal) : null;
    if (found === expected.sha256) return null;
    const what = found === null ? bytesText(size) : `the same size but the sha256 ${found}`;
    return `${source} is not the published file: wanted ${bytesText(expected.size)} with the sha256 ${expected.sha256}, found ${what}. Replace it. `;
  } catch (error) {
    context.signal?.throwIfAborted();
    return `${source} cannot be read (${error instanceof Error ? error.message : String(error)}). `;
  }
}

/** @param {ManifestFile} file @param {string} folder @param {Context} context */
async function fromNetwork(file, folder, context) {
  const wanted = file.archive ?? { ...file, urls: file.urls ?? [] };
  const part = path.join(folder, `${wanted.name}.part`);
  await download(wanted, part, context);
  if (file.archive === undefined) {
    await place(part, folder, file.name);
  } else {
    await unpack(part, file, file.archive, folder, context);
    // The unpacked file is in place; the archive only takes space.
    await removePatiently(part).catch(() => {});
  }
}

/**
 * @param {string} packed @param {ManifestFile} file @param {Archive} archive @param {string} folder @param {Context} context
 */
async function unpack(packed, file, archive, folder, context) {
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
