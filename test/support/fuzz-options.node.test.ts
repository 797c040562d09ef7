import { assert } from 'chai';
import { parseOptions, UsageError } from './fuzz-options.mjs';

describe('The command line of fuzz', () => {
  it('is ten minutes in Node when nothing is said', () => {
    const wanted = {
      help: false,
      minutes: 10,
      seed: null,
      browser: false,
      parts: [],
      programs: null,
    };
    assert.deepEqual(parseOptions([]), wanted);
    const args = ['--minutes', '0.5', '--browser', 'theory', 'idx.test'];
    const other = { ...wanted, minutes: 0.5, browser: true, parts: ['theory', 'idx.test'] };
    assert.deepEqual(parseOptions(args), other);
    assert.equal(parseOptions(['--seed', '0']).seed, 0);
  });

  it('takes random experiments instead', () => {
    const { programs, seed } = parseOptions(['--programs', '350', '--seed', '1', '--only=7']);
    assert.deepEqual([programs, seed], [{ count: 350, only: 7, keep: undefined }, 1]);
  });

  for (const [args, message] of [
    [['--minutes', 'long'], '--minutes: wanted a number above 0, found "long"'],
    [['--minutes=-1'], '--minutes: wanted a number above 0, found "-1"'],
    [['--minutes='], '--minutes: wanted a number above 0, found ""'],
    [['--seed=1.5'], '--seed: wanted a whole number from 0 to 2147483647, found "1.5"'],
    [['--seed='], '--seed: wanted a whole number from 0 to 2147483647, found ""'],
    [['--seed', '1', '--minutes', '2'], '--minutes: wanted without --seed'],
    [['--rounds', '2'], '--rounds'],
    [['--programs', '0'], '--programs: wanted a whole number from 1 to 100000, found "0"'],
    [['--programs', '9', '--only', '10'], '--only: wanted a whole number from 1 to 9, found "10"'],
    [['--programs', '9', '--minutes', '1'], '--programs: wanted without --minutes'],
    [['--keep', 'here'], '--only, --keep: wanted with --programs'],
  ] as const) {
    it(`refuses ${args.join(' ')} and says what was wanted`, () => {
      assert.throws(() => parseOptions(args), UsageError, message);
    });
  }
});
