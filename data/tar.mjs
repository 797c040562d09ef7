/** A minimal tar reader (POSIX ustar) that extracts one member of a small .tgz. */
import { gunzipSync } from 'node:zlib';
import { Problem } from './problem.mjs';

const blockSize = 512;

/**
 * @param {Uint8Array} tgz the whole archive
 * @param {string} member path inside it
 * @param {string} name the archive's name, for messages
 * @param {number} [limit] maximum inflated size in bytes
 * @returns {Buffer} the member's content
 */
export function extractMember(tgz, member, name, limit = 64 * 2 ** 20) {
  let tar;
  try {
    tar = gunzipSync(tgz, { maxOutputLength: limit });
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new Problem('archive', `${name} cannot be inflated (${why}).`, { cause });
  }
  const found = [];
  for (let at = 0; at + blockSize <= tar.length && tar[at] !== 0;) {
    const prefix = text(tar, at + 345, 155);
    const path = (prefix === '' ? '' : `${prefix}/`) + text(tar, at, 100);
    const size = Number.parseInt(text(tar, at + 124, 12).trim() || '0', 8);
    const content = at + blockSize;
    if (!Number.isInteger(size) || size < 0 || content + size > tar.length) {
      throw new Problem('archive', `${name} ends inside its member ${path}.`);
    }
    if (path === member) return tar.subarray(content, content + size);
    found.push(path);
    at = content + Math.ceil(size / blockSize) * blockSize;
  }
  throw new Problem(
    'archive',
    `${name} has no member ${member}; it holds ${found.join(', ') || 'nothing'}.`,
  );
}

/** @param {Buffer} tar @param {number} from @param {number} length */
function text(tar, from, length) {
  const field = tar.toString('utf8', from, from + length);
  const end = field.indexOf('\0');
  return end < 0 ? field : field.slice(0, end);
}
