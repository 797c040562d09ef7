import { assert } from 'chai';
import { compilePeak } from '../../bench/lib/peak.mjs';

describe('the kernel that measures the peak', () => {
  it('really multiplies and adds in every chain', async () => {
    const kernel = await compilePeak(false);
    const [chains, unrolled] = [Number(kernel!.chains.value), Number(kernel!.unrolled.value)];
    const [turns, x, y] = [5, Math.fround(0.999), Math.fround(0.001)];
    // Chains of multiplications and of additions take turns; each begins a tenth higher.
    let wanted = 0;
    for (let chain = 0; chain < 2 * chains; chain++) {
      let value = Math.fround((chain + 1) / 10);
      for (let step = 0; step < turns * unrolled; step++) {
        value = Math.fround(chain % 2 === 0 ? value * x : value + y);
      }
      wanted += 4 * value;
    }
    assert.closeTo(kernel!.run(turns, x, y), wanted, 1e-3);
    assert.isAbove(Math.abs(kernel!.run(turns + 1, x, y) - wanted), 1e-3);
  });
});
