/** T1: the matrix form against neurons one by one, and against the lab's engine. */
import { assert } from 'chai';
import fc from 'fast-check';
import { hiddenActivations } from '../../../src/course/theory/activation.ts';
import { exampleNet } from '../../../src/course/theory/example-net.ts';
import { countedForward } from '../../../src/course/theory/instrumented.ts';
import { matrixForm } from '../../../src/course/theory/two-layer.ts';
import { engineSession, linear } from './support.ts';

const sizes = fc.record({
  samples: fc.integer({ min: 1, max: 6 }),
  features: fc.integer({ min: 1, max: 6 }),
  hidden: fc.integer({ min: 1, max: 6 }),
  outputs: fc.integer({ min: 1, max: 5 }),
});

const transposed = (matrix: readonly (readonly number[])[]): number[][] =>
  (matrix[0] ?? []).map((_, column) => matrix.map((row) => row[column] ?? NaN));

describe('The matrix form of a net with one hidden layer', () => {
  it('gives what its neurons give one by one', () => {
    fc.assert(
      fc.property(sizes, fc.constantFrom(...hiddenActivations), fc.nat(), (size, g, seed) => {
        const { x, net } = exampleNet(size, g, seed);
        const form = matrixForm(x, net);
        const neurons = countedForward(x, net);
        for (const key of ['z1', 'h', 'z2', 'y'] as const) {
          assert.lengthOf(form[key], size.samples);
          form[key].flat().forEach((value, i) => {
            assert.closeTo(value, neurons[key].flat()[i] ?? NaN, 1e-12, key);
          });
        }
        for (const row of form.y) {
          assert.closeTo(
            row.reduce((all, value) => all + value, 0),
            1,
            1e-12,
          );
        }
      }),
    );
  });

  it('gives what the engine gives', async () => {
    // The engine's output is linear: the ReLU over the outputs is a hidden layer before an identity.
    await fc.assert(
      fc.asyncProperty(sizes, fc.nat(), async (size, seed) => {
        const { x, net } = exampleNet(size, 'relu', seed);
        const form = matrixForm(x, net);
        const identity = net.b2.map((_, i) => net.b2.map((__, j) => (i === j ? 1 : 0)));
        const layers = [
          linear(transposed(net.w1), net.b1),
          linear(transposed(net.w2), net.b2),
          linear(
            identity,
            net.b2.map(() => 0),
          ),
        ];
        for (let k = 0; k < size.outputs; k++) {
          const classes = x.map(() => k);
          const session = await engineSession(layers, 'relu', x, classes, 0);
          for (let n = 0; n < size.samples; n++) {
            const { loss } = await session.evaluate('test', n, n + 1);
            assert.closeTo(Math.exp(-loss), form.y[n]?.[k] ?? NaN, 2e-6);
          }
          session.close();
        }
      }),
      { numRuns: 30 },
    );
  });
});
