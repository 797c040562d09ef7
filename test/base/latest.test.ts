import { assert } from 'chai';
import { Latest, latestIn } from '../../src/base/latest.ts';

describe('a remembered result', () => {
  it('is made again where anything of it is another, or there is more or less of it', () => {
    const latest = new Latest<number>();
    let made = 0;
    const of = (...from: unknown[]) => latest.of(from, () => ++made);
    assert.equal(of(), 1, 'at first, of nothing too');
    assert.equal(of(), 1);
    const one = {};
    assert.equal(of(one, 2), 2);
    assert.equal(of(one, 2), 2);
    assert.equal(of({}, 2), 3);
    assert.equal(of({}, 2, 3), 4);
    assert.equal(of({}), 5);
  });

  it('may be undefined', () => {
    const latest = new Latest<number | undefined>();
    let made = 0;
    for (let time = 0; time < 3; time++) {
      assert.isUndefined(
        latest.of([1], () => {
          made++;
          return undefined;
        }),
      );
    }
    assert.equal(made, 1);
  });

  it('is one of each key', () => {
    const all = new Map<string, Latest<number>>();
    latestIn(all, 'a').of([1], () => 1);
    assert.equal(
      latestIn(all, 'b').of([1], () => 2),
      2,
    );
    assert.equal(
      latestIn(all, 'a').of([1], () => 3),
      1,
    );
  });
});
