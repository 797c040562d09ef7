/** The licences of a build are those of all packages with code in it, each with its text. */
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { assert } from 'chai';
import { licenceFile, packageFolderOf, packageOf } from '../../cli/build/licences.mjs';
import { buildIfStale } from '../../cli/build/stale.mjs';

/** Reads the source maps of a build, which Rollup makes from what it has actually written. */
function packagesIn(folder: string): Set<string> {
  const names = new Set<string>();
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.map')) continue;
    const { sources } = JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as {
      sources: string[];
    };
    for (const source of sources) {
      const [, name] = /.*node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(source) ?? [];
      if (name !== undefined) names.add(name);
    }
  }
  return names;
}

describe('a build', () => {
  before(() => buildIfStale());

  for (const folder of ['dist', 'dist/element', 'dist-cli']) {
    it(`in ${folder} includes the licence of every package whose code it contains`, () => {
      const text = readFileSync(path.join(folder, licenceFile), 'utf8');
      const parts = new Map(
        text
          .split(`${'='.repeat(80)}\n`)
          .slice(1)
          .map((part) => [part.slice(0, part.lastIndexOf(' ', part.indexOf('\n'))), part]),
      );
      const wanted = packagesIn(folder);
      assert.isAbove(wanted.size, 10);
      for (const name of [...wanted, 'assemblyscript']) {
        const part = parts.get(name) ?? assert.fail(`${name} is missing`);
        assert.match(
          part,
          /permission is hereby granted|redistribution and use in source|apache license\s+version 2\.0|permission to use, copy, modify/i,
          name,
        );
      }
      assert.include(readFileSync(path.join(folder, 'LICENSE.txt'), 'utf8'), 'MIT');
      assert.include(readFileSync(path.join(folder, 'NOTICES.md'), 'utf8'), 'Zalando');
    });
  }
});

describe('the licence of a package', () => {
  let folder = '';
  beforeEach(() => {
    folder = path.join(
      mkdtempSync(path.join(os.tmpdir(), 'a2-licence-')),
      'node_modules',
      '@a',
      'b',
    );
    mkdirSync(folder, { recursive: true });
  });
  afterEach(() => {
    rmSync(path.resolve(folder, '../../..'), { recursive: true, force: true });
  });

  const described = (licence: object): void => {
    writeFileSync(
      path.join(folder, 'package.json'),
      JSON.stringify({ name: '@a/b', version: '1.0.0', author: 'A', ...licence }),
    );
  };

  it('is that of the innermost package of a module, and the lab’s own has none', () => {
    assert.equal(
      packageFolderOf('/x/node_modules/a/node_modules/@b/c/d/e.js?x'),
      '/x/node_modules/a/node_modules/@b/c',
    );
    assert.equal(
      packageFolderOf('\0/x/node_modules/a/b.js?commonjs-es-import'),
      '/x/node_modules/a',
    );
    assert.equal(
      packageFolderOf(String.raw`C:\x\node_modules\@a\b\c.js`),
      String.raw`C:\x\node_modules\@a\b`,
    );
    assert.isNull(packageFolderOf('/x/src/main.ts'));
  });

  it('comes with its notices, from its files or its README', () => {
    described({ license: 'MIT' });
    writeFileSync(
      path.join(folder, 'README.md'),
      '# b\n\n## License\n\nPermission is hereby granted …',
    );
    assert.match(packageOf(folder).text, /^## License\n\nPermission/);
    writeFileSync(path.join(folder, 'LICENSE'), 'the licence');
    writeFileSync(path.join(folder, 'NOTICE'), 'the notice');
    assert.equal(packageOf(folder).text, 'the licence\n\nthe notice');
    described({ license: 'Apache-2.0' });
    rmSync(path.join(folder, 'LICENSE'));
    rmSync(path.join(folder, 'README.md'));
    assert.match(packageOf(folder).text, /^Apache License[^]*the notice$/);
  });

  it('that is missing fails the build', () => {
    described({});
    assert.throws(() => packageOf(folder), '@a/b 1.0.0 is bundled and names no licence');
    described({ license: 'MIT' });
    assert.throws(
      () => packageOf(folder),
      '@a/b is bundled and does not include the text of its licence MIT',
    );
  });
});
