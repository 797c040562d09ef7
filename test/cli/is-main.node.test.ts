/** Programs detect that they were started, also through a link to their folder. */
import { spawnSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { assert } from 'chai';
import { isMain } from '../../data/is-main.mjs';
import { needsFolderLinks } from '../support/system.ts';

describe('a program of the lab', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'a2 män-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('does its work when it is started through a link or a junction', function () {
    needsFolderLinks(this);
    const real = path.join(folder, 'real');
    mkdirSync(real);
    const helper = pathToFileURL(path.resolve('data/is-main.mjs')).href;
    writeFileSync(
      path.join(real, 'program.mjs'),
      `import { isMain } from '${helper}';\nconsole.log(isMain(import.meta.url) ? 'started' : 'imported');\n`,
    );
    writeFileSync(path.join(real, 'other.mjs'), `import './program.mjs';\n`);
    symlinkSync(real, path.join(folder, 'link'), 'junction');
    for (const [place, file, wanted] of [
      ['real', 'program.mjs', 'started'],
      ['link', 'program.mjs', 'started'],
      ['link', 'other.mjs', 'imported'],
    ] as const) {
      const program = path.join(folder, place, file);
      const { stdout, stderr } = spawnSync(process.execPath, [program], { encoding: 'utf8' });
      assert.equal(stdout.trim(), wanted, `${program}: ${stderr}`);
    }
  });

  it('is not detected where Node runs a string, or a deleted file', () => {
    assert.isFalse(isMain(import.meta.url, undefined));
    assert.isFalse(isMain(import.meta.url, path.join(folder, 'gone.mjs')));
  });

  it('uses isMain everywhere, and compares no URLs itself', () => {
    const comparing = ['cli', 'data', 'bench', 'test'].flatMap((room) =>
      readdirSync(room, { recursive: true, encoding: 'utf8' })
        .filter((file) => file.endsWith('.mjs') && !file.startsWith('cache'))
        .map((file) => path.join(room, file))
        .filter((file) => /import\.meta\.url ===|argv\[1\] ===/.test(readFileSync(file, 'utf8'))),
    );
    assert.deepEqual(comparing, []);
  });
});
