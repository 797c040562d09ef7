import { assert } from 'chai';
import { parseOptions, UsageError } from '../../bench/lib/options.mjs';

describe('the command line of the benchmark', () => {
  const rows = ['grid', 'pool'];

  it('runs every row on the lab’s own engine unless told otherwise', () => {
    const plain = { help: false, quick: false, full: false, only: rows, engine: 'wasm', out: null };
    assert.deepEqual(parseOptions([], rows), plain);
    const args = ['--quick', '--only', 'pool', '--engine', 'tfjs-wasm', '--out', 'a.json'];
    const told = { ...plain, quick: true, only: ['pool'], engine: 'tfjs-wasm', out: 'a.json' };
    assert.deepEqual(parseOptions(args, rows), told);
  });

  it('refuses what it does not know, and says what there is', () => {
    assert.throws(() => parseOptions(['--only', 'gird'], rows), UsageError, 'grid, pool');
    assert.throws(() => parseOptions(['--slow'], rows), UsageError, '--slow');
  });
});
