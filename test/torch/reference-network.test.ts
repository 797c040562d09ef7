import { assert } from 'chai';
import fc from 'fast-check';
import more from '../golden/torch-more.json' with { type: 'json' };
import { inOrder } from '../../src/catalog/kinds/members.ts';
import type { MetricTask } from '../../src/catalog/kinds/metric.ts';
import { defaultLoss } from '../../src/catalog/lookup/loss.ts';
import { lossMeta, type LossName } from '../../src/catalog/registry/loss.meta.ts';
import type { Activation } from '../../src/document/schema.ts';
import { constructLayers } from '../../src/catalog/lookup/init.ts';
import { Generator } from '../../src/torch/mt19937.ts';
import { rand, randn } from '../oracle/draws.ts';
import type { ReferenceLayer } from '../oracle/reference-network.ts';
import { runReference } from '../oracle/reference-network.ts';
import { assertWithin } from './support.ts';

describe('the reference network', () => {
  for (const expected of more.networks) {
    it(`equals PyTorch in float64 (${expected.activation}, ${expected.task})`, () => {
      const generator = new Generator(7);
      const layers = constructLayers([5, 6, 4, 3], generator);
      const features = randn(35, generator);
      const targets =
        expected.task === 'classification'
          ? Int32Array.from({ length: 7 }, (_, i) => i % 3)
          : rand(21, generator);
      const result = runReference(
        layers,
        expected.activation as Activation,
        defaultLoss(expected.task as MetricTask),
        { features, targets, rows: 7 },
      );
      assert.closeTo(result.loss, expected.loss, 1e-14);
      assertWithin(result.outputs, expected.outputs, 1e-14, 'output');
      assertWithin(result.activationNorms, expected.activationNorms, 1e-14, 'norm');
      expected.gradients.forEach(({ weight, bias }, l) => {
        assertWithin(result.gradients[l]!.weight, weight, 1e-14, `weight of layer ${l}`);
        assertWithin(result.gradients[l]!.bias, bias, 1e-14, `bias of layer ${l}`);
      });
    });
  }

  for (const activation of ['tanh', 'sigmoid', 'linear', 'relu', 'leaky-relu'] as const) {
    it(`has the gradients that finite differences show (${activation})`, () => {
      const sizes = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 2, maxLength: 4 });
      const loss = fc.constantFrom(...inOrder(lossMeta));
      fc.assert(
        fc.property(sizes, loss, fc.integer({ min: 1, max: 4 }), fc.nat(), (...given) => {
          checkDifferences(activation, ...given);
        }),
        { numRuns: 40 },
      );
    });
  }
});

function checkDifferences(
  activation: Activation,
  sizes: number[],
  name: LossName,
  rows: number,
  seed: number,
): void {
  const generator = new Generator(seed);
  const layers = constructLayers(sizes, generator).map((layer) => ({
    ...layer,
    weight: Float64Array.from(layer.weight),
    bias: Float64Array.from(layer.bias),
  })) satisfies ReferenceLayer[];
  const outputs = sizes.at(-1)!;
  const batch = {
    features: rand(rows * sizes[0]!, generator),
    targets:
      lossMeta[name].targets === 'class'
        ? Int32Array.from({ length: rows }, () => generator.nextUint32() % outputs)
        : rand(rows * outputs, generator),
    rows,
  };
  const { gradients, loss } = runReference(layers, activation, name, batch);
  const h = 1e-5;
  layers.forEach((layer, l) => {
    for (const kind of ['weight', 'bias'] as const) {
      const values = layer[kind];
      values.forEach((value, i) => {
        values[i] = value + h;
        const above = runReference(layers, activation, name, batch).loss;
        values[i] = value - h;
        const below = runReference(layers, activation, name, batch).loss;
        values[i] = value;
        // A kink between the two points moves their slope by up to the second difference.
        const kink = activation.endsWith('relu') ? Math.abs(above - 2 * loss + below) / h : 0;
        const slope = (above - below) / (2 * h);
        assert.closeTo(gradients[l]![kind][i]!, slope, 1e-6 + kink);
      });
    }
  });
}
