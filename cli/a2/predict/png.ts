/** PNG files as the grey values that a network for images reads. */
import { open } from 'node:fs/promises';
import { grey } from '../../../src/lab/model/grey.ts';
import type { Images } from '../../../src/lab/predict/predict-images.ts';
import { messageOf, Problem } from '../problem.ts';
import { pngColours, pngHead } from './png-decoder.ts';

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Maximum bytes of a file: an image of the lab's size has less than a thousandth, profiles and texts included. */
const maxBytes = 2 ** 18;

/**
 * One image a file, in their order; transparent pixels count as background. Throws Problem that names the file which is
 * no PNG, is damaged, or has another size.
 */
export async function* pngImages(
  files: readonly string[],
  size: Size,
  inverted: boolean,
): AsyncGenerator<Images> {
  for (const file of files)
    yield { file, pixels: pixelsOf(file, await bytesOf(file), size, inverted) };
}

const wrong = (file: string, what: string, cause?: unknown): Problem =>
  new Problem(`${file} is no usable PNG image: ${what}.`, { cause });

async function bytesOf(file: string): Promise<Uint8Array> {
  const handle = await open(file).catch((error: unknown) => {
    throw new Problem(`${file} cannot be read: ${messageOf(error)}.`, { cause: error });
  });
  try {
    const { size } = await handle.stat();
    if (size > maxBytes) throw wrong(file, `wanted at most ${maxBytes} bytes, found ${size}`);
    return await handle.readFile();
  } finally {
    await handle.close();
  }
}

function pixelsOf(
  file: string,
  bytes: Uint8Array,
  { width, height }: Size,
  inverted: boolean,
): Uint8Array<ArrayBuffer> {
  const head = pngHead(bytes);
  if (head === null) {
    throw wrong(file, 'wanted the signature and the header of a PNG file, found others');
  }
  if (head.width !== width || head.height !== height) {
    throw wrong(
      file,
      `wanted ${width} × ${height} pixels, as the model reads, found ${head.width} × ${head.height}. Scale it first; the page’s “Try it” does so by itself`,
    );
  }
  try {
    return Uint8Array.from(grey(pngColours(bytes, head), inverted));
  } catch (error) {
    throw wrong(file, `it is damaged (${messageOf(error)})`, error);
  }
}
