/** A document as readable JSON: indented, but with each list of numbers on one line. */
import { throwIfAborted } from '../../base/errors.ts';
import { yieldToEventLoop } from '../../base/event-loop.ts';
import { bytesOfFloats } from '../../base/little-endian.ts';
import { base64Pieces } from '../base64.ts';

export const documentText = (document: unknown): string => [...documentParts(document)].join('');

/**
 * The same text in parts: one list of numbers or value each. Float32 lists become base64 of their bytes, in parts
 * of up to 128 kB.
 */
export function* documentParts(document: unknown): Generator<string, void> {
  yield* valueParts(document, '');
  yield '\n';
}

/** Characters of a piece, and milliseconds of work before yielding to the event loop. */
const [pieceLength, sliceMs] = [2 ** 16, 12];

/** The parts as pieces of a file, so that a page stays responsive between them. Throws the signal's reason. */
export async function* inPieces(
  parts: Iterable<string>,
  signal?: AbortSignal,
): AsyncGenerator<string, void> {
  let piece = '';
  let began = performance.now();
  for (const part of parts) {
    piece += part;
    if (performance.now() - began > sliceMs) {
      await yieldToEventLoop();
      throwIfAborted(signal);
      began = performance.now();
    }
    if (piece.length < pieceLength) continue;
    yield piece;
    piece = '';
  }
  if (piece !== '') yield piece;
}

/**
 * A value inside a document. Hand-written, because JSON.stringify is fast for numbers only as whole lists.
 * @param indent of all lines but the first
 */
export function* valueParts(value: unknown, indent: string): Generator<string, void> {
  const inner = `${indent}  `;
  // Undefined list items; undefined object values are omitted below.
  if (value === undefined) yield 'null';
  else if (typeof value !== 'object' || value === null) yield JSON.stringify(value);
  else if (value instanceof Float32Array) {
    yield '"';
    yield* base64Pieces(bytesOfFloats(value));
    yield '"';
  } else if (Array.isArray(value)) {
    const list: readonly unknown[] = value;
    if (list.length === 0) yield '[]';
    else if (list.every((each) => typeof each === 'number')) {
      yield JSON.stringify(list).replaceAll(',', ', ');
    } else {
      for (const [at, each] of list.entries()) {
        yield `${at === 0 ? '[' : ','}\n${inner}`;
        yield* valueParts(each, inner);
      }
      yield `\n${indent}]`;
    }
  } else {
    let before = '{';
    for (const [key, each] of Object.entries(value) as [string, unknown][]) {
      if (each === undefined) continue;
      yield `${before}\n${inner}${JSON.stringify(key)}: `;
      yield* valueParts(each, inner);
      before = ',';
    }
    yield before === '{' ? '{}' : `\n${indent}}`;
  }
}
