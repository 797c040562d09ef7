import { assert } from 'chai';
import { figure, milliseconds, reached, table } from '../../bench/lib/table.mjs';

describe('the table of the benchmark', () => {
  it('says a work once, aligns its columns and tells what was reached', () => {
    const line = { work: 'step', ours: '0.25 ms', wanted: 3 };
    const printed = table([
      { ...line, peer: 'PyTorch', theirs: '0.8 ms', ratio: 3.2 },
      { ...line, peer: 'jax-js', theirs: '0.5 ms', ratio: 2 },
      { ...line, peer: 'another', theirs: '1 ms', ratio: 4, wanted: null },
      {
        ...line,
        work: 'wide',
        peer: 'peak',
        theirs: '46 GFLOP/s',
        ratio: 61.23,
        wanted: 60,
        unit: '%',
      },
      { ...line, work: 'grid', ours: 'skipped', peer: 'PyTorch', theirs: '—', ratio: null },
    ]);
    assert.equal(
      printed,
      [
        '| work |     lab | against |     theirs |  ratio | target | reached |',
        '| ---- | ------: | ------- | ---------: | -----: | -----: | ------- |',
        '| step | 0.25 ms | PyTorch |     0.8 ms |   3.2× |     3× | yes     |',
        '|      |         | jax-js  |     0.5 ms |     2× |     3× | no      |',
        '|      |         | another |       1 ms |     4× |      — | —       |',
        '| wide | 0.25 ms | peak    | 46 GFLOP/s | 61.2 % |   60 % | yes     |',
        '| grid | skipped | PyTorch |          — |      — |     3× | —       |',
      ].join('\n'),
    );
  });

  it('rounds to three digits', () => {
    assert.equal(figure(0.123456), '0.123');
    assert.equal(figure(12.345), '12.3');
    assert.equal(figure(1234.5), '1235');
    assert.equal(milliseconds(2), '2 ms');
  });

  it('calls nothing reached that was not measured', () => {
    assert.equal(reached({ ratio: null, wanted: 3 }), '—');
    assert.equal(reached({ ratio: 3, wanted: 3 }), 'yes');
    assert.equal(reached({ ratio: 2.99, wanted: 3 }), 'no');
  });
});
