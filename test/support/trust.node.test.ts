/** Each promise of docs/trust.md names an existing test that keeps it. */
import { assert } from 'chai';
import { existsSync, readFileSync } from 'node:fs';

const page = readFileSync('docs/trust.md', 'utf8');
const rows = page
  .split('\n')
  .filter((line) => line.startsWith('| ') && !/^\| (promise|-)/.test(line))
  .map((line) => line.split('|').map((cell) => cell.trim()));

describe('docs/trust.md', () => {
  it('makes promises', () => {
    assert.isAbove(rows.length, 30);
  });

  for (const [, promise = '', kept = ''] of rows) {
    it(`names a test that is there: ${promise}`, () => {
      const files = Array.from(kept.matchAll(/`([^`]+)`/g), ([, file = '']) => file);
      assert.isNotEmpty(files);
      for (const file of files) assert.isTrue(existsSync(file), file);
      assert.isTrue(files.some((file) => file.startsWith('test/')));
    });
  }
});
