/**
 * The forms of a published file. One that is published as gzip may also be kept inflated, under its name without
 * .gz: another host's gzip of the same content has other bytes, so that only the content can be checked.
 */
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { cached, copyInto, place, sha256Of } from './cache.mjs';
import { removePatiently } from './patience.mjs';
import { Problem, bytesText, diskProblem, systemCode } from './problem.mjs';
import { takeRepacked } from './repack.mjs';
import { temporary } from './temporary.mjs';

/**
 * @typedef {import('./prepare.mjs').ManifestFile} ManifestFile
 * @typedef {{ name: string, size: number, sha256: string }} Form
 */

/**
 * The forms that the lab accepts, with the names under which they are kept; the published one first.
 * @param {ManifestFile} file @returns {Form[]}
 */
export function formsOf({ name, size, sha256, inflatedSize, inflatedSha256 }) {
  const published = { name, size, sha256 };
  if (sha256 === inflatedSha256) return [published];
  return [published, { name: inflatedName(name), size: inflatedSize, sha256: inflatedSha256 }];
}

/** @param {string} name of a published file */
const inflatedName = (name) => name.replace(/\.gz$/, '');

/** Names under which a folder may hold the file, in any form. @param {ManifestFile} file */
export const namesOf = (file) => [
  ...new Set([...formsOf(file).map(({ name }) => name), `${inflatedName(file.name)}.gz`]),
];

/**
 * Whether the cache has the file in one of its forms. With an output, a wrong one is removed, and the output says so.
 * @param {string} folder @param {ManifestFile} file
 * @param {{ signal: AbortSignal | undefined, output?: import('./progress.mjs').Output }} context
 */
export async function isCached(folder, file, { signal, output }) {
  for (const form of formsOf(file)) {
    const state = await cached(folder, form.name, form, signal);
    if (state === 'verified') return true;
    if (state === 'absent' || output === undefined) continue;
    const wrong = path.join(folder, form.name);
    output.write(
      `${wrong} was removed: wanted ${bytesText(form.size)} with the sha256 ${form.sha256}, found ${bytesText(state.size)} with ${state.sha256}. It is fetched again.\n`,
    );
    await removePatiently(wrong);
  }
  return false;
}

/**
 * Copies a file of any form into the cache: as published, inflated, or packed as gzip by others, which is restored
 * to the published bytes where only its header differs, and else stored inflated. Only verified bytes get a final name.
 * @param {string} source @param {ManifestFile} file @param {string} folder @param {AbortSignal | undefined} signal
 * @returns {Promise<string | null>} null, or a sentence that says what is wrong with the source
 * @throws {import('./problem.mjs').Problem} where the cache cannot be written
 */
export async function takeFile(source, file, folder, signal) {
  let found;
  try {
    const { size } = await stat(source);
    const form = formsOf(file).find((each) => each.size === size);
    const sha256 = form === undefined ? null : await sha256Of(source, signal);
    if (form !== undefined && sha256 === form.sha256) {
      await copyInto(source, folder, form.name, form, signal);
      return null;
    }
    if (await isGzip(source)) {
      if (await takeRepacked(source, file, folder, signal)) return null;
      const inflated = await takeInflated(source, file, folder, signal);
      if (inflated === null) return null;
      found = `${bytesText(size)}, ${inflated}`;
    } else found = sha256 === null ? bytesText(size) : `the same size but the sha256 ${sha256}`;
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof Problem || systemCode(error) === '') throw error;
    return `${source} cannot be read (${error instanceof Error ? error.message : String(error)}). `;
  }
  return `${source} is not the published file: wanted ${bytesText(file.size)} with the sha256 ${file.sha256}, found ${found}. Replace it. `;
}

/** @param {string} file */
async function isGzip(file) {
  const handle = await open(file, 'r');
  try {
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(2), 0, 2, 0);
    return bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b;
  } finally {
    await handle.close();
  }
}

/**
 * @param {string} source gzip @param {ManifestFile} file @param {string} folder @param {AbortSignal | undefined} signal
 * @returns {Promise<string | null>} null, or what it holds instead
 */
async function takeInflated(source, file, folder, signal) {
  const form = /** @type {Form} */ (formsOf(file).at(-1));
  const copy = temporary(folder, form.name);
  const hash = createHash('sha256');
  let size = 0;
  try {
    await pipeline(
      createReadStream(source),
      createGunzip(),
      async function* counted(/** @type {AsyncIterable<Buffer>} */ chunks) {
        for await (const chunk of chunks) {
          size += chunk.length;
          // A small file may inflate to more than the disk holds.
          if (size > form.size) throw new Error('too much');
          hash.update(chunk);
          yield chunk;
        }
      },
      createWriteStream(copy, { flags: 'wx', flush: true }),
      signal === undefined ? {} : { signal },
    );
    const sha256 = hash.digest('hex');
    if (sha256 !== form.sha256) return `inflated ${bytesText(size)} with the sha256 ${sha256}`;
    await place(copy, folder, form.name);
    return null;
  } catch (error) {
    signal?.throwIfAborted();
    if (size > form.size) return `inflated more than ${bytesText(form.size)}`;
    if (systemCode(error).startsWith('Z_')) return 'which cannot be inflated';
    throw diskProblem(error, path.join(folder, form.name), form.size);
  } finally {
    await removePatiently(copy).catch(() => {});
  }
}
