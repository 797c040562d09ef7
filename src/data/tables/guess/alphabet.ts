/** Which of the encodings of one byte a letter a text may be in. */
import type { Encoding } from '../../../document/text.ts';

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
