/** The tour through the code names files: each is there. */
import { assert } from 'chai';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../cli/support.ts';

describe('docs/tour.md', () => {
  const text = readFileSync(path.join(root, 'docs/tour.md'), 'utf8');

  it('names files and folders that are there', () => {
    const named = [...text.matchAll(/`((?:src|workers|cli|test)\/[^`\s]*)`/g)].map(
      ([, file]) => file!,
    );
    assert.isAbove(named.length, 30);
    for (const file of named.filter((each) => !each.includes('NAME')))
      assert.isTrue(existsSync(path.join(root, file)), file);
  });

  it('fits on two screens', () => {
    assert.isAtMost(text.trim().split('\n').length, 60);
  });
});
