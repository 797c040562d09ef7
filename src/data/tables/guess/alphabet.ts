/** Guesses which single-byte encoding a text may have. */
import type { Encoding } from '../../../document/text.ts';

/** Letters of other alphabets that appear as symbols inside words when read as Windows-1252. */
const signsInWords = /\p{L}[\u0080-\u009f\u00a1-\u00bf]|[\u0080-\u009f\u00a1-\u00bf]\p{L}/u;
/** A word of accented letters only: Cyrillic read as Windows-1252. */
const accentedWord = /[\u00c0-\u00ff]{3,}/;

/**
 * Another Windows encoding that a text read as Windows-1252 may have; null if there is no sign of one. All bytes
 * are valid in each of them, so only a person can decide.
 */
export function otherEncoding(text: string): Encoding | null {
  if (accentedWord.test(text)) return 'windows-1251';
  return signsInWords.test(text) ? 'windows-1250' : null;
}

/** Re-decodes a text that was read as Windows-1252 in another single-byte encoding. */
export function recoded(text: string, to: Encoding): string {
  const bytes = new Uint8Array(256).map((_, byte) => byte);
  // As a stream, because Node 20 decodes a whole text as Latin-1, which has no letters at 80 to 9F.
  const letters = new TextDecoder('windows-1252').decode(bytes, { stream: true });
  const byteOf = new Map(Array.from(letters, (letter, byte) => [letter, byte] as const));
  return new TextDecoder(to).decode(Uint8Array.from(text, (letter) => byteOf.get(letter) ?? 63));
}
