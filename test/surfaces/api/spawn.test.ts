import { assert } from 'chai';
import { isBundled, isOwnOrigin } from '../../../src/surfaces/api/spawn.ts';

describe('where a worker’s script is', () => {
  it('is the page’s own origin by scheme, host and port', () => {
    const page = 'https://course.example';
    assert.isTrue(isOwnOrigin('https://course.example/lab/worker.js', page));
    for (const other of [
      'http://course.example/worker.js',
      'https://course.example:444/worker.js',
      'https://lab.example/worker.js',
      'worker.js',
    ]) {
      assert.isFalse(isOwnOrigin(other, page), other);
    }
  });

  it('is never own in a sandboxed page', () => {
    assert.isFalse(isOwnOrigin('https://course.example/worker.js', 'null'));
    assert.isFalse(isOwnOrigin('file:///worker.js', 'null'));
  });

  it('is the bundler’s business where a page of a server has a module from a disk', () => {
    assert.isTrue(isBundled('file:///home/me/node_modules/a2-lab/index.js', 'https://me.example/'));
    assert.isFalse(isBundled('https://me.example/index.js', 'https://me.example/'));
    assert.isFalse(isBundled('file:///lab/index.js', 'file:///lab/index.html'));
  });
});
