/** The copy of public/, and the check with which a build of the page ends. */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { assert } from 'chai';
import { checkBuild, pageProblems } from '../../cli/build/check.mjs';
import { copyFolder } from '../../cli/build/copy.mjs';
import { publishDatasets } from '../../cli/build/page.mjs';
import { contentSecurityPolicy, framePolicy } from '../../cli/headers.mjs';

const policyTag = (policy: string): string =>
  `<meta http-equiv="Content-Security-Policy" content="${policy}" />`;

/** A minimal valid build. */
const whole: Readonly<Record<string, string>> = {
  'index.html': `<head>${policyTag(contentSecurityPolicy)}<link rel="stylesheet" href="assets/base-1.css" />
    <script src="theme.js"></script><script type="module" src="assets/main-1.js"></script></head>`,
  'embed.html': `<head>${policyTag(framePolicy)}<script type="module" crossorigin src="element/frame.js"></script></head>`,
  'manifest.webmanifest': JSON.stringify({ icons: [{ src: 'icons/icon.png' }] }),
  'theme.js': '',
  'assets/base-1.css': '',
  'assets/main-1.js': '',
  'element/frame.js': '',
  'icons/icon.png': '',
};

describe('a build of the page', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'a2-build-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  const write = (files: Readonly<Record<string, string>>): void => {
    for (const [name, text] of Object.entries(files)) {
      const file = path.join(folder, ...name.split('/'));
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
  };

  it('publishes the datasets that the cache lists, in either form at the published address', () => {
    const files = [{ name: 'one.gz' }, { name: 'two.gz' }, { name: 'three.data' }];
    write({
      'cache/index.json': JSON.stringify({ datasets: [{ name: 'numbers', files }] }),
      'cache/numbers/one.gz': 'packed',
      'cache/numbers/two': 'inflated',
      'cache/numbers/three.data': 'plain',
      'cache/numbers/.lock': 'hidden',
      'cache/numbers/four.part': 'half',
      'cache/letters/other': 'not listed',
    });
    const to = path.join(folder, 'dist/datasets');
    publishDatasets(path.join(folder, 'cache'), to);
    assert.sameMembers(readdirSync(to), ['index.json', 'numbers']);
    assert.sameMembers(readdirSync(path.join(to, 'numbers')), ['one.gz', 'two.gz', 'three.data']);
    assert.equal(readFileSync(path.join(to, 'numbers/two.gz'), 'utf8'), 'inflated');
    rmSync(path.join(folder, 'cache'), { recursive: true });
    publishDatasets(path.join(folder, 'cache'), to);
    assert.isFalse(existsSync(to));
  });

  it('gets all of public/ except the files that the build makes, which stay as built', () => {
    write({
      'from/index.html': 'source',
      'from/theme.js': 'theme',
      'from/icons/a.svg': 'icon',
      'from/icons/index.html': 'deeper',
      'to/index.html': 'built',
    });
    const to = path.join(folder, 'to');
    copyFolder(path.join(folder, 'from'), to, new Set(['index.html']));
    assert.equal(readFileSync(path.join(to, 'index.html'), 'utf8'), 'built');
    assert.sameMembers(readdirSync(to), ['index.html', 'theme.js', 'icons']);
    assert.sameMembers(readdirSync(path.join(to, 'icons')), ['a.svg', 'index.html']);
  });

  it('passes its check when everything that it asks for is there', () => {
    write(whole);
    checkBuild(folder);
  });

  it('fails it with the sources in place of the pages, and the message says what is wrong', () => {
    write({
      ...whole,
      'index.html': readFileSync('public/index.html', 'utf8'),
      'embed.html': readFileSync('public/embed.html', 'utf8'),
    });
    for (const wanted of [
      /would stay blank/,
      /index\.html does not hold its Content-Security-Policy/,
      /index\.html links to \/src\/surfaces\/app\/main\.ts, which is not a relative address/,
      /embed\.html does not hold its Content-Security-Policy/,
    ]) {
      assert.throws(() => {
        checkBuild(folder);
      }, wanted);
    }
  });

  for (const [missing, wanted] of [
    ['embed.html', 'embed.html is missing'],
    ['assets/main-1.js', 'index.html links to assets/main-1.js, which does not exist'],
    ['assets/base-1.css', 'index.html links to assets/base-1.css, which does not exist'],
    ['element/frame.js', 'embed.html links to element/frame.js, which does not exist'],
    ['icons/icon.png', 'manifest.webmanifest links to icons/icon.png, which does not exist'],
  ] as const) {
    it(`fails it without ${missing}`, () => {
      write(whole);
      rmSync(path.join(folder, ...missing.split('/')));
      assert.throws(() => {
        checkBuild(folder);
      }, wanted);
    });
  }

  it('is held to the policy of each page, and to having a program', () => {
    const page = whole['embed.html']!;
    assert.deepEqual(
      pageProblems(page, framePolicy, () => true),
      [],
    );
    assert.deepEqual(
      pageProblems(page, contentSecurityPolicy, () => true),
      ['does not hold its Content-Security-Policy'],
    );
    const without = page.replace('type="module"', '');
    assert.deepEqual(
      pageProblems(without, framePolicy, () => true),
      ['has no program'],
    );
  });
});
