import { assert } from 'chai';
import { parseOptions, UsageError } from './fuzz-options.mjs';

describe('The command line of fuzz', () => {
  it('is ten minutes in Node when nothing is said', () => {
    const wanted = { help: false, minutes: 10, seed: null, browser: false, parts: [] };
    assert.deepEqual(parseOptions([]), wanted);
    const args = ['--minutes', '0.5', '--browser', 'theory', 'idx.test'];
    const other = { ...wanted, minutes: 0.5, browser: true, parts: ['theory', 'idx.test'] };
    assert.deepEqual(parseOptions(args), other);
    assert.equal(parseOptions(['--seed', '0']).seed, 0);
  });

  for (const [args, message] of [
    [['--minutes', 'long'], '--minutes: wanted a number above 0, found "long"'],
    [['--minutes=-1'], '--minutes: wanted a number above 0, found "-1"'],
    [['--minutes='], '--minutes: wanted a number above 0, found ""'],
    [['--seed=1.5'], '--seed: wanted a whole number from 0 to 2147483647, found "1.5"'],
    [['--seed='], '--seed: wanted a whole number from 0 to 2147483647, found ""'],
    [['--seed', '1', '--minutes', '2'], '--minutes: wanted without --seed'],
    [['--rounds', '2'], '--rounds'],
  ] as const) {
    it(`refuses ${args.join(' ')} and says what was wanted`, () => {
      assert.throws(() => parseOptions(args), UsageError, message);
    });
  }
});
