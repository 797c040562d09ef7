/** What is written to a file or a stream: whole, or in pieces that are generated each time they are requested. */

/** Texts that are too long for one string come in pieces. */
export type TextContent = string | AsyncIterable<string>;

export type Content = TextContent | Uint8Array;

export const piecesOf = (content: TextContent): Iterable<string> | AsyncIterable<string> =>
  typeof content === 'string' ? [content] : content;
