/** Activations with their settings have PyTorch's values and gradients. */
import { assert } from 'chai';
import { activationValue, type ActivationSettings } from '../../src/catalog/lookup/activation.ts';
import { slopeOf } from '../../src/catalog/lookup/activation-slope.ts';
import type { ActivationName } from '../../src/catalog/registry/activation.meta.ts';
import golden from '../golden/layers.json' with { type: 'json' };

const cases: Readonly<
  Record<string, readonly [name: ActivationName, settings?: ActivationSettings]>
> = {
  gelu: ['gelu'],
  gelu_tanh: ['gelu', { approximate: 'tanh' }],
  silu: ['silu'],
  elu: ['elu'],
  selu: ['selu'],
  softplus: ['softplus'],
  hardtanh: ['hardtanh'],
  'leaky_relu_0.2': ['leaky-relu', { slope: 0.2 }],
};

describe('Activations under PyTorch', () => {
  for (const [key, [name, settings]] of Object.entries(cases)) {
    it(`${key} has PyTorch’s values and gradients`, () => {
      const { x, y, dx } = golden.activations[key as keyof typeof golden.activations];
      x.forEach((z, at) => {
        const upstream = (-1 + (2 * at) / (x.length - 1)) * 1.5;
        const near = (found: number, wanted: number) =>
          assert.approximately(found, wanted, 2e-6 * Math.max(1, Math.abs(wanted)), `at ${z}`);
        near(activationValue(name, settings)(z), y[at]!);
        near(upstream * slopeOf(name, settings)(z), dx[at]!);
      });
    });
  }
});
