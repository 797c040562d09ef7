import { assert } from 'chai';
import { compilePeak } from '../../bench/lib/peak.mjs';

describe('the kernel that measures the peak', function () {
  this.timeout(30_000);

  it('really multiplies and adds in every chain', async () => {
    const kernel = await compilePeak(false);
    const [chains, unrolled] = [Number(kernel!.chains.value), Number(kernel!.unrolled.value)];
    const [turns, x, y] = [5, Math.fround(0.999), Math.fround(0.001)];
    let wanted = 0;
    for (let chain = 1; chain <= chains; chain++) {
      let value = Math.fround(chain / 10);
      for (let step = 0; step < turns * unrolled; step++) {
        value = Math.fround(Math.fround(value * x) + y);
      }
      wanted += 4 * value;
    }
    assert.closeTo(kernel!.run(turns, x, y), wanted, 1e-3);
    assert.isAbove(Math.abs(kernel!.run(turns + 1, x, y) - wanted), 1e-2);
  });
});
