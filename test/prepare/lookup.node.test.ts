/** Where a dataset is looked for, in which order, and in which forms its files are accepted. */
import { assert } from 'chai';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { isDebian } from '../../data/debian.mjs';
import { prepare, readManifest, type Manifest } from '../../data/prepare.mjs';
import { manifestOf, noise, sha256, whole } from './hosts.ts';
import { Workbench } from './workbench.ts';

/** Bytes that can be compressed more and less well. */
const content = Buffer.from(noise(60_000).map((byte) => byte & 7));
/** Published with a name in its header, as `gzip` writes it. */
const header = Buffer.concat([
  Buffer.from([0x1f, 0x8b, 8, 8, 1, 2, 3, 4, 0, 3]),
  Buffer.from('numbers\0'),
]);
const packed = gzipSync(content);
const published = Buffer.concat([header, packed.subarray(10)]);
/** The same content, compressed otherwise. */
const packedOtherwise = gzipSync(content, { level: 1 });

const gzipped = (urls: string[] = []): Manifest => {
  const manifest = manifestOf(published, urls, 'numbers.gz');
  const [file] = manifest.datasets[0]!.files;
  file!.inflatedSize = content.length;
  file!.inflatedSha256 = sha256(content);
  file!.gzipHeader = header.toString('hex');
  return manifest;
};

describe('looking for a dataset', () => {
  let bench: Workbench;
  let given: string;

  beforeEach(async () => {
    bench = await Workbench.open();
    given = path.join(bench.root, 'given');
    await mkdir(given);
  });

  afterEach(() => bench.close());

  const kept = (name: string) => path.join(bench.cache, 'numbers', name);
  const offline = () => ({ env: { A2_DATASETS: given, A2_OFFLINE: '1' } });

  describe('accepts a file', () => {
    it('as published', async () => {
      await writeFile(path.join(given, 'numbers.gz'), published);
      assert.isEmpty((await bench.run(gzipped(), offline())).missing);
      assert.deepEqual(await readFile(kept('numbers.gz')), published);
    });

    it('inflated, and keeps it so', async () => {
      await writeFile(path.join(given, 'numbers'), content);
      assert.isEmpty((await bench.run(gzipped(), offline())).missing);
      assert.deepEqual(await readFile(kept('numbers')), content);
      assert.isFalse(existsSync(kept('numbers.gz')));
      // The next start finds it, whatever the folder has then.
      await rm(given, { recursive: true });
      bench.printed = '';
      assert.deepEqual((await bench.run(gzipped(), offline())).available, ['numbers']);
      assert.equal(bench.printed, '');
      const index = await readFile(path.join(bench.cache, 'index.json'), 'utf8');
      assert.include(index, sha256(published), 'the checksum stays that of the published file');
    });

    it('with another gzip header, and restores the published one', async () => {
      await writeFile(path.join(given, 'numbers.gz'), packed);
      assert.isEmpty((await bench.run(gzipped(), offline())).missing);
      assert.deepEqual(await readFile(kept('numbers.gz')), published);
      assert.deepEqual(await bench.visible(), ['numbers.gz']);
    });

    it('compressed otherwise, and keeps it inflated', async () => {
      assert.notEqual(packedOtherwise.length, packed.length);
      await writeFile(path.join(given, 'numbers.gz'), packedOtherwise);
      assert.isEmpty((await bench.run(gzipped(), offline())).missing);
      assert.deepEqual(await readFile(kept('numbers')), content);
      assert.deepEqual(await bench.visible(), ['numbers']);
    });
  });

  describe('refuses a file', () => {
    const refused = async (name: string, bytes: Buffer) => {
      await writeFile(path.join(given, name), bytes);
      const reason = bench.reasonOf(await bench.run(gzipped(), offline()));
      assert.deepEqual(await bench.visible(), [], 'nothing is left of it');
      return reason;
    };

    it('with other content, inflated or packed, with what was found', async () => {
      const other = Buffer.from(content);
      other[100]! ^= 1;
      assert.include(await refused('numbers', other), sha256(other));
      await rm(path.join(given, 'numbers'));
      assert.include(await refused('numbers.gz', gzipSync(other)), sha256(other));
    });

    it('that is broken, or inflates to more than it may', async () => {
      assert.include(
        await refused('numbers.gz', published.subarray(0, 9000)),
        'which cannot be inflated',
      );
      const bomb = gzipSync(Buffer.alloc(content.length + 1));
      assert.include(await refused('numbers.gz', bomb), 'inflated more than 60,000 bytes');
    });

    it('in the cache, in either form, and takes a good one instead', async () => {
      await writeFile(path.join(given, 'numbers'), content);
      await bench.run(gzipped(), offline());
      await writeFile(kept('numbers'), Buffer.alloc(content.length));
      assert.isEmpty((await bench.run(gzipped(), offline())).missing);
      assert.include(bench.printed, 'was removed');
      assert.deepEqual(await readFile(kept('numbers')), content);
    });
  });

  it('goes from place to place in order, and says what it found in each', async () => {
    const own = path.join(bench.root, 'own');
    const installed = path.join(bench.root, 'usr/share/datasets/numbers');
    for (const folder of [own, installed, path.join(bench.root, 'etc')])
      await mkdir(folder, { recursive: true });
    await writeFile(path.join(bench.root, 'etc/debian_version'), '12.1\n');
    const system = { root: bench.root };
    const debian = isDebian(system);
    await writeFile(path.join(own, 'numbers.own.gz'), packed);
    await writeFile(path.join(installed, 'numbers.gz'), packed);
    await writeFile(path.join(given, 'numbers.gz'), published);
    const { url, requests } = await bench.host(whole(published));
    const manifest = gzipped([url]);
    const [dataset] = manifest.datasets;
    dataset!.files[0]!.packed = 'numbers.own.gz';
    dataset!.debian = { package: 'numbers', folder: 'usr/share/datasets/numbers', size: 1 };
    const look = async (env: Record<string, string>) => {
      await rm(bench.cache, { recursive: true, force: true });
      bench.printed = '';
      assert.isEmpty((await bench.run(manifest, { env, own, system })).missing);
      return bench.printed
        .split('\n')
        .filter((line) => line.startsWith('  ') && !line.includes('%'));
    };
    assert.deepEqual(await look({ A2_DATASETS: given }), [`  A2_DATASETS, ${given}: found`]);
    assert.deepEqual(await look({}), [
      '  A2_DATASETS: not set',
      '  the lab’s own data/numbers.own.gz: found',
    ]);
    await rm(path.join(own, 'numbers.own.gz'));
    if (debian)
      assert.deepEqual((await look({})).slice(1), [
        '  the installed Debian package numbers: found',
      ]);
    await rm(installed, { recursive: true });
    const last = await look({});
    if (debian) assert.match(last[1]!, /numbers: not installed \(there is no .*numbers\)$/);
    assert.match(last.at(-2)!, /^ {2}the publishers \(127\.0\.0\.1:\d+\): each may take \d+ s/);
    assert.equal(last.at(-1), '  the publishers: found');
    assert.lengthOf(requests, 1, 'only once nothing nearer has it');
  });

  it('finds California housing with the lab, byte for byte the published file', async () => {
    const manifest = await readManifest();
    manifest.datasets = manifest.datasets.filter(({ name }) => name === 'california-housing');
    const [file] = manifest.datasets[0]!.files;
    const prepared = await bench.run(manifest, { env: { A2_OFFLINE: '1' } });
    assert.deepEqual(prepared.available, ['california-housing']);
    const bytes = await readFile(path.join(bench.cache, 'california-housing/cal_housing.data'));
    assert.equal(sha256(bytes), file!.sha256);
    assert.deepEqual(bytes, gunzipSync(await readFile('data/cal_housing.data.gz')));
  });

  it('finds FashionMNIST in the installed Debian package, and restores the published files', async function () {
    if (!existsSync('/usr/share/datasets/fashion-mnist')) this.skip();
    const manifest = await readManifest();
    const { available } = await prepare({
      manifest,
      names: ['fashion-mnist'],
      cache: bench.cache,
      env: { A2_OFFLINE: '1' },
      output: { write: (text) => (bench.printed += text) },
    });
    assert.deepEqual(available, ['fashion-mnist']);
    const { files } = manifest.datasets.find(({ name }) => name === 'fashion-mnist')!;
    for (const { name, sha256: wanted } of files)
      assert.equal(sha256(await readFile(path.join(bench.cache, 'fashion-mnist', name))), wanted);
  });
});
