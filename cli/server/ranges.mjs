/** The part of a file that a request asks for (RFC 9110, section 14). */

/**
 * @typedef {{ start: number, end: number }} Range first and last byte, both included
 */

/**
 * Null where the whole file is to be sent: without a range, or with another unit, a malformed range, or several, which
 * would need a multipart response. 'unsatisfiable' where the file has no such bytes.
 * @param {string | undefined} header "bytes=0-99", "bytes=-8" @param {number} size bytes of the file
 * @returns {Range | null | 'unsatisfiable'}
 */
export function rangeOf(header, size) {
  const [, first, last = ''] = /^bytes=[ \t]*(\d*)-(\d*)[ \t]*$/i.exec(header ?? '') ?? [];
  if (first === undefined || (first === '' && last === '')) return null;
  if (first === '') {
    const length = Math.min(Number(last), size);
    return length === 0 ? 'unsatisfiable' : { start: size - length, end: size - 1 };
  }
  const start = Number(first);
  const end = last === '' ? Infinity : Number(last);
  if (end < start) return null;
  return start >= size ? 'unsatisfiable' : { start, end: Math.min(end, size - 1) };
}
