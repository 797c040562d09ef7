import { assert } from 'chai';
import { fetchVerified } from '../../src/data/fetch.ts';
import { MemoryStore, baseUrl, body, failure, host, publish } from './support.ts';
import type { Bytes, Published } from './support.ts';

const whole = (bytes: Bytes) => () => new Response(body(bytes));

/** A host that understands Range and breaks the first connection after `breakAfter` bytes. */
const resumable = (bytes: Bytes, breakAfter: number) =>
  host(
    () => new Response(body(bytes, 700, breakAfter)),
    (range) => {
      const from = Number(/^bytes=(\d+)-$/.exec(range ?? '')?.[1] ?? 0);
      return new Response(body(bytes.slice(from)), {
        status: 206,
        headers: { 'Content-Range': `bytes ${from}-${bytes.length - 1}/${bytes.length}` },
      });
    },
  );

describe('fetching a published file', () => {
  let sample: Published;
  let target: Uint8Array;

  beforeEach(async () => {
    sample = await publish(20_000);
    target = new Uint8Array(20_000);
  });

  it('inflates it into consecutive buffers and keeps the published bytes', async () => {
    const store = new MemoryStore();
    const header = new Uint8Array(16);
    const values = new Uint8Array(20_000 - 16);
    const { fetch } = host(whole(sample.bytes));
    await fetchVerified(sample.file, baseUrl, [header, values], { fetch, store });
    assert.deepEqual([...header], [...sample.content.subarray(0, 16)]);
    assert.deepEqual(values, sample.content.slice(16));
    assert.deepEqual(store.entries.get(sample.url), sample.bytes);
  });

  it('takes it from the store without the network', async () => {
    const store = new MemoryStore();
    store.entries.set(sample.url, sample.bytes);
    const { fetch, requests } = host(() => Promise.reject(new TypeError('offline')));
    await fetchVerified(sample.file, baseUrl, [target], { fetch, store });
    assert.deepEqual(target, sample.content);
    assert.isEmpty(requests);
  });

  it('deletes a corrupt entry of the store, says so and fetches again', async () => {
    const store = new MemoryStore();
    store.entries.set(
      sample.url,
      sample.bytes.map((byte, i) => (i === 99 ? byte ^ 1 : byte)),
    );
    const notices: string[] = [];
    const { fetch } = host(whole(sample.bytes));
    const onNotice = (text: string) => notices.push(text);
    await fetchVerified(sample.file, baseUrl, [target], { fetch, store, onNotice });
    assert.deepEqual(target, sample.content);
    assert.deepEqual(store.entries.get(sample.url), sample.bytes);
    assert.match(notices.join(), /damaged/);
  });

  it('accepts bytes that the host sent as gzip-encoded and the browser inflated', async () => {
    const store = new MemoryStore();
    const { fetch } = host(whole(sample.content));
    await fetchVerified(sample.file, baseUrl, [target], { fetch, store });
    assert.deepEqual(target, sample.content);
    target.fill(0);
    await fetchVerified(sample.file, baseUrl, [target], { store, fetch: host().fetch });
    assert.deepEqual(target, sample.content);
  });

  it('sees the form even when the bytes come one by one', async () => {
    for (const bytes of [sample.bytes, sample.content]) {
      const { fetch } = host(() => new Response(body(bytes, 1)));
      await fetchVerified(sample.file, baseUrl, [target.fill(0)], { fetch, store: null });
      assert.deepEqual(target, sample.content);
    }
  });

  it('resumes once with a Range when the connection breaks', async () => {
    const { fetch, requests } = resumable(sample.bytes, 7_000);
    await fetchVerified(sample.file, baseUrl, [target], { fetch, store: null });
    assert.deepEqual(target, sample.content);
    assert.deepEqual(
      requests.map(({ range }) => range),
      [null, 'bytes=7000-'],
    );
  });

  it('begins again where the host ignores the Range', async () => {
    const { bytes, file } = sample;
    const { fetch } = host(() => new Response(body(bytes, 1000, 5_000)), whole(bytes));
    await fetchVerified(file, baseUrl, [target], { fetch, store: null });
    assert.deepEqual(target, sample.content);
  });

  it('reports a connection that breaks twice', async () => {
    const { fetch } = host(() => new Response(body(sample.bytes, 1000, 5_000)));
    const error = await failure(
      fetchVerified(sample.file, baseUrl, [target], { fetch, store: null }),
    );
    assert.equal(error.code, 'dataset-network');
    assert.include(error.message, '5,000 of');
  });

  it('reports a short file, and keeps nothing of it', async () => {
    const store = new MemoryStore();
    const { fetch } = host(whole(sample.bytes.slice(0, 9_000)));
    const error = await failure(fetchVerified(sample.file, baseUrl, [target], { fetch, store }));
    assert.equal(error.code, 'dataset-short');
    assert.include(error.message, 'found 9,000 bytes');
    assert.isEmpty([...store.entries]);
  });

  it('reports wrong bytes and their checksum, and keeps nothing of them', async () => {
    const store = new MemoryStore();
    const wrong = sample.bytes.map((byte, i) => (i === 5_000 ? byte ^ 255 : byte));
    const { fetch } = host(whole(wrong));
    const error = await failure(fetchVerified(sample.file, baseUrl, [target], { fetch, store }));
    assert.equal(error.code, 'dataset-checksum');
    assert.include(error.message, sample.file.sha256);
    assert.isEmpty([...store.entries]);
  });

  it('stops at the first byte too many', async () => {
    const { fetch } = host(whole(new Uint8Array([...sample.bytes, ...sample.bytes])));
    const error = await failure(
      fetchVerified(sample.file, baseUrl, [target], { fetch, store: null }),
    );
    assert.equal(error.code, 'dataset-checksum');
    assert.include(error.message, 'found more');
  });

  it('tells a missing file, a refusing host and no network apart', async () => {
    const answers = [
      [() => new Response('', { status: 404 }), 'dataset-missing'],
      [() => new Response('', { status: 503 }), 'dataset-network'],
      [() => Promise.reject(new TypeError('Failed to fetch')), 'dataset-network'],
    ] as const;
    for (const [answer, code] of answers) {
      const { fetch, requests } = host(answer);
      const error = await failure(
        fetchVerified(sample.file, baseUrl, [target], { fetch, store: null }),
      );
      assert.equal(error.code, code);
      assert.include(error.message, sample.url);
      assert.lengthOf(requests, 1);
    }
  });

  it('ends at once when it is cancelled', async () => {
    const controller = new AbortController();
    const { fetch } = host(whole(sample.bytes));
    const pending = fetchVerified(sample.file, baseUrl, [target], {
      fetch,
      store: null,
      signal: controller.signal,
      onProgress: (phase, loaded) => {
        if (phase === 'download' && loaded >= 3_000) controller.abort();
      },
    });
    assert.equal((await failure(pending)).code, 'aborted');
  });

  it('works on when the store is full, and says so', async () => {
    const notices: string[] = [];
    class FullStore extends MemoryStore {
      override put(): Promise<void> {
        return Promise.reject(new DOMException('full', 'QuotaExceededError'));
      }
    }
    await fetchVerified(sample.file, baseUrl, [target], {
      fetch: host(whole(sample.bytes)).fetch,
      store: new FullStore(),
      onNotice: (text) => notices.push(text),
    });
    assert.deepEqual(target, sample.content);
    assert.match(notices.join(), /no more space/);
  });

  describe('that was stopped', () => {
    const large = 400_000;

    /** Stops after this many bytes, like a pause or a closed tab. */
    async function stopped(store: MemoryStore, sent: number): Promise<void> {
      const controller = new AbortController();
      const { fetch } = host(() => new Response(body(sample.bytes, 10_000)));
      const fetching = fetchVerified(sample.file, baseUrl, [target], {
        fetch,
        store,
        signal: controller.signal,
        onProgress: (_, loaded) => {
          if (loaded >= sent) controller.abort();
        },
      });
      assert.equal(await failure(fetching).then(({ code }) => code), 'aborted');
    }

    beforeEach(async () => {
      sample = await publish(large);
      target = new Uint8Array(large);
    });

    it('goes on where it was, and leaves no beginning behind', async () => {
      const store = new MemoryStore();
      await stopped(store, 150_000);
      const { fetch, requests } = host((range) => {
        const from = Number(/^bytes=(\d+)-$/.exec(range ?? '')?.[1] ?? 0);
        return new Response(body(sample.bytes.slice(from)), { status: 206 });
      });
      await fetchVerified(sample.file, baseUrl, [target], { fetch, store });
      assert.lengthOf(requests, 1);
      assert.match(requests[0]!.range ?? '', /^bytes=1[5-9]\d{4}-$/);
      assert.deepEqual(target, sample.content);
      assert.deepEqual([...store.entries.keys()], [sample.url]);
    });

    it('is fetched whole where the beginning was damaged', async () => {
      const store = new MemoryStore();
      await stopped(store, 150_000);
      const [[key, kept]] = [...store.entries] as [[string, Bytes]];
      store.entries.set(
        key,
        kept.map((byte, i) => (i === 5000 ? byte ^ 4 : byte)),
      );
      const { fetch, requests } = host(
        (range) => {
          const from = Number(/^bytes=(\d+)-$/.exec(range ?? '')?.[1] ?? 0);
          return new Response(body(sample.bytes.slice(from)), { status: 206 });
        },
        () => new Response(body(sample.bytes)),
      );
      await fetchVerified(sample.file, baseUrl, [target], { fetch, store });
      assert.lengthOf(requests, 2);
      assert.deepEqual(target, sample.content);
      assert.deepEqual([...store.entries.keys()], [sample.url]);
    });
  });

  it('counts up to the whole file in every phase', async () => {
    const last = new Map<string, string>();
    await fetchVerified(sample.file, baseUrl, [target], {
      fetch: host(whole(sample.bytes)).fetch,
      store: null,
      onProgress: (phase, loaded, total) => last.set(phase, `${loaded} of ${total}`),
    });
    const published = `${sample.bytes.length} of ${sample.bytes.length}`;
    assert.deepEqual(Object.fromEntries(last), {
      download: published,
      verify: published,
      inflate: '20000 of 20000',
    });
  });
});
