import { assert } from 'chai';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, statSync, utimesSync } from 'node:fs';
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Manifest } from '../../data/prepare.mjs';
import { manifestOf, noise, sha256, tgz, whole } from './hosts.ts';
import { Workbench, bytes } from './workbench.ts';

describe('preparing the datasets', () => {
  let bench: Workbench;

  beforeEach(async () => {
    bench = await Workbench.open();
  });

  afterEach(() => bench.close());

  describe('from the folder A2_DATASETS', () => {
    const folder = () => path.join(bench.root, 'given');

    beforeEach(() => mkdir(folder()));

    it('takes a verified file', async () => {
      await writeFile(path.join(folder(), 'numbers.bin'), bytes, { mode: 0o444 });
      assert.isEmpty(
        (await bench.run(manifestOf(bytes, []), { env: { A2_DATASETS: folder() } })).missing,
      );
      assert.deepEqual(await readFile(bench.final), bytes);
    });

    it('says what is wrong with a file there, and downloads instead', async () => {
      await writeFile(path.join(folder(), 'numbers.bin'), bytes.subarray(1));
      const env = { A2_DATASETS: folder() };
      const reason = bench.reasonOf(await bench.run(manifestOf(bytes, []), { env }));
      assert.include(reason, 'wanted 300,000 bytes');
      assert.include(reason, 'found 299,999 bytes');
      const { url } = await bench.host(whole(bytes));
      assert.isEmpty((await bench.run(manifestOf(bytes, [url]), { env })).missing);
    });

    it('says when it is not a folder, or has no such files', async () => {
      const nowhere = path.join(bench.root, 'nowhere');
      const offline = { A2_OFFLINE: '1' };
      assert.include(
        bench.reasonOf(
          await bench.run(manifestOf(bytes, []), { env: { ...offline, A2_DATASETS: nowhere } }),
        ),
        'which is not a folder',
      );
      assert.include(
        bench.reasonOf(
          await bench.run(manifestOf(bytes, []), { env: { ...offline, A2_DATASETS: folder() } }),
        ),
        'has no numbers.bin',
      );
    });
  });

  describe('from an archive', () => {
    const member = 'Numbers/numbers.bin';
    const archived = (archive: Buffer, urls: string[]): Manifest => {
      const manifest = manifestOf(bytes, []);
      const file = manifest.datasets[0]!.files[0]!;
      delete file.urls;
      const described = { name: 'numbers.tgz', member, urls };
      const size = { size: archive.length, sha256: sha256(archive) };
      manifest.datasets[0]!.files[0] = { ...file, archive: { ...described, ...size } };
      return manifest;
    };

    it('unpacks the member and leaves nothing else', async () => {
      const archive = tgz(member, bytes);
      const { url } = await bench.host(whole(archive));
      assert.isEmpty((await bench.run(archived(archive, [url]))).missing);
      assert.deepEqual(await readFile(bench.final), bytes);
      assert.deepEqual(await bench.visible(), ['numbers.bin']);
    });

    it('is taken from A2_DATASETS too', async () => {
      const archive = tgz(member, bytes);
      await writeFile(path.join(bench.root, 'numbers.tgz'), archive);
      const env = { A2_DATASETS: bench.root };
      assert.isEmpty((await bench.run(archived(archive, []), { env })).missing);
    });

    it('says when the member is missing or different', async () => {
      const other = tgz('Numbers/other.bin', bytes);
      const { url } = await bench.host(whole(other));
      assert.include(
        bench.reasonOf(await bench.run(archived(other, [url]))),
        'it holds Numbers/other.bin',
      );
      const wrong = tgz(member, noise(bytes.length, 3));
      const { url: second } = await bench.host(whole(wrong));
      assert.include(
        bench.reasonOf(await bench.run(archived(wrong, [second]))),
        'is not the content for',
      );
    });
  });

  describe('the cache', () => {
    it('is not fetched a second time', async () => {
      const { url, requests } = await bench.host(whole(bytes));
      const manifest = manifestOf(bytes, [url]);
      await bench.run(manifest);
      const index = statSync(path.join(bench.cache, 'index.json')).mtimeMs;
      utimesSync(bench.final, new Date(), new Date(5_000));
      assert.deepEqual((await bench.run(manifest)).available, ['numbers']);
      assert.lengthOf(requests, 1);
      assert.equal(statSync(path.join(bench.cache, 'index.json')).mtimeMs, index);
    });

    it('is checked by its bytes: a flipped bit is found although size and time are unchanged, and the file is replaced', async () => {
      const { url, requests } = await bench.host(whole(bytes));
      const manifest = manifestOf(bytes, [url]);
      await bench.run(manifest);
      const { mtime } = statSync(bench.final);
      const damaged = Buffer.from(bytes);
      damaged[bytes.length >> 1]! ^= 1;
      await writeFile(bench.final, damaged);
      utimesSync(bench.final, mtime, mtime);
      assert.isEmpty((await bench.run(manifest)).missing);
      assert.lengthOf(requests, 2);
      assert.include(bench.printed, 'was removed');
      assert.deepEqual(await readFile(bench.final), bytes);
    });

    it('keeps nothing of a program that was killed while it filled it', async () => {
      const { url } = await bench.host(whole(bytes));
      const folder = path.dirname(bench.final);
      await mkdir(folder, { recursive: true });
      const left = path.join(folder, `.numbers.bin.${2 ** 22 + 1}-1.tmp`);
      await writeFile(left, 'half of it');
      utimesSync(left, new Date(5_000), new Date(5_000));
      assert.isEmpty((await bench.run(manifestOf(bytes, [url]))).missing);
      assert.deepEqual(readdirSync(folder), ['numbers.bin']);
    });

    it('lists the datasets that are there although they were not asked for', async () => {
      const { url } = await bench.host(whole(bytes));
      const manifest = manifestOf(bytes, [url]);
      await bench.run(manifest);
      assert.deepEqual(await bench.run(manifest, { names: [] }), { available: [], missing: [] });
      assert.include(await readFile(path.join(bench.cache, 'index.json'), 'utf8'), 'numbers.bin');
      const unknown = bench.run(manifest, { names: ['letters'] }).then(() => 'prepared', String);
      assert.include(await unknown, 'no dataset letters');
    });
  });

  it('says when the disk is full, and gives the space back', async function () {
    const [attach, detach] = ['mount', 'umount'] as const;
    bench.cache = path.join(bench.root, 'tiny');
    await mkdir(bench.cache);
    try {
      execFileSync(attach, ['-t', 'tmpfs', '-o', 'size=128k', 'tmpfs', bench.cache], {
        stdio: 'ignore',
      });
    } catch {
      // Only bench.root may mount a tiny disk; the report shows that this was not looked at.
      this.skip();
    }
    try {
      const { url } = await bench.host(whole(bytes));
      const reason = bench.reasonOf(await bench.run(manifestOf(bytes, [url])));
      assert.include(reason, 'The disk is full');
      assert.include(reason, '300,000 bytes');
      assert.deepEqual(await bench.visible(), []);
      await writeFile(path.join(bench.root, 'numbers.bin'), bytes);
      const given = await bench.run(manifestOf(bytes, []), { env: { A2_DATASETS: bench.root } });
      assert.include(bench.reasonOf(given), 'The disk is full');
      assert.deepEqual(await bench.visible(), []);
    } finally {
      execFileSync(detach, [bench.cache]);
    }
  });

  describe('as a program', () => {
    const start = async (args: string[]): Promise<{ code: number | null; text: string }> => {
      // Its own bench.cache lies beside the program, so the program is copied.
      const copy = path.join(bench.root, 'data');
      await cp('data', copy, {
        recursive: true,
        filter: (file) => path.basename(file) !== 'cache',
      });
      // What there is to prepare is said by the datasets' folders.
      await cp('src/catalog/dataset', path.join(bench.root, 'src/catalog/dataset'), {
        recursive: true,
      });
      const child = spawn(process.execPath, [path.join(copy, 'prepare.mjs'), ...args], {
        // Windows starts no Node without some of its own variables.
        env: { ...process.env, A2_DATASETS: '', A2_OFFLINE: '1' },
      });
      let text = '';
      child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()));
      const [code] = (await once(child, 'exit')) as [number | null];
      return { code, text };
    };

    it('exits with 0 and a notice when data are missing, with 1 when it is strict', async function () {
      // Then nothing is missing: it is found although downloads are forbidden.
      if (existsSync('/usr/share/datasets/fashion-mnist')) this.skip();
      const lenient = await start([]);
      assert.equal(lenient.code, 0);
      assert.include(lenient.text, 'Fashion-MNIST is not available');
      assert.include(lenient.text, 'stand-ins');
      assert.equal((await start(['--strict', 'fashion-mnist'])).code, 1);
    });

    it('needs no network for California housing, which comes with the lab', async () => {
      const { code, text } = await start(['--strict', 'california-housing']);
      assert.equal(code, 0, text);
      assert.include(text, 'the lab’s own data/cal_housing.data.gz: found');
    });
  });
});
