/** The generator of the catalog's registries, on a small test catalog. */
import { assert } from 'chai';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { writeCatalog } from '../../cli/build/catalog.mjs';

describe('the registries of the catalog', () => {
  let place: string;

  const file = (name: string) => path.join(place, name);
  const read = (name: string) => readFileSync(file(name), 'utf8');
  const write = (name: string, text = '') => {
    mkdirSync(path.dirname(file(name)), { recursive: true });
    writeFileSync(file(name), text);
  };

  beforeEach(() => {
    place = mkdtempSync(path.join(os.tmpdir(), 'a2-catalog-'));
    write('src/catalog/kinds/shape.ts');
    write('src/catalog/shape/round/meta.ts');
    write('src/catalog/shape/round/kernel.as.ts');
    write('src/catalog/shape/round/lib/helper.ts');
    write('src/catalog/shape/very-long/meta.ts');
    write('src/catalog/shape/very-long/plan.ts');
    write(
      'workers/kernels/kinds/shape.txt',
      'switch (code) {\n  // each member\n  case $code: return $member.area();\n  // end\n}\n',
    );
    writeCatalog(place);
  });
  afterEach(() => rmSync(place, { recursive: true }));

  it('have each part of the members that have it, and nothing else', () => {
    const meta = read('src/catalog/registry/shape.meta.ts');
    assert.include(meta, "from '../shape/round/meta.ts'");
    assert.include(meta, "'very-long': veryLong_");
    const plan = read('src/catalog/registry/shape.plan.ts');
    assert.include(plan, 'very-long/plan.ts');
    assert.notInclude(plan, 'round');
    assert.isFalse(existsSync(file('src/catalog/registry/shape.helper.ts')));
  });

  it('choose among the members that the kernel has, outside of its loops', () => {
    assert.include(read('src/catalog/registry/shape.kernel.ts'), 'round: 0');
    const kernel = read('workers/kernels/generated/shape.ts');
    assert.include(kernel, 'import * as round_');
    assert.include(kernel, 'case 0: return round_.area();');
    assert.notInclude(kernel, 'very');
    assert.notInclude(kernel, '$');
  });

  it('are written only where they change, and go with the last of their parts', () => {
    const time = () => statSync(file('src/catalog/registry/shape.meta.ts')).mtimeMs;
    const before = time();
    writeCatalog(place);
    assert.equal(time(), before);
    rmSync(file('src/catalog/shape/very-long'), { recursive: true });
    writeCatalog(place);
    assert.notInclude(read('src/catalog/registry/shape.meta.ts'), 'very-long');
    assert.isFalse(existsSync(file('src/catalog/registry/shape.plan.ts')));
  });

  it('take in a member whose folder was added, wherever a registry is read', () => {
    write('src/catalog/shape/square/meta.ts');
    write('src/catalog/shape/square/kernel.as.ts');
    writeCatalog(place);
    assert.include(read('src/catalog/registry/shape.meta.ts'), 'square: square_');
    assert.include(read('workers/kernels/generated/shape.ts'), 'case 1: return square_.area();');
  });

  it('fetch the code of an engine from a folder of its name', () => {
    assert.isFalse(existsSync(file('workers/engine/generated/start.ts')));
    write('src/catalog/engine/very-fast/meta.ts');
    writeCatalog(place);
    assert.include(
      read('workers/engine/generated/start.ts'),
      "'very-fast': () => import('../very-fast/start.ts'),",
    );
  });
});
