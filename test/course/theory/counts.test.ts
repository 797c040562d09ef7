/** T1 and T2: closed forms against counted operations, and the assignment's own numbers. */
import { assert } from 'chai';
import fc from 'fast-check';
import { parameterCount } from '../../../src/document/parameters.ts';
import {
  Counter,
  countedBackpropagation,
  countedFiniteDifferences,
  countedForward,
} from '../../../src/course/theory/instrumented.ts';
import {
  backpropagationOperations,
  finiteDifferenceOperations,
  forwardOperations,
  parametersByLayer,
  parameterTotal,
  total,
  type NetSize,
} from '../../../src/course/theory/operations.ts';
import { hiddenActivations } from '../../../src/course/theory/activation.ts';
import { lastBatch, updates, updatesPerEpoch } from '../../../src/course/theory/updates.ts';
import { exampleNet } from '../../../src/course/theory/example-net.ts';

const sizes = fc.record({
  samples: fc.integer({ min: 1, max: 5 }),
  features: fc.integer({ min: 1, max: 5 }),
  hidden: fc.integer({ min: 1, max: 5 }),
  outputs: fc.integer({ min: 1, max: 4 }),
});

describe('Parameters and operations of a net with one hidden layer', () => {
  it('have the closed forms of the assignment', () => {
    const of = (samples: number, features: number, hidden: number, outputs: number): NetSize => ({
      samples,
      features,
      hidden,
      outputs,
    });
    assert.equal(parameterTotal(of(1, 3, 4, 2)), 3 * 4 + 4 + 4 * 2 + 2);
    fc.assert(
      fc.property(sizes, (size) => {
        const { samples: n, features: d, hidden: m, outputs: k } = size;
        const p = d * m + m + m * k + k;
        assert.equal(parameterTotal(size), p);
        assert.equal(parameterTotal(size), parameterCount([d, m, k]));
        assert.equal(total(forwardOperations(size)), n * (2 * d * m + 2 * m * k));
        assert.equal(
          total(finiteDifferenceOperations(size)),
          p * (2 * n * (2 * d * m + 2 * m * k) + 4),
        );
      }),
    );
  });

  it('are those of a net that really has them, layer by layer', () => {
    fc.assert(
      fc.property(sizes, fc.nat(), (size, seed) => {
        const { net } = exampleNet(size, 'tanh', seed);
        const [hidden, output] = parametersByLayer(size);
        assert.equal(hidden?.weights, net.w1.flat().length);
        assert.equal(hidden?.biases, net.b1.length);
        assert.equal(output?.weights, net.w2.flat().length);
        assert.equal(output?.biases, net.b2.length);
      }),
    );
  });

  it('agree with passes that count every operation as they do it', () => {
    fc.assert(
      fc.property(sizes, fc.constantFrom(...hiddenActivations), fc.nat(), (size, g, seed) => {
        const { x, classes, net } = exampleNet(size, g, seed);
        const forward = new Counter();
        countedForward(x, net, forward);
        assert.deepEqual(forward.operations, forwardOperations(size));
        const back = new Counter();
        countedBackpropagation(x, classes, net, back);
        assert.deepEqual(back.operations, backpropagationOperations(size));
        const differences = new Counter();
        countedFiniteDifferences(x, classes, net, 1e-5, differences);
        assert.deepEqual(differences.operations, finiteDifferenceOperations(size));
      }),
    );
  });

  it('give the same gradients by both methods', () => {
    fc.assert(
      fc.property(sizes, fc.constantFrom('tanh', 'sigmoid'), fc.nat(), (size, g, seed) => {
        const { x, classes, net } = exampleNet(size, g, seed);
        const { z2 } = countedForward(x, net);
        // ReLU has no derivative at its kink.
        fc.pre(z2.flat().every((z) => Math.abs(z) > 1e-3));
        const exact = countedBackpropagation(x, classes, net);
        const near = countedFiniteDifferences(x, classes, net, 1e-5);
        for (const key of ['w1', 'b1', 'w2', 'b2'] as const) {
          exact[key].flat().forEach((value, i) => {
            assert.closeTo(near[key].flat()[i] ?? NaN, value, 1e-8);
          });
        }
      }),
    );
  });
});

describe('Updates per parameter', () => {
  const million = { samples: 1_000_000, epochs: 5, dropLast: false };

  it('are those of the assignment', () => {
    assert.equal(updates({ ...million, batchSize: 1 }), 5_000_000);
    assert.equal(updatesPerEpoch({ ...million, batchSize: 128 }), 7_813);
    assert.equal(updates({ ...million, batchSize: 128 }), 39_065);
    assert.equal(updates({ ...million, batchSize: 128, dropLast: true }), 39_060);
    assert.equal(updates({ ...million, batchSize: 1_000_000 }), 5);
    assert.equal(lastBatch({ ...million, batchSize: 128 }), 64);
  });

  it('agree with going through the samples', () => {
    const counts = fc.integer({ min: 1, max: 60 });
    fc.assert(
      fc.property(counts, counts, counts, fc.boolean(), (samples, batchSize, epochs, dropLast) => {
        let steps = 0;
        let last = 0;
        for (let epoch = 0; epoch < epochs; epoch++) {
          for (let from = 0; from < samples; from += batchSize) {
            last = Math.min(batchSize, samples - from);
            if (!dropLast || last === batchSize) steps++;
          }
        }
        const schedule = { samples, batchSize, epochs, dropLast };
        assert.equal(updates(schedule), steps);
        assert.equal(lastBatch(schedule), last);
      }),
    );
  });
});
