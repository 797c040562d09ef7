/** Base64 in pieces (RFC 4648, with padding), for bytes that are too many for one text. */

/** Bytes of a piece: a multiple of three, so that only the last piece is padded. */
const pieceBytes = 96 * 1024;
/** Arguments of one call. */
const callBytes = 8 * 1024;

/** The base64 of all bytes, up to 128 kB of text at a time. */
export function* base64Pieces(bytes: Uint8Array): Generator<string, void> {
  for (let start = 0; start < bytes.length; start += pieceBytes) {
    const piece = bytes.subarray(start, start + pieceBytes);
    let letters = '';
    for (let at = 0; at < piece.length; at += callBytes) {
      letters += String.fromCharCode(...piece.subarray(at, at + callBytes));
    }
    yield btoa(letters);
  }
}

/** Decodes a text that comes in pieces of any length. */
export class Base64Reader {
  /** Fewer than four characters that wait for the next piece. */
  #left = '';
  #ended = false;

  /** The bytes of the next piece; null for a text that is not base64. */
  take(piece: string): Uint8Array<ArrayBuffer> | null {
    const text = this.#left + piece;
    const whole = text.slice(0, text.length - (text.length % 4));
    this.#left = text.slice(whole.length);
    if (whole === '') return new Uint8Array(0);
    // Nothing may follow the padding.
    if (this.#ended || !/^[A-Za-z0-9+/]*={0,2}$/.test(whole)) return null;
    this.#ended = whole.endsWith('=');
    const letters = atob(whole);
    // Unused bits of the last character must be zero, so that each list has one text.
    if (this.#ended && !btoa(letters.slice(-(letters.length % 3))).endsWith(whole.slice(-4)))
      return null;
    const bytes = new Uint8Array(letters.length);
    for (let at = 0; at < letters.length; at++) bytes[at] = letters.charCodeAt(at);
    return bytes;
  }

  /** Whether the text is complete. */
  get isWhole(): boolean {
    return this.#left === '';
  }
}
