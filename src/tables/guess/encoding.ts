/** How the bytes of a file are encoded, as far as they tell. */
import type { CsvSettings } from '../../experiment/table.ts';

export type Encoding = CsvSettings['encoding'];

/** From the mark at its beginning, or from what its bytes can be. @param bytes some first ones */
export function guessEncoding(bytes: Uint8Array): Encoding {
  const [a, b] = bytes;
  if (a === 0xff && b === 0xfe) return 'utf-16le';
  if (a === 0xfe && b === 0xff) return 'utf-16be';
  const unmarked = withoutMark(bytes);
  if (unmarked !== null) return unmarked;
  const { valid, wide } = scanUtf8(bytes);
  // With some characters of UTF-8 before it, a byte that is none is a damage, which is said when it is read.
  return valid || wide ? 'utf-8' : 'windows-1252';
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

/**
 * Reads bytes as UTF-8 up to the first that is none; the end may cut a character in two. `wide` is whether
 * a character of several bytes was met: no other encoding makes many by chance.
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

/** Letters of other alphabets that Windows-1252 shows as signs, in the middle of words. */
const signsInWords = /\p{L}[\u0080-\u009f\u00a1-\u00bf]|[\u0080-\u009f\u00a1-\u00bf]\p{L}/u;
/** A word of nothing but accented letters: Cyrillic, as Windows-1252 shows it. */
const accentedWord = /[\u00c0-\u00ff]{3,}/;

/**
 * Another of Windows' encodings that a text read as Windows-1252 may be in; null where nothing speaks for
 * one. Each of them can be any bytes, so that only a person can tell.
 */
export function otherEncoding(text: string): Encoding | null {
  if (accentedWord.test(text)) return 'windows-1251';
  return signsInWords.test(text) ? 'windows-1250' : null;
}

/** A text that was read as Windows-1252, read as another encoding of one byte a letter. */
export function recoded(text: string, to: Encoding): string {
  const bytes = new Uint8Array(256).map((_, byte) => byte);
  // As a stream, since Node 20 takes a whole text for Latin-1, which has no letters at 80 to 9F.
  const letters = new TextDecoder('windows-1252').decode(bytes, { stream: true });
  const byteOf = new Map(Array.from(letters, (letter, byte) => [letter, byte] as const));
  return new TextDecoder(to).decode(Uint8Array.from(text, (letter) => byteOf.get(letter) ?? 63));
}
