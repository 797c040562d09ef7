import { assert } from 'chai';
import { existsSync, statSync, utimesSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { ManifestFile } from '../../data/prepare.mjs';
import { settings } from '../support/settings.mjs';
import { until } from '../support/until.ts';
import { manifestOf, noise, ranged, serve, sha256, status, whole } from './hosts.ts';
import { Workbench, bytes } from './workbench.ts';

describe('downloading a dataset', () => {
  let bench: Workbench;

  beforeEach(async () => {
    bench = await Workbench.open();
  });

  afterEach(() => bench.close());

  it('downloads, verifies, shows every tenth and lists what is there', async () => {
    const { url } = await bench.host(whole(bytes));
    const manifest = manifestOf(bytes, [url]);
    assert.deepEqual(await bench.run(manifest), { available: ['numbers'], missing: [] });
    assert.deepEqual(await readFile(bench.final), bytes);
    assert.deepEqual(await bench.visible(), ['numbers.bin']);
    assert.match(bench.printed, /numbers\.bin {2}100 % {2}0\.3 of 0\.3 MB/);
    const index = JSON.parse(await readFile(path.join(bench.cache, 'index.json'), 'utf8')) as {
      datasets: unknown;
    };
    const listed: Partial<ManifestFile> = { ...manifest.datasets[0]!.files[0]! };
    delete listed.urls;
    assert.deepEqual(index.datasets, [{ name: 'numbers', files: [listed] }]);
  });

  it('rewrites one line on a terminal', async () => {
    const { url } = await bench.host(whole(bytes));
    await bench.run(manifestOf(bytes, [url]), {
      output: { write: (text) => (bench.printed += text), isTTY: true, columns: 60 },
    });
    const lines = bench.printed.split('\r').filter((line) => line.includes('MB'));
    assert.isNotEmpty(lines);
    assert.isTrue(lines.every((line) => !line.includes('\n') && line.length < 70));
  });

  it('resumes where an earlier start ended', async () => {
    await mkdir(path.dirname(bench.part), { recursive: true });
    await writeFile(bench.part, bytes.subarray(0, 100_000));
    const { url, requests } = await bench.host(ranged(bytes));
    assert.isEmpty((await bench.run(manifestOf(bytes, [url]))).missing);
    assert.deepEqual(requests, ['bytes=100000-']);
    assert.deepEqual(await readFile(bench.final), bytes);
    assert.isFalse(existsSync(bench.part));
  });

  it('resumes at once when the connection breaks', async () => {
    const { url, requests } = await bench.host(bench.broken(120_000), ranged(bytes));
    assert.isEmpty((await bench.run(manifestOf(bytes, [url]))).missing);
    assert.deepEqual(requests, ['', 'bytes=120000-']);
    assert.deepEqual(await readFile(bench.final), bytes);
  });

  it('starts over where the host ignores the Range', async () => {
    await mkdir(path.dirname(bench.part), { recursive: true });
    await writeFile(bench.part, bytes.subarray(0, 100_000));
    const { url } = await bench.host(whole(bytes));
    assert.isEmpty((await bench.run(manifestOf(bytes, [url]))).missing);
    assert.deepEqual(await readFile(bench.final), bytes);
  });

  it('starts over where the kept part was damaged', async () => {
    await mkdir(path.dirname(bench.part), { recursive: true });
    await writeFile(bench.part, noise(100_000, 1));
    const { url, requests } = await bench.host(ranged(bytes));
    assert.isEmpty((await bench.run(manifestOf(bytes, [url]))).missing);
    assert.deepEqual(requests, ['bytes=100000-', '']);
  });

  it('refuses wrong bytes, names both checksums and removes them', async () => {
    const wrong = noise(bytes.length, 2);
    const { url } = await bench.host(whole(wrong));
    const reason = bench.reasonOf(await bench.run(manifestOf(bytes, [url])));
    assert.include(reason, sha256(bytes));
    assert.include(reason, sha256(wrong));
    assert.deepEqual(await bench.visible(), []);
    assert.include(bench.printed, 'The lab starts without it');
  });

  it('refuses a file of another size before it is fetched', async () => {
    const { url } = await bench.host(whole(noise(10)));
    assert.include(
      bench.reasonOf(await bench.run(manifestOf(bytes, [url]))),
      'announced 10 bytes instead of 300,000 bytes',
    );
    assert.deepEqual(await bench.visible(), []);
  });

  it('keeps the first part of a file whose download always breaks off', async () => {
    const { url } = await bench.host(bench.broken(120_000));
    const reason = bench.reasonOf(await bench.run(manifestOf(bytes, [url])));
    assert.include(reason, 'of 300,000 bytes');
    assert.include(reason, 'the next start resumes there');
    assert.deepEqual(await bench.visible(), ['numbers.bin.part']);
    assert.deepEqual(await readFile(bench.part), bytes.subarray(0, 120_000));
  });

  it('takes the second mirror where the first has nothing, or no server listens there', async () => {
    const gone = await bench.host(status(404));
    const closed = await serve(whole(bytes));
    await closed.close();
    const good = await bench.host(whole(bytes));
    for (const first of [gone.url, closed.url]) {
      await rm(bench.cache, { recursive: true, force: true });
      assert.isEmpty((await bench.run(manifestOf(bytes, [first, good.url]))).missing);
    }
    assert.lengthOf(good.requests, 2);
  });

  it('follows a redirect to another host', async () => {
    const store = await bench.host(ranged(bytes));
    const { url } = await bench.host((_, response) => {
      response.writeHead(302, { Location: store.url }).end();
    });
    assert.isEmpty((await bench.run(manifestOf(bytes, [url]))).missing);
  });

  it('reports a refused connection, and asks that host for nothing else', async () => {
    const closed = await serve(whole(bytes));
    await closed.close();
    const reason = bench.reasonOf(await bench.run(manifestOf(bytes, [closed.url, closed.url])));
    assert.include(reason, 'refuses the connection (ECONNREFUSED)');
    assert.include(reason, 'was not tried again');
    assert.include(reason, 'A2_DATASETS');
  });

  it('gives up on a host that never answers, or stalls', async () => {
    const { patience } = settings;
    const mute = await bench.host(() => undefined);
    const connecting = { timeouts: { connect: 150, stall: patience } };
    assert.include(
      bench.reasonOf(await bench.run(manifestOf(bytes, [mute.url]), connecting)),
      'did not answer within 0.15 s',
    );
    // What it sent could be read after the time is over, so it sends none of the rest.
    await writeFile(bench.part, bytes.subarray(0, 10));
    const silent = await bench.host((_, response) => {
      const range = `bytes 10-${bytes.length - 1}/${bytes.length}`;
      response.writeHead(206, { 'Content-Range': range }).flushHeaders();
    });
    const receiving = { timeouts: { connect: patience, stall: 150 } };
    assert.include(
      bench.reasonOf(await bench.run(manifestOf(bytes, [silent.url]), receiving)),
      'stalled after 10 bytes',
    );
  });

  it('downloads nothing with A2_OFFLINE=1', async () => {
    const { url, requests } = await bench.host(whole(bytes));
    const prepared = await bench.run(manifestOf(bytes, [url]), { env: { A2_OFFLINE: '1' } });
    assert.include(bench.reasonOf(prepared), 'A2_OFFLINE=1');
    assert.isEmpty(requests);
  });

  it('stops at once when it is aborted, and keeps what came for the next start', async () => {
    const controller = new AbortController();
    const { url } = await bench.host((_, response) => {
      response.writeHead(200, { 'Content-Length': bytes.length }).write(bytes.subarray(0, 50_000));
    });
    const pending = bench.run(manifestOf(bytes, [url]), { signal: controller.signal });
    await until(
      'all that was sent is written',
      () => existsSync(bench.part) && statSync(bench.part).size === 50_000,
    );
    controller.abort();
    const error = await pending.then(
      () => assert.fail('it went on'),
      (reason: unknown) => reason,
    );
    assert.strictEqual(error, controller.signal.reason);
    assert.deepEqual(await bench.visible(), ['numbers.bin.part']);
    assert.deepEqual(await readFile(bench.part), bytes.subarray(0, 50_000));
    assert.isFalse(existsSync(path.join(bench.cache, 'numbers', '.lock')));
  });

  it('waits for another program that is preparing, and takes over from a dead one', async () => {
    const lock = path.join(bench.cache, 'numbers', '.lock');
    await mkdir(path.dirname(lock), { recursive: true });
    await writeFile(lock, String(process.pid));
    // From tomorrow: it does not grow old while the test runs.
    const tomorrow = new Date(Date.now() + 86_400_000);
    utimesSync(lock, tomorrow, tomorrow);
    const { url } = await bench.host(whole(bytes));
    const pending = bench.run(manifestOf(bytes, [url]));
    await until('it says for what it waits', () =>
      bench.printed.includes('another program is preparing it'),
    );
    utimesSync(lock, new Date(0), new Date(0));
    assert.isEmpty((await pending).missing);
  });
});
