/** Files, links, pipes and devices that `--out` may name. */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { text } from 'node:stream/consumers';
import { assert } from 'chai';
import { openOutput } from '../../cli/a2/output.ts';
import { Problem, UsageProblem } from '../../cli/a2/problem.ts';
import { writeOrRescue } from '../../cli/a2/rescue.ts';
import { needsLinks, needsSignals } from '../support/system.ts';
import { tinyDisk } from './tiny-disk.ts';
import { Folder } from './support.ts';

const document = `{"a":"${'x'.repeat(200_000)}"}`;

describe('--out names', () => {
  let folder: Folder;
  const { TMPDIR } = process.env;
  beforeEach(() => {
    folder = new Folder();
    mkdirSync(folder.at('tmp'));
    process.env.TMPDIR = folder.at('tmp');
  });
  afterEach(() => {
    if (TMPDIR === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = TMPDIR;
    folder.remove();
  });

  const read = (name: string): string => readFileSync(folder.at(name), 'utf8');
  const failed = (promise: Promise<unknown>): Promise<unknown> =>
    promise.then(
      () => assert.fail('nothing failed'),
      (error: unknown) => error,
    );
  const write = async (name: string, signal?: AbortSignal): Promise<string> =>
    (await openOutput('--out', folder.at(name))).write(document, signal);
  /** Where the sentence says that it lies, and that it does. */
  function rescued(error: unknown): string {
    assert.instanceOf(error, Problem);
    const [, place = ''] = /is in (.+) instead/.exec(String(error)) ?? [];
    assert.equal(readFileSync(place, 'utf8'), document, String(error));
    return place;
  }

  for (const length of [200, 240, 255]) {
    it(`a file of ${length} characters, and it is written`, async () => {
      const name = 'n'.repeat(length);
      await write(name);
      assert.equal(read(name), document);
      await write(name);
      assert.sameMembers(readdirSync(folder.path), ['tmp', name]);
    });
  }

  it('a name that is too long, also in bytes, and that is refused before there is anything to write', async () => {
    // Windows counts units of UTF-16, of which these are 240.
    const many = process.platform === 'win32' ? [] : ['𝛼'.repeat(120)];
    for (const name of ['n'.repeat(256), ...many, `there/${'n'.repeat(5000)}`]) {
      const error = await failed(openOutput('--out', folder.at(name)));
      assert.instanceOf(error, UsageProblem);
      assert.match(String(error), /is too long \(\d+ bytes\)/);
    }
  });

  it('a file that only its owner reads, and it stays so', async function () {
    needsSignals(this);
    writeFileSync(folder.at('mine.json'), 'old');
    chmodSync(folder.at('mine.json'), 0o600);
    await write('mine.json');
    assert.equal(statSync(folder.at('mine.json')).mode & 0o777, 0o600);
    assert.equal(read('mine.json'), document);
  });

  it('a file with two names, and both name the new content', async function () {
    needsLinks(this);
    writeFileSync(folder.at('one.json'), 'old');
    linkSync(folder.at('one.json'), folder.at('two.json'));
    await write('one.json');
    assert.equal(read('two.json'), document);
    assert.equal(statSync(folder.at('one.json')).nlink, 2);
  });

  it('a link to what is not there yet, and that is made', async function () {
    needsLinks(this);
    mkdirSync(folder.at('far'));
    symlinkSync('second.json', folder.at('first.json'));
    symlinkSync('far/target.json', folder.at('second.json'));
    await write('first.json');
    assert.isTrue(lstatSync(folder.at('first.json')).isSymbolicLink());
    assert.equal(read('far/target.json'), document);
  });

  it('a link that leads in a circle, or into no folder: that is refused', async function () {
    needsLinks(this);
    symlinkSync('b.json', folder.at('a.json'));
    symlinkSync('a.json', folder.at('b.json'));
    symlinkSync('none/target.json', folder.at('c.json'));
    for (const name of ['a.json', 'c.json'])
      assert.instanceOf(await failed(openOutput('--out', folder.at(name))), UsageProblem);
  });

  it('a pipe, and whoever reads it gets everything', async function () {
    needsSignals(this);
    execFileSync('mkfifo', [folder.at('pipe')]);
    const writing = write('pipe');
    const reader = spawn('cat', [folder.at('pipe')]);
    assert.equal(await text(reader.stdout), document);
    await writing;
    assert.isTrue(lstatSync(folder.at('pipe')).isFIFO());
  });

  it('a pipe that nobody reads, and a stop ends the waiting and loses nothing', async function () {
    needsSignals(this);
    execFileSync('mkfifo', [folder.at('pipe')]);
    const controller = new AbortController();
    const writing = failed(write('pipe', controller.signal));
    controller.abort();
    assert.include(rescued(await writing), 'results.json');
    rescued(await failed(write('pipe', AbortSignal.abort())));
  });

  it('a pipe whose reader goes away, and nothing is lost', async function () {
    needsSignals(this);
    execFileSync('mkfifo', [folder.at('pipe')]);
    const reader = spawn('head', ['-c', '1', folder.at('pipe')]);
    const gone = once(reader, 'close');
    rescued(await failed(write('pipe')));
    await gone;
  });

  it('a device that is full, and nothing is lost', async function () {
    needsSignals(this);
    const output = await openOutput('--out', '/dev/full');
    const error = await failed(output.write(document));
    assert.match(String(error), /\/dev\/full could not be written: .*ENOSPC/);
    rescued(error);
  });

  it('a file on a full disk, and nothing is lost, nor is an empty file left', async function () {
    const disk = tinyDisk(this, folder.at('disk'), '64k');
    try {
      const file = folder.at('disk/results.json');
      rescued(await failed(writeOrRescue(file, file, document)));
      assert.isEmpty(readdirSync(folder.at('disk')));
      // Where there is no room among the temporary files either, another place is found or the loss is said.
      process.env.TMPDIR = folder.at('disk');
      const home = process.env.HOME;
      process.env.HOME = folder.at('tmp');
      try {
        const place = rescued(await failed(writeOrRescue(file, file, document)));
        assert.include(place, folder.at('tmp'));
        assert.isEmpty(readdirSync(folder.at('disk')));
      } finally {
        process.env.HOME = home;
      }
    } finally {
      disk.remove();
    }
  });

  it('a file beside what a killed program left of it, which is removed', async () => {
    const [dead, fresh] = [`.a.json.${2 ** 22 + 1}-1.tmp`, `.a.json.${2 ** 22 + 2}-1.tmp`];
    const others = ['.b.json.4194305-1.tmp', `.a.json.${process.ppid}-1.tmp`];
    for (const name of [dead, fresh, ...others]) writeFileSync(folder.at(name), 'left');
    const before = new Date(Date.now() - 3_600_000);
    for (const name of [dead, ...others]) utimesSync(folder.at(name), before, before);
    await write('a.json');
    assert.sameMembers(readdirSync(folder.path), ['tmp', 'a.json', fresh, ...others]);
  });
});
