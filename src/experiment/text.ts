/**
 * From the bytes of a file that somebody wrote to its text. Editors and shells write UTF-8 with a mark or
 * without, PowerShell's `>` writes UTF-16, and older programs of Windows what that had before.
 */
import type { CsvSettings } from './table.ts';

export type Encoding = CsvSettings['encoding'];

/** From the mark at its beginning, or from what its bytes can be. @param bytes some first ones */
export function guessEncoding(bytes: Uint8Array): Encoding {
  const [a, b, c] = bytes;
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8';
  if (a === 0xff && b === 0xfe) return 'utf-16le';
  if (a === 0xfe && b === 0xff) return 'utf-16be';
  const wide = withoutMark(bytes);
  if (wide !== null) return wide;
  try {
    // The end may cut a character in two.
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return 'utf-8';
  } catch {
    return 'windows-1252';
  }
}

/** UTF-16 without a mark: every other byte of plain letters and digits is zero. */
function withoutMark(bytes: Uint8Array): Encoding | null {
  const seen = bytes.subarray(0, 2000);
  const zeros = [0, 0];
  seen.forEach((byte, at) => {
    if (byte === 0) zeros[at % 2]! += 1;
  });
  const [even, odd] = zeros as [number, number];
  const many = seen.length * 0.4;
  if (seen.length < 8) return null;
  if (odd > many && even === 0) return 'utf-16le';
  return even > many && odd === 0 ? 'utf-16be' : null;
}

/** Whether bytes hold a character that UTF-8 writes in several; then a wrong one is a damage. */
export function hasWideUtf8(bytes: Uint8Array): boolean {
  for (let at = 0; at + 1 < bytes.length; at++) {
    if (bytes[at]! >= 0xc2 && bytes[at]! <= 0xf4 && (bytes[at + 1]! & 0xc0) === 0x80) return true;
  }
  return false;
}

/**
 * The text of a whole document, whatever it was written with; a mark at its beginning is no part of it.
 * Damaged characters become U+FFFD: what reads the text says what it wanted there.
 */
export const decodeText = (bytes: Uint8Array): string =>
  new TextDecoder(guessEncoding(bytes)).decode(bytes);

/** Of a file in the page. Rejects as the file's own reading does. */
export const textOf = async (file: Blob): Promise<string> =>
  decodeText(new Uint8Array(await file.arrayBuffer()));
