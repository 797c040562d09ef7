import { assert } from 'chai';
import { availability } from '../../src/data/availability.ts';
import { datasetFiles, fileUrl } from '../../src/data/files.ts';
import { isKept } from '../../src/data/store.ts';
import { MemoryStore, baseUrl, failure, host } from './support.ts';

const index = (change: (sha256: string) => string = (sha256) => sha256) => ({
  format: 'a2-datasets',
  version: 1,
  datasets: Object.entries(datasetFiles).map(([name, files]) => ({
    name,
    files: files.map((file) => ({ name: file.name, sha256: change(file.sha256) })),
  })),
});

const offline = () => host(() => Promise.reject(new TypeError('offline'))).fetch;
const serving = (value: unknown) => host(() => Response.json(value)).fetch;
const ask = (fetch: typeof globalThis.fetch, store: MemoryStore | null = null) =>
  availability(baseUrl, undefined, { fetch, store });

describe('which datasets can be had', () => {
  it('are those that the server lists with the right checksums', async () => {
    const found = await ask(serving(index()));
    assert.deepEqual(found['fashion-mnist'], {
      available: true,
      bytes: 30_878_645,
      cached: false,
    });
    assert.isTrue(found['california-housing'].available);
    const others = await ask(serving(index(() => 'other bytes')));
    assert.isFalse(others['fashion-mnist'].available);
  });

  it('are those that were kept, when there is no network', async () => {
    const store = new MemoryStore();
    for (const file of datasetFiles['california-housing']) {
      store.entries.set(fileUrl(file, baseUrl), new Uint8Array(1));
    }
    const found = await ask(offline(), store);
    assert.isTrue(found['california-housing'].available);
    assert.isTrue(found['california-housing'].cached);
    assert.isFalse(found['fashion-mnist'].available);
  });

  it('are none when the server has no list, or nonsense in its place', async () => {
    const answers = [null, 3, [], {}, { datasets: [null, { files: [3] }] }].map(serving);
    const missing = host(() => new Response('', { status: 404 })).fetch;
    const page = host(() => new Response('<!doctype html>')).fetch;
    for (const fetch of [...answers, missing, page, offline()]) {
      const found = await ask(fetch);
      assert.isFalse(found['fashion-mnist'].available);
      assert.isFalse(found['california-housing'].available);
    }
  });

  it('is not answered once it is cancelled', async () => {
    const pending = availability(baseUrl, AbortSignal.abort(), {
      fetch: serving(index()),
      store: null,
    });
    assert.equal((await failure(pending)).code, 'aborted');
  });

  it('counts a failing store as an empty one', async () => {
    const failing = new MemoryStore();
    failing.match = () => Promise.reject(new DOMException('no', 'SecurityError'));
    assert.isFalse(await isKept(failing, baseUrl));
  });
});
