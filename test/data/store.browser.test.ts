import { assert } from 'chai';
import { fetchVerified } from '../../src/data/fetch.ts';
import { datasetCacheName, isKept, openDatasetStore } from '../../src/data/store.ts';
import { baseUrl, body, host, publish } from './support.ts';
import type { Published } from './support.ts';

describe('the browser’s Cache Storage', () => {
  let sample: Published;

  beforeEach(async () => {
    await caches.delete(datasetCacheName);
    sample = await publish(300_000);
  });

  after(() => caches.delete(datasetCacheName));

  it('keeps a verified file, which then loads without the network', async () => {
    const target = new Uint8Array(sample.content.length);
    const { fetch, requests } = host(() => new Response(body(sample.bytes, 65_536)));
    await fetchVerified(sample.file, baseUrl, [target], { fetch });
    assert.isTrue(await isKept(await openDatasetStore(), sample.url));
    target.fill(0);
    await fetchVerified(sample.file, baseUrl, [target], { fetch });
    assert.deepEqual(target, sample.content);
    assert.lengthOf(requests, 1);
  });

  it('replaces an entry that is not the published file', async () => {
    const cache = await caches.open(datasetCacheName);
    await cache.put(sample.url, new Response('damaged'));
    const target = new Uint8Array(sample.content.length);
    const { fetch } = host(() => new Response(body(sample.bytes)));
    await fetchVerified(sample.file, baseUrl, [target], { fetch });
    const kept = await (await cache.match(sample.url))?.arrayBuffer();
    assert.equal(kept?.byteLength, sample.bytes.length);
  });

  it('verifies and inflates what the browser’s own fetch brings', async () => {
    const address = URL.createObjectURL(new Blob([sample.bytes]));
    try {
      const target = new Uint8Array(sample.content.length);
      await fetchVerified(sample.file, baseUrl, [target], {
        store: null,
        fetch: () => fetch(address),
      });
      assert.deepEqual(target, sample.content);
    } finally {
      URL.revokeObjectURL(address);
    }
  });
});
