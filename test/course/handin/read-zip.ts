/**
 * Reads a ZIP by its central directory, as APPNOTE.TXT has it (4.3.12, 4.3.16, 4.4.6): stored files
 * only, every checksum and every local header compared. It shares no line with what writes them.
 */
import { crc32 } from 'node:zlib';
import { assert } from 'chai';

export interface Unzipped {
  readonly bytes: Uint8Array;
  /** Local time, in two seconds. */
  readonly modified: Date;
}

export function readZip(file: Uint8Array): Map<string, Unzipped> {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const word = (at: number) => view.getUint16(at, true);
  const long = (at: number) => view.getUint32(at, true);
  // No comment is written, so the end record has its place.
  const end = file.length - 22;
  assert.equal(long(end), 0x06054b50, 'the end of the central directory');
  const files = new Map<string, Unzipped>();
  let at = long(end + 16);
  for (let left = word(end + 10); left > 0; left--) {
    assert.equal(long(at), 0x02014b50, 'an entry of the central directory');
    assert.equal(word(at + 10), 0, 'stored');
    assert.isAbove(word(at + 8) & 0x800, 0, 'a name in UTF-8');
    const [time, date, size] = [word(at + 12), word(at + 14), long(at + 24)];
    const name = new TextDecoder().decode(file.subarray(at + 46, at + 46 + word(at + 28)));
    const local = long(at + 42);
    assert.equal(long(local), 0x04034b50, `the local header of ${name}`);
    const from = local + 30 + word(local + 26) + word(local + 28);
    const bytes = file.subarray(from, from + size);
    assert.equal(crc32(bytes), long(at + 16), `the checksum of ${name}`);
    assert.isFalse(files.has(name), `${name} is there once`);
    const modified = new Date(
      (date >> 9) + 1980,
      ((date >> 5) & 15) - 1,
      date & 31,
      time >> 11,
      (time >> 5) & 63,
      (time & 31) * 2,
    );
    files.set(name, { bytes, modified });
    at += 46 + word(at + 28) + word(at + 30) + word(at + 32);
  }
  assert.equal(at, end, 'nothing between the directory and its end');
  return files;
}
