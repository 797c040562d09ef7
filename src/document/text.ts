/**
 * Decodes a file's bytes to text. Editors and shells write UTF-8 with or without a byte order mark, PowerShell's
 * `>` writes UTF-16, and older Windows programs write legacy encodings.
 */
import type { CsvSettings } from './table.ts';

export type Encoding = CsvSettings['encoding'];

/** By the byte order mark, or by which bytes are valid. @param bytes the first bytes of the file */
export function guessEncoding(bytes: Uint8Array): Encoding {
  const [a, b, c] = bytes;
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8';
  if (a === 0xff && b === 0xfe) return 'utf-16le';
  if (a === 0xfe && b === 0xff) return 'utf-16be';
  const unmarked = withoutMark(bytes);
  if (unmarked !== null) return unmarked;
  const { valid, wide } = scanUtf8(bytes);
  // After some valid multi-byte characters, an invalid byte means damage, which is reported when the file is read.
  return valid || wide ? 'utf-8' : 'windows-1252';
}

/** UTF-16 without a byte order mark: every other byte of ASCII text is zero. */
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

/**
 * Reads bytes as UTF-8 up to the first invalid one; the end may cut a character in two. `wide` is whether a
 * multi-byte character was found: other encodings rarely produce one by chance.
 */
export function scanUtf8(bytes: Uint8Array): { readonly valid: boolean; readonly wide: boolean } {
  let wide = false;
  let at = 0;
  while (at < bytes.length) {
    const lead = bytes[at]!;
    if (lead < 0x80) {
      at += 1;
      continue;
    }
    const length = lead < 0xc2 || lead > 0xf4 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    const rest = bytes.subarray(at + 1, at + length);
    if (length === 0 || rest.some((byte) => (byte & 0xc0) !== 0x80)) return { valid: false, wide };
    if (rest.length === length - 1) wide = true;
    at += length;
  }
  return { valid: true, wide };
}

/**
 * The text of a whole document in any of these encodings, without its byte order mark. Damaged characters
 * become U+FFFD, which the parser of the text then reports.
 */
export function decodeText(bytes: Uint8Array): string {
  const decoder = new TextDecoder(guessEncoding(bytes));
  // In two steps, because Node 20 decodes a whole text as Latin-1 when asked for Windows-1252.
  return decoder.decode(bytes, { stream: true }) + decoder.decode();
}

/** The text of a file in the page. Rejects if the file cannot be read. */
export const textOf = async (file: Blob): Promise<string> =>
  decodeText(new Uint8Array(await file.arrayBuffer()));
