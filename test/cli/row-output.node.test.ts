/** Outputs that are written row by row: whole or not at all, also on a full disk and into pipes. */
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  createReadStream,
  linkSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { text } from 'node:stream/consumers';
import { assert } from 'chai';
import { Problem, UsageProblem } from '../../cli/a2/problem.ts';
import { openRowOutput } from '../../cli/a2/row-output.ts';
import { needsLinks, needsSignals } from '../support/system.ts';
import { Folder } from './support.ts';
import { tinyDisk } from './tiny-disk.ts';

const { signal } = new AbortController();
const line = `${'x'.repeat(99)}\n`;

async function* lines(count: number, failing = false): AsyncGenerator<string> {
  for (let at = 0; at < count; at += 10) yield await Promise.resolve(line.repeat(10));
  if (failing) throw new Error('the source failed');
}

describe('an output of rows', () => {
  let folder: Folder;
  const { TMPDIR, HOME } = process.env;
  beforeEach(() => {
    folder = new Folder();
    mkdirSync(folder.at('tmp'));
    process.env.TMPDIR = folder.at('tmp');
  });
  afterEach(() => {
    if (TMPDIR === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = TMPDIR;
    if (HOME !== undefined) process.env.HOME = HOME;
    folder.remove();
  });
  const take = async (name: string, count: number, failing = false): Promise<string> =>
    (await openRowOutput('--out', folder.at(name))).take(lines(count, failing), signal);
  const failed = (promise: Promise<unknown>): Promise<unknown> =>
    promise.then(
      () => assert.fail('nothing failed'),
      (error: unknown) => error,
    );

  it('is a file that appears as a whole, and replaces another one', async () => {
    assert.equal(await take('a.csv', 50), folder.at('a.csv'));
    assert.equal(readFileSync(folder.at('a.csv'), 'utf8'), line.repeat(50));
    await take('a.csv', 20);
    assert.equal(readFileSync(folder.at('a.csv'), 'utf8'), line.repeat(20));
    assert.sameMembers(readdirSync(folder.path), ['a.csv', 'tmp']);
  });

  it('leaves the old file and nothing else where its source fails', async () => {
    writeFileSync(folder.at('a.csv'), 'old');
    assert.match(String(await failed(take('a.csv', 500, true))), /the source failed/);
    assert.equal(readFileSync(folder.at('a.csv'), 'utf8'), 'old');
    assert.sameMembers(readdirSync(folder.path), ['a.csv', 'tmp']);
    assert.instanceOf(await failed(openRowOutput('--out', folder.at('none/a.csv'))), UsageProblem);
  });

  it('keeps permissions, links and hard links', async function () {
    needsSignals(this);
    needsLinks(this);
    writeFileSync(folder.at('a.csv'), 'old');
    chmodSync(folder.at('a.csv'), 0o600);
    linkSync(folder.at('a.csv'), folder.at('hard.csv'));
    symlinkSync(folder.at('a.csv'), folder.at('soft.csv'));
    await take('soft.csv', 20);
    for (const name of ['a.csv', 'hard.csv', 'soft.csv']) {
      assert.equal(readFileSync(folder.at(name), 'utf8'), line.repeat(20));
    }
    assert.equal(statSync(folder.at('a.csv')).mode & 0o777, 0o600);
  });

  it('goes into pipes and devices', async function () {
    needsSignals(this);
    execFileSync('mkfifo', [folder.at('pipe')]);
    const read = text(createReadStream(folder.at('pipe')));
    await take('pipe', 5000);
    assert.equal(await read, line.repeat(5000));
    assert.equal(
      await (await openRowOutput('--out', '/dev/null')).take(lines(50), signal),
      '/dev/null',
    );
  });

  it('moves to another disk where its own is full, and says where it is', async function () {
    const disk = tinyDisk(this, folder.at('disk'), '64k');
    try {
      const error = await failed(take('disk/a.csv', 5000));
      assert.instanceOf(error, Problem);
      assert.match(error.message, /^The disk is full: .*a\.csv needs/);
      const [, place = ''] = /The content is in (.+) instead\./.exec(error.message) ?? [];
      assert.equal(readFileSync(place, 'utf8'), line.repeat(5000));
      assert.isEmpty(readdirSync(folder.at('disk')));
      assert.lengthOf(readdirSync(folder.at('tmp')), 1);
      // Nothing is left of one whose source fails after the move.
      assert.match(String(await failed(take('disk/b.csv', 5000, true))), /the source failed/);
      assert.lengthOf(readdirSync(folder.at('tmp')), 1);
    } finally {
      disk.remove();
    }
  });

  it('that fits on no disk is lost, and leaves nothing behind', async function () {
    const disk = tinyDisk(this, folder.at('disk'), '64k');
    const here = process.cwd();
    try {
      process.env.TMPDIR = folder.at('disk');
      process.env.HOME = folder.at('disk');
      process.chdir(folder.at('disk'));
      const error = await failed(take('disk/a.csv', 5000));
      assert.match(String(error), /There was no space in .* either, so the content is lost\./);
      assert.isEmpty(readdirSync(folder.at('disk')));
    } finally {
      process.chdir(here);
      disk.remove();
    }
  });
});
