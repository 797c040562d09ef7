/** A build takes the place of the one before it in one step, or not at all. */
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { assert } from 'chai';
import { putInPlace, replaceBuild, withBuildLock } from '../../cli/build/replace.mjs';

describe('a build', () => {
  let folder = '';
  let output = '';
  beforeEach(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'a2-replace-'));
    output = path.join(folder, 'dist');
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  const fill = (place: string, words: string): void => {
    writeFileSync(path.join(place, 'index.html'), words);
  };
  const read = (place = output): string => readFileSync(path.join(place, 'index.html'), 'utf8');
  const failed = (promise: Promise<unknown>): Promise<string> =>
    promise.then(() => 'nothing failed', String);

  it('is seen when it is whole, and keeps the one before it for who still reads that', async () => {
    for (const words of ['one', 'two', 'three']) {
      const before = readdirSync(folder).includes('dist') ? read() : null;
      await replaceBuild(output, (next) => {
        assert.equal(readdirSync(folder).includes('dist') ? read() : null, before);
        fill(next, words);
      });
      assert.equal(read(), words);
    }
    assert.equal(read(`${output}.old`), 'two');
    assert.sameMembers(readdirSync(folder), ['dist', 'dist.old']);
  });

  it('that fails leaves everything as it was', async () => {
    await replaceBuild(output, (next) => fill(next, 'good'));
    const error = await failed(
      replaceBuild(output, (next) => {
        fill(next, 'bad');
        throw new Error('the check failed');
      }),
    );
    assert.include(error, 'the check failed');
    assert.equal(read(), 'good');
    assert.sameMembers(readdirSync(folder), ['dist']);
  });

  it('that cannot take the place puts the old one back, and says what is in the way', async () => {
    mkdirSync(output);
    fill(output, 'old');
    const next = `${output}.next`;
    mkdirSync(next);
    fill(next, 'new');
    const held = (from: string, to: string): Promise<void> =>
      from === next
        ? Promise.reject(Object.assign(new Error('EBUSY'), { code: 'EBUSY' }))
        : rename(from, to);
    assert.match(
      await failed(putInPlace(next, output, held)),
      /could not be replaced by the new build: another program has a file in it open/,
    );
    assert.equal(read(), 'old');
  });

  it('removes what builds left that were killed, and not what one is making', async () => {
    mkdirSync(`${output}.building-${2 ** 22 + 1}`);
    mkdirSync(`${output}.building-${process.ppid}`);
    await replaceBuild(output, (next) => fill(next, 'good'));
    assert.sameMembers(readdirSync(folder), ['dist', `dist.building-${process.ppid}`]);
  });

  it('waits for another that is being made', async () => {
    const told: string[] = [];
    let running = 0;
    await Promise.all(
      ['one', 'two', 'three'].map((words) =>
        withBuildLock(
          folder,
          async () => {
            assert.equal(++running, 1);
            await replaceBuild(output, (next) => fill(next, words));
            running -= 1;
            told.push(words);
          },
          (text) => told.push(text),
        ),
      ),
    );
    assert.includeMembers(told, ['one', 'two', 'three']);
    assert.include(told, 'Another program is building. Waiting …');
  });
});
