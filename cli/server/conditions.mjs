/** Conditional requests (RFC 9110, section 13): whether the client has the file, or a part of the same version. */

/** @typedef {{ etag: string, modified: Date }} Validators */

/**
 * A strong ETag, as in other file servers: builds replace whole files, each with a new modification time.
 * @param {{ size: number, mtimeMs: number, mtime: Date }} stats @returns {Validators}
 */
export const validatorsOf = ({ size, mtimeMs, mtime }) => ({
  etag: `"${size.toString(16)}-${Math.round(mtimeMs).toString(16)}"`,
  // An HTTP date has no fractions of a second.
  modified: new Date(Math.floor(mtime.getTime() / 1000) * 1000),
});

/** @param {string} header @param {string} etag @param {boolean} weakly whether W/"x" is as good as "x" */
const lists = (header, etag, weakly) =>
  header.trim() === '*' ||
  [...header.matchAll(/(W\/)?("[^"]*")/g)].some(
    ([, weak, tag]) => tag === etag && (weakly || weak === undefined),
  );

/** Milliseconds; NaN for an invalid date. @param {string | undefined} header */
const timeOf = (header) => (header === undefined ? NaN : Date.parse(header));

/**
 * The status to answer without the file; null where the file is to be sent.
 * @param {import('node:http').IncomingHttpHeaders} headers @param {Validators} validators
 * @returns {304 | 412 | null}
 */
export function conditionStatus(headers, { etag, modified }) {
  const time = modified.getTime();
  const ifMatch = headers['if-match'];
  if (ifMatch !== undefined) {
    if (!lists(ifMatch, etag, false)) return 412;
  } else if (time > timeOf(headers['if-unmodified-since'])) return 412;
  const ifNoneMatch = headers['if-none-match'];
  if (ifNoneMatch !== undefined) return lists(ifNoneMatch, etag, true) ? 304 : null;
  return time <= timeOf(headers['if-modified-since']) ? 304 : null;
}

/**
 * Whether a range may be sent: without If-Range, or where it names exactly this version of the file.
 * @param {import('node:http').IncomingHttpHeaders} headers @param {Validators} validators
 */
export function mayBePart(headers, { etag, modified }) {
  const { 'if-range': ifRange } = headers;
  if (ifRange === undefined || typeof ifRange !== 'string') return true;
  const named = ifRange.trim();
  return named.endsWith('"') ? named === etag : timeOf(named) === modified.getTime();
}
