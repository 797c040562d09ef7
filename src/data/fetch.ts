/** Loads one published file into memory: cached or fetched, verified, inflated. */
import { LabError, isAbort, throwIfAborted } from '../base/errors.ts';
import { fileUrl } from './files.ts';
import type { DatasetFile } from './files.ts';
import { Segments, inflate } from './inflate.ts';
import { Received } from './received.ts';
import { keep, nothingKept } from './keep.ts';
import { openDatasetStore } from './store.ts';
import type { CachedRequest, DatasetStore } from './store.ts';
import type { DatasetProgress } from '../protocol/dataset.ts';

export interface FetchOptions {
  readonly signal?: AbortSignal | undefined;
  /** Bytes of the published file, or of the inflated one in the phase `inflate`. */
  readonly onProgress?: (phase: DatasetProgress['phase'], loaded: number, total: number) => void;
  /** Notices for the user although nothing failed. */
  readonly onNotice?: (text: string) => void;
  /** Where files are cached; the browser's Cache Storage by default, null for nowhere. */
  readonly store?: DatasetStore | null | undefined;
  readonly fetch?: typeof globalThis.fetch | undefined;
}

/** Where the bytes of a file came from. */
export type Source = 'kept' | 'fetched';

/**
 * Writes the inflated file into consecutive buffers, filling them exactly. The bytes come from the store
 * (a corrupt entry is deleted), else from the network, with one retry for the rest if the connection
 * breaks. A fetched file is stored once it is verified; a partial download is stored to be resumed later.
 * Resolves to where the bytes came from.
 * Throws LabError `dataset-missing`, `dataset-network`, `dataset-short`, `dataset-checksum`,
 * `dataset-format` or `aborted`; the buffers' content is then undefined.
 */
export async function fetchVerified(
  file: DatasetFile,
  baseUrl: string,
  buffers: readonly Uint8Array[],
  options: FetchOptions = {},
): Promise<Source> {
  const { signal, onProgress } = options;
  throwIfAborted(signal);
  const url = fileUrl(file, baseUrl);
  const store = options.store === undefined ? await openDatasetStore() : options.store;
  const kept = await fromStore(file, url, store, options);
  const received = kept ?? (await fromNetwork(file, url, store, options));
  const source = kept === null ? 'fetched' : 'kept';
  throwIfAborted(signal);
  const segments = new Segments(buffers);
  if (received.inflated || file.sha256 === file.inflatedSha256) {
    segments.write(received.bytes);
    onProgress?.('inflate', file.inflatedSize, file.inflatedSize);
    return source;
  }
  await inflate(received.bytes, segments, file.name, {
    signal,
    onProgress: (written) => onProgress?.('inflate', written, file.inflatedSize),
  });
  return source;
}

async function fromStore(
  file: DatasetFile,
  url: string,
  store: DatasetStore | null,
  options: FetchOptions,
): Promise<Received | null> {
  if (store === null) return null;
  try {
    const response = await store.match(url);
    if (response === undefined) return null;
    const received = new Received(file);
    await receive(response, received, 'cache', options);
    received.verify('the browser’s cache');
    return received;
  } catch (error) {
    throwIfAborted(options.signal);
    await store.delete(url).catch(() => false);
    options.onNotice?.(
      `A stored file was damaged and is downloaded again: ${file.name} ${damageOf(error)}.`,
    );
    return null;
  }
}

function damageOf(error: unknown): string {
  const code = error instanceof LabError ? error.code : '';
  if (code === 'dataset-checksum') return 'did not have the SHA-256 of the published file';
  if (code === 'dataset-short') return 'was too short';
  return `could not be read (${error instanceof Error ? error.message : String(error)})`;
}

async function fromNetwork(
  file: DatasetFile,
  url: string,
  store: DatasetStore | null,
  options: FetchOptions,
): Promise<Received> {
  const received = new Received(file);
  const begun = await takeBeginning(received, file, url, store);
  try {
    await requestAll(file, url, received, store, options);
    options.onProgress?.('verify', received.length, received.wanted);
    received.verify(url);
  } catch (error) {
    const wrong = error instanceof LabError && error.code === 'dataset-checksum';
    if (wrong) await forgetBeginning(url, store);
    else await keepBeginning(received, url, store);
    // The stored beginning may have been damaged; fetch the whole file.
    if (wrong && begun) return fromNetwork(file, url, store, options);
    throw error;
  }
  await forgetBeginning(url, store);
  const notice = store === null ? notKept(url, options) : await keep(store, url, received.bytes);
  if (notice !== null) options.onNotice?.(notice);
  return received;
}

/** No notice for local files, which need no cache, nor if the caller asked for no store. */
const notKept = (url: string, { store }: FetchOptions): string | null =>
  store === undefined && url.startsWith('http') ? nothingKept : null;

async function requestAll(
  file: DatasetFile,
  url: string,
  received: Received,
  store: DatasetStore | null,
  options: FetchOptions,
): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await request(url, received, store !== null, options);
      if (received.length === received.wanted || attempt > 1) return;
    } catch (error) {
      throwIfAborted(options.signal);
      if (error instanceof LabError) throw error;
      // Nothing arrived at all: a retry would only double the wait.
      if (attempt > 1 || received.length === 0) throw networkError(file, url, received, error);
    }
  }
}

/** The store's key for a partial download. */
const beginningOf = (url: string): string => `${url}?beginning`;

/** Partial downloads are stored from this size on: about a second's download. */
const minKept = 100_000;

async function takeBeginning(
  received: Received,
  file: DatasetFile,
  url: string,
  store: DatasetStore | null,
): Promise<boolean> {
  try {
    const response = await store?.match(beginningOf(url));
    if (response === undefined) return false;
    const bytes = new Uint8Array(await response.arrayBuffer());
    if (bytes.length < file.size) received.add(bytes);
  } catch {
    // Then fetch from the first byte.
    received.reset();
  }
  return received.length > 0;
}

async function forgetBeginning(url: string, store: DatasetStore | null): Promise<void> {
  await store?.delete(beginningOf(url)).catch(() => false);
}

/** Stores a partial download; failing to do so is harmless. */
async function keepBeginning(
  received: Received,
  url: string,
  store: DatasetStore | null,
): Promise<void> {
  if (store === null || received.inflated || received.length < minKept) return;
  await keep(store, beginningOf(url), received.bytes);
}

/** One request, for the rest if a beginning is already there. */
async function request(
  url: string,
  received: Received,
  stored: boolean,
  options: FetchOptions,
): Promise<void> {
  const ask = options.fetch ?? globalThis.fetch;
  // A Range counts bytes as sent, so it does not apply to inflated ones.
  if (received.inflated) received.reset();
  const from = received.length;
  const init: CachedRequest = {
    // With a store, the browser's HTTP cache would keep a second copy of 30 MB.
    cache: stored ? 'no-store' : 'default',
    ...(options.signal === undefined ? {} : { signal: options.signal }),
    ...(from > 0 ? { headers: { Range: `bytes=${from}-` } } : {}),
  };
  const response = await ask(url, init);
  if (response.status === 404 || response.status === 410) {
    await response.body?.cancel();
    throw new LabError(
      'dataset-missing',
      `${url} does not exist (status ${response.status}): the lab was published without this dataset. Take its stand-in, or prepare the data and build again.`,
    );
  }
  if (!response.ok) {
    await response.body?.cancel();
    throw new LabError(
      'dataset-network',
      `${url} could not be fetched: wanted the status 200, found ${response.status}. Try again later.`,
    );
  }
  if (response.status !== 206 || !continues(response, from)) received.reset();
  if (response.status === 206 && received.length === 0 && from > 0) {
    await response.body?.cancel();
    return request(url, received, stored, options);
  }
  return receive(response, received, 'download', options);
}

/** Other origins may hide the header; then the checksum decides. */
function continues(response: Response, from: number): boolean {
  const range = response.headers.get('Content-Range');
  return range === null || range.startsWith(`bytes ${from}-`);
}

async function receive(
  response: Response,
  received: Received,
  phase: 'cache' | 'download',
  { signal, onProgress }: FetchOptions,
): Promise<void> {
  const reader = response.body?.getReader();
  if (reader === undefined) return;
  try {
    for (;;) {
      throwIfAborted(signal);
      const { done, value } = await reader.read();
      if (done) return;
      received.add(value);
      onProgress?.(phase, received.length, received.wanted);
    }
  } finally {
    // Ends the download on an error; after the end it does nothing.
    await reader.cancel().catch(() => undefined);
  }
}

function networkError(file: DatasetFile, url: string, received: Received, cause: unknown) {
  if (isAbort(cause)) return new LabError('aborted', 'cancelled', { cause });
  const why = cause instanceof Error ? cause.message : String(cause);
  return new LabError(
    'dataset-network',
    `${file.name} could not be fetched from ${url}: ${received.length.toLocaleString('en-US')} of ${received.wanted.toLocaleString('en-US')} bytes came (${why}). Check the network and try again.`,
    { cause },
  );
}
