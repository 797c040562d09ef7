/** A fetch that also accepts `file:` URLs, streamed from the disk. */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';

/**
 * A file that is not in its dataset's folder may be beside that folder: users who download the few
 * published files by hand put them all into one folder. A .gz may also be there inflated, without its ending:
 * whoever reads it recognises either form.
 */
export async function findFile(file: string): Promise<string | null> {
  const folder = path.dirname(file);
  const names = [...new Set([path.basename(file), path.basename(file, '.gz')])];
  const places = [folder, path.dirname(folder)].flatMap((each) =>
    names.map((name) => path.join(each, name)),
  );
  for (const place of places) {
    const stats = await stat(place).catch(() => null);
    if (stats?.isFile() === true) return place;
  }
  return null;
}

/** Status 404 where there is no such file. Ranges are ignored: the whole file is sent, with status 200. */
export const fileFetch: typeof fetch = async (input, init) => {
  const url = new URL(input instanceof Request ? input.url : input);
  if (url.protocol !== 'file:') return fetch(input, init);
  init?.signal?.throwIfAborted();
  const file = await findFile(fileURLToPath(url));
  if (file === null) return new Response(null, { status: 404 });
  const stream = createReadStream(file, { highWaterMark: 2 ** 18 });
  return new Response(Readable.toWeb(stream) as ReadableStream<Uint8Array<ArrayBuffer>>);
};
