/** A dataset from a Debian archive, by the system's own apt-get and dpkg-deb: here an archive of one made package. */
import { assert } from 'chai';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { isDebian } from '../../data/debian.mjs';
import type { Manifest, PrepareOptions } from '../../data/prepare.mjs';
import { settings } from '../support/settings.mjs';
import { until } from '../support/until.ts';
import { manifestOf, noise, sha256, type Answer } from './hosts.ts';
import { Workbench, bytes } from './workbench.ts';

const below = 'usr/share/datasets/numbers';

describe('a dataset from Debian’s archive', () => {
  let bench: Workbench;

  before(function () {
    // Only a Debian has these programs; the report shows that this was not looked at elsewhere.
    if (!isDebian({})) this.skip();
  });

  beforeEach(async () => {
    bench = await Workbench.open();
    await mkdir(path.join(bench.root, 'etc'));
    await writeFile(path.join(bench.root, 'etc/debian_version'), '12.1\n');
  });

  afterEach(() => bench.close());

  /** A package with this file. */
  async function made(content: Buffer): Promise<Buffer> {
    const tree = path.join(bench.root, 'tree');
    await mkdir(path.join(tree, below), { recursive: true });
    await mkdir(path.join(tree, 'DEBIAN'));
    await writeFile(path.join(tree, below, 'numbers.bin'), content);
    const fields = ['Package: numbers', 'Version: 1', 'Architecture: all'];
    const about = ['Maintainer: Nobody <nobody@example.org>', 'Description: numbers'];
    await writeFile(path.join(tree, 'DEBIAN/control'), `${[...fields, ...about].join('\n')}\n`);
    const file = path.join(bench.root, 'numbers.deb');
    execFileSync('dpkg-deb', ['-Zgzip', '--root-owner-group', '--build', tree, file], {
      stdio: 'ignore',
    });
    return readFile(file);
  }

  /** A flat archive of the package, over HTTP. */
  const archive =
    (deb: Buffer, hold: (path: string) => boolean = () => false): Answer =>
    (request, response) => {
      const name = path.posix.basename(request.url ?? '');
      if (hold(name)) return;
      const packages = [
        ...['Package: numbers', 'Version: 1', 'Architecture: all', 'Filename: numbers_1_all.deb'],
        ...[`Size: ${deb.length}`, `SHA256: ${sha256(deb)}`, 'Description: numbers', ''],
      ].join('\n');
      if (name === 'Packages') response.writeHead(200).end(packages);
      else if (name === 'numbers_1_all.deb')
        response.writeHead(200, { 'Content-Length': deb.length }).end(deb);
      else response.writeHead(404).end();
    };

  async function run(answer: Answer, more: PrepareOptions = {}, limit = settings.patience) {
    const { url } = await bench.host(answer);
    const list = path.join(bench.root, 'sources.list');
    await writeFile(list, `deb [trusted=yes] ${new URL('/', url).href} ./\n`);
    const manifest: Manifest = manifestOf(bytes, []);
    manifest.datasets[0]!.debian = { package: 'numbers', folder: below, size: bytes.length };
    const options = [
      `Dir::Etc::sourcelist=${list}`,
      'Dir::Etc::sourceparts=/dev/null',
      'Acquire::http::Proxy::127.0.0.1=DIRECT',
      'Acquire::AllowInsecureRepositories=true',
    ];
    return bench.run(manifest, { ...more, system: { root: bench.root, options, limit } });
  }

  const nothingLeft = () => assert.deepEqual(readdirSync(path.dirname(bench.final)), []);

  it('is downloaded and unpacked without being installed, and nothing else is left', async () => {
    const status = '/var/lib/dpkg/status';
    const before = existsSync(status) ? statSync(status).mtimeMs : null;
    assert.isEmpty((await run(archive(await made(bytes)))).missing, bench.printed);
    assert.deepEqual(await readFile(bench.final), bytes);
    assert.deepEqual(readdirSync(path.dirname(bench.final)), ['numbers.bin']);
    assert.match(
      bench.printed,
      /the publishers.*\n.*Debian’s archive: apt-get fetches the package lists \(about 10 MB, at most .*\n(?:.*%.*\n)*.*Debian’s archive: found\n/,
    );
    if (before !== null) assert.equal(statSync(status).mtimeMs, before);
    assert.isFalse(existsSync('/usr/share/doc/numbers'));
    const installed = existsSync(status) ? readFileSync(status, 'utf8') : '';
    assert.notInclude(installed, 'Package: numbers\n');
  });

  it('is refused with what was found where its content is not the published one', async () => {
    const wrong = noise(bytes.length, 2);
    const reason = bench.reasonOf(await run(archive(await made(wrong))));
    assert.include(reason, 'Debian’s package numbers was tried too');
    assert.include(reason, sha256(wrong));
    nothingLeft();
  });

  it('says what apt-get said where the archive has no such package or is not there', async () => {
    const gone: Answer = (_, response) => void response.writeHead(404).end();
    assert.match(bench.reasonOf(await run(gone)), /apt-get update: Failed to fetch .*404/);
    nothingLeft();
  });

  it('is given up after the time that was announced', async () => {
    const silent = archive(await made(bytes), (name) => name.endsWith('.deb'));
    const reason = bench.reasonOf(await run(silent, {}, 4_000));
    assert.include(reason, 'apt-get download: took too long and was ended');
    assert.include(bench.printed, 'at most 4 s');
    nothingLeft();
  });

  it('leaves nothing when it is stopped', async () => {
    const controller = new AbortController();
    let reached = false;
    const silent = archive(await made(bytes), (name) => (reached ||= name.endsWith('.deb')));
    const running = run(silent, { signal: controller.signal }).then(String, String);
    await until('the package is asked for', () => reached);
    controller.abort(new Error('Ctrl-C'));
    assert.include(await running, 'Ctrl-C');
    nothingLeft();
  });

  it('is not tried where downloads are forbidden', async () => {
    const reason = bench.reasonOf(
      await run(archive(await made(bytes)), { env: { A2_OFFLINE: '1' } }),
    );
    assert.include(reason, 'A2_OFFLINE=1');
    assert.notInclude(bench.printed, 'apt-get');
    nothingLeft();
  });
});
