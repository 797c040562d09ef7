/**
 * Restores a published gzip file from one that others made of the same compressed data: gzip programs differ in the
 * header (a time, a name), which the manifest records.
 */
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { open } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { place } from './cache.mjs';
import { removePatiently } from './patience.mjs';
import { diskProblem, systemCode } from './problem.mjs';
import { temporary } from './temporary.mjs';

/**
 * @param {string} source gzip @param {import('./prepare.mjs').ManifestFile} file @param {string} folder
 * @param {AbortSignal | undefined} signal
 * @returns {Promise<boolean>} whether the cache now has the published file, verified
 */
export async function takeRepacked(source, file, folder, signal) {
  const start = await dataStart(source);
  if (file.gzipHeader === undefined || start === null) return false;
  const header = Buffer.from(file.gzipHeader, 'hex');
  const copy = temporary(folder, file.name);
  const hash = createHash('sha256').update(header);
  try {
    const target = createWriteStream(copy, { flags: 'wx', flush: true });
    target.write(header);
    await pipeline(
      createReadStream(source, { start, end: start + file.size - header.length }),
      async function* hashed(/** @type {AsyncIterable<Buffer>} */ chunks) {
        for await (const chunk of chunks) {
          hash.update(chunk);
          yield chunk;
        }
      },
      target,
      signal === undefined ? {} : { signal },
    );
    if (hash.digest('hex') !== file.sha256) return false;
    await place(copy, folder, file.name);
    return true;
  } catch (error) {
    signal?.throwIfAborted();
    if (systemCode(error) === '') throw error;
    throw diskProblem(error, path.join(folder, file.name), file.size);
  } finally {
    await removePatiently(copy).catch(() => {});
  }
}

/**
 * Where the compressed data begin (RFC 1952, section 2.3).
 * @param {string} source @returns {Promise<number | null>} null where the header has other parts than a name
 */
async function dataStart(source) {
  const handle = await open(source, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(1024), 0, 1024, 0);
    const flags = buffer[3];
    if (bytesRead < 10 || (flags !== 0 && flags !== 8)) return null;
    if (flags === 0) return 10;
    const end = buffer.indexOf(0, 10);
    return end < 0 ? null : end + 1;
  } finally {
    await handle.close();
  }
}
