/** T6: the assignment's figures, and the derivative against finite differences and mathjs. */
import { assert } from 'chai';
import fc from 'fast-check';
import { derivative } from 'mathjs';
import { centralDifference } from '../../../src/course/theory/central.ts';
import {
  batchDerivative,
  batchGradients,
  batchLoss,
  outputs,
  sampleLoss,
  sharedDerivative,
  type SharedWeights,
  type TaskSample,
} from '../../../src/course/theory/multi-task.ts';

const real = fc.double({ min: -3, max: 3, noNaN: true });
const weights: fc.Arbitrary<SharedWeights> = fc.tuple(real, real, real);
const batches: fc.Arbitrary<TaskSample[]> = fc.array(
  fc.record({ x: real, t1: real, t2: fc.double({ min: 0, max: 1, noNaN: true }) }),
  { minLength: 1, maxLength: 5 },
);
const forms = fc.constantFrom('printed' as const, 'corrected' as const);

describe('The net of T6', () => {
  it('gives the outputs of the assignment', () => {
    const { z, h, y1, z2, y2 } = outputs([0.5, 0.2, 0.1], 0.5);
    assert.equal(z, 0.25);
    assert.equal(h.toFixed(6), '0.562177');
    assert.equal(y1.toFixed(6), '0.112435');
    assert.equal(z2.toFixed(6), '0.056218');
    assert.equal(y2.toFixed(6), '0.514051');
  });

  it('loses what the formulas say, and differs by sign between its two forms', () => {
    fc.assert(
      fc.property(weights, batches, (w, batch) => {
        let regression = 0;
        let logs = 0;
        for (const { x, t1, t2 } of batch) {
          const { y1, y2 } = outputs(w, x);
          regression += 0.5 * (y1 - t1) ** 2;
          logs += t2 * Math.log(y2) + (1 - t2) * Math.log(1 - y2);
        }
        const scale = 1 + regression + Math.abs(logs);
        assert.closeTo(batchLoss(w, batch, 'printed'), regression + logs, 1e-10 * scale);
        assert.closeTo(batchLoss(w, batch, 'corrected'), regression - logs, 1e-10 * scale);
        for (const one of batch) assert.isAtLeast(sampleLoss(w, one).crossEntropy, 0);
      }),
    );
  });

  it('has the derivative of finite differences, for batches of any size', () => {
    fc.assert(
      fc.property(weights, batches, forms, (w, batch, form) => {
        const near = centralDifference((w1) => batchLoss([w1, w[1], w[2]], batch, form), w[0]);
        assert.closeTo(batchDerivative(w, batch, form), near, 1e-6);
        const parts = batch.map((one) => sharedDerivative(w, one, form).dw1);
        assert.closeTo(
          batchDerivative(w, batch, form),
          parts.reduce((sum, part) => sum + part, 0),
          1e-12,
        );
      }),
    );
  });

  it('has all three gradients of finite differences', () => {
    fc.assert(
      fc.property(weights, batches, forms, (w, batch, form) => {
        batchGradients(w, batch, form).forEach((gradient, i) => {
          const near = centralDifference((value) => {
            const [w1, w2, w3] = w.with(i, value);
            return batchLoss([w1!, w2!, w3!], batch, form);
          }, w[i]!);
          assert.closeTo(gradient, near, 1e-6);
        });
      }),
    );
  });

  it('has the derivative that a computer algebra system finds', () => {
    const h = '(1 / (1 + exp(-w1 * x)))';
    const y2 = `(1 / (1 + exp(-w3 * ${h})))`;
    const logs = `(t2 * log(${y2}) + (1 - t2) * log(1 - ${y2}))`;
    const squares = `(w2 * ${h} - t1)^2 / 2`;
    const symbolic = {
      printed: derivative(`${squares} + ${logs}`, 'w1').compile(),
      corrected: derivative(`${squares} - ${logs}`, 'w1').compile(),
    };
    fc.assert(
      fc.property(weights, batches, forms, ([w1, w2, w3], batch, form) => {
        for (const one of batch) {
          const exact: unknown = symbolic[form].evaluate({ w1, w2, w3, ...one });
          assert.isNumber(exact);
          const scale = 1 + Math.abs(Number(exact));
          const { dw1 } = sharedDerivative([w1, w2, w3], one, form);
          assert.closeTo(dw1, Number(exact), 1e-9 * scale);
        }
      }),
    );
  });
});
