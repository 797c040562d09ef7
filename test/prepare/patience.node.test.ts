/** Renames and removals that wait while another program has the file open, on a clock that the test advances. */
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { assert } from 'chai';
import {
  isHeld,
  patiently,
  removeFolderPatiently,
  removePatiently,
  renamePatiently,
} from '../../data/patience.mjs';
import { diskProblem } from '../../data/problem.mjs';

const failure = (code: string): Error => Object.assign(new Error(`${code}: no`), { code });

/** An action that fails a number of times and then succeeds, with a simulated clock. */
class Held {
  attempts = 0;
  readonly waits: number[] = [];
  readonly #codes: string[];

  constructor(...codes: string[]) {
    this.#codes = codes;
  }

  readonly action = (): Promise<string> => {
    this.attempts += 1;
    const code = this.#codes.shift();
    return code === undefined ? Promise.resolve('done') : Promise.reject(failure(code));
  };

  under(platform: NodeJS.Platform) {
    const wait = (milliseconds: number) => Promise.resolve(this.waits.push(milliseconds));
    return { platform, wait };
  }
}

describe('a rename or a removal', () => {
  it('is retried on Windows while another program has the file open', async () => {
    const held = new Held('EPERM', 'EBUSY', 'EACCES', 'ENOTEMPTY');
    assert.equal(await patiently(held.action, held.under('win32')), 'done');
    assert.equal(held.attempts, 5);
    assert.deepEqual(held.waits, [20, 40, 80, 160]);
  });

  it('ends with the system’s own error after five seconds without success', async () => {
    const held = new Held(...Array.from({ length: 100 }, () => 'EPERM'));
    const failed: unknown = await patiently(held.action, held.under('win32')).catch(
      (error: unknown) => error,
    );
    assert.propertyVal(failed, 'code', 'EPERM');
    const waited = held.waits.reduce((sum, each) => sum + each, 0);
    assert.isAtMost(waited, 5000);
    assert.isAbove(waited, 4400);
    assert.equal(held.attempts, held.waits.length + 1);
  });

  it('is not retried where waiting cannot help', async () => {
    for (const [platform, code] of [
      ['linux', 'EPERM'],
      ['darwin', 'EACCES'],
      ['win32', 'ENOSPC'],
      ['win32', 'ENOENT'],
    ] as const) {
      const held = new Held(code);
      const failed: unknown = await patiently(held.action, held.under(platform)).catch(
        (error: unknown) => error,
      );
      assert.propertyVal(failed, 'code', code);
      assert.equal(held.attempts, 1, `${platform}: ${code}`);
      assert.isFalse(isHeld(failed, platform));
    }
    assert.isTrue(isHeld(failure('EPERM'), 'win32'));
    assert.isTrue(isHeld(failure('EBUSY'), 'linux'));
  });

  it('does what it says to files and folders', async () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'a2-patience-'));
    try {
      const at = (name: string) => path.join(folder, name);
      writeFileSync(at('a'), 'a');
      await renamePatiently(at('a'), at('b'));
      assert.isTrue(existsSync(at('b')));
      await removePatiently(at('b'));
      await removePatiently(at('b'));
      assert.isFalse(existsSync(at('b')));
      mkdirSync(at('c/d'), { recursive: true });
      // A file is wanted: a folder of that name is somebody's, and stays.
      assert.match(String(await removePatiently(at('c')).catch(String)), /EISDIR|directory/i);
      await removeFolderPatiently(at('c'));
      assert.isFalse(existsSync(at('c')));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('says what to close when it failed', () => {
    const problem = diskProblem(failure('EBUSY'), 'data/cache/a.csv', 10);
    assert.match(
      String(problem),
      /a\.csv cannot be written \(EBUSY\): another program has it open/,
    );
    assert.match(String(problem), /Close the file where it is open/);
  });
});
