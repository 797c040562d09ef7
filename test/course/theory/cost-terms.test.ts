import { assert } from 'chai';
import fc from 'fast-check';
import { costTerms } from '../../../src/course/answers/t1/formulas.ts';
import { finiteDifferenceOperations, total } from '../../../src/course/theory/operations.ts';

describe('the cost of finite differences as a polynomial', () => {
  it('is that of the closed form, for any sizes', () => {
    const size = fc.integer({ min: 1, max: 60 });
    fc.assert(
      fc.property(size, size, size, size, (samples, features, hidden, outputs) => {
        const sizes = [samples, features, hidden, outputs];
        const value = costTerms.reduce(
          (sum, [coefficient, ...exponents]) =>
            sum + coefficient * exponents.reduce((all, each, at) => all * sizes[at]! ** each, 1),
          0,
        );
        const wanted = finiteDifferenceOperations({ samples, features, hidden, outputs });
        assert.equal(value, total(wanted));
      }),
    );
  });
});
