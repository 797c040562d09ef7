import { assert } from 'chai';
import golden from '../golden/torch.json' with { type: 'json' };
import more from '../golden/torch-more.json' with { type: 'json' };
import type { InitSettings } from '../../src/document/schema.ts';
import { initParameters, reinitialise } from '../../src/catalog/lookup/init.ts';
import { constructLayers } from '../../src/catalog/lookup/init.ts';
import type { LayerParameters } from '../../src/torch/layers.ts';
import { Generator } from '../../src/torch/mt19937.ts';
import { fillUniform } from '../../src/torch/uniform.ts';
import { allParameters, sha256 } from './support.ts';

const seed = 433;
const mlp = golden.mlp_784_16x8_10;

interface Expected {
  weight_first4_per_layer: number[][];
  bias_first2_per_layer: number[][];
  weights_sha256: string;
  all_params_sha256: string;
  next_rand_f32: number;
}

function assertLayers(layers: LayerParameters[], generator: Generator, expected: Expected): void {
  assert.deepEqual(
    layers.map(({ weight }) => [...weight.subarray(0, 4)]),
    expected.weight_first4_per_layer,
  );
  assert.deepEqual(
    layers.map(({ bias }) => [...bias.subarray(0, 2)]),
    expected.bias_first2_per_layer,
  );
  assert.strictEqual(sha256(...layers.map(({ weight }) => weight)), expected.weights_sha256);
  assert.strictEqual(sha256(...allParameters(layers)), expected.all_params_sha256);
  assert.strictEqual(generator.nextFloat32(), expected.next_rand_f32);
}

type Reinitialisation = (layers: LayerParameters[], generator: Generator) => void;

/** Draws the weights again; the golden variants of that kind keep the biases that were constructed. */
const weightsOnly =
  (init: InitSettings): Reinitialisation =>
  (layers, generator) => {
    const biases = layers.map(({ bias }) => bias.slice());
    reinitialise(layers, init, generator);
    layers.forEach(({ bias }, i) => bias.set(biases[i]!));
  };

const weightsAndZeroBiases =
  (init: InitSettings): Reinitialisation =>
  (layers, generator) =>
    reinitialise(layers, init, generator);

const weightsAndBiases =
  (d: number): Reinitialisation =>
  (layers, generator) =>
    allParameters(layers).forEach((values) => fillUniform(values, -d, d, generator));

const variants = {
  xavier_uniform_: weightsOnly({ name: 'xavier-uniform', gain: 1 }),
  xavier_uniform_zero_bias: weightsAndZeroBiases({ name: 'xavier-uniform', gain: 1 }),
  xavier_uniform_gain_relu: weightsOnly({ name: 'xavier-uniform', gain: Math.SQRT2 }),
  kaiming_uniform_relu: weightsOnly({ name: 'kaiming-uniform' }),
  'uniform_w_0.01': weightsOnly({ name: 'uniform', d: 0.01 }),
  'uniform_wb_0.01': weightsAndBiases(0.01),
  'uniform_w_0.1': weightsOnly({ name: 'uniform', d: 0.1 }),
  'uniform_wb_0.1': weightsAndBiases(0.1),
  'uniform_w_1.0': weightsOnly({ name: 'uniform', d: 1 }),
  'uniform_wb_1.0': weightsAndBiases(1),
} satisfies Partial<Record<keyof typeof mlp, Reinitialisation>>;

describe('initialising a network', () => {
  it('builds nn.Linear(784, 16) as PyTorch does', () => {
    const expected = golden.linear_784_16;
    const generator = new Generator(seed);
    const [layer] = constructLayers([784, 16], generator);
    assert.isDefined(layer);
    assert.deepEqual([...layer.weight.subarray(0, 8)], expected.weight_first8);
    assert.deepEqual([...layer.bias.subarray(0, 8)], expected.bias_first8);
    assert.strictEqual(sha256(layer.weight), expected.weight_sha256_f32le);
    assert.strictEqual(sha256(layer.bias), expected.bias_sha256_f32le);
    assert.strictEqual(generator.nextFloat32(), expected.next_rand_f32);
  });

  it("builds the assignment's network with PyTorch's default", () => {
    const generator = new Generator(seed);
    const layers = initParameters(mlp.dims, { name: 'torch-default' }, generator);
    assertLayers(layers, generator, mlp.default);
  });

  it('knows a way to make every golden variant', () => {
    assert.sameMembers(
      Object.keys(mlp).filter((key) => !['dims', 'note', 'default'].includes(key)),
      Object.keys(variants),
    );
  });

  for (const [name, reinitialisation] of Object.entries(variants)) {
    const expected = mlp[name as keyof typeof variants];

    it(`draws ${name} after the default initialisation`, () => {
      const generator = new Generator(seed);
      const layers = constructLayers(mlp.dims, generator);
      reinitialisation(layers, generator);
      assertLayers(layers, generator, expected.seed_construct_reinit);
    });

    it(`draws ${name} from a generator seeded after construction`, () => {
      const generator = new Generator(seed);
      const layers = constructLayers(mlp.dims, generator);
      generator.manualSeed(seed);
      reinitialisation(layers, generator);
      assertLayers(layers, generator, expected.construct_seed_reinit);
    });
  }

  for (const { name, seed: other, sizes, init, ...expected } of more.inits) {
    it(`draws ${name} for ${sizes.join('→')} as PyTorch does (seed ${other})`, () => {
      const generator = new Generator(other);
      const layers = initParameters(sizes, init as InitSettings, generator);
      assert.deepEqual(
        layers.map(({ inputs, outputs }) => [inputs, outputs]),
        sizes.slice(1).map((outputs, i) => [sizes[i]!, outputs]),
      );
      assert.strictEqual(sha256(...allParameters(layers)), expected.sha256);
      assert.strictEqual(generator.nextFloat32(), expected.next_rand);
    });
  }

  it('refuses a network without an output, or a layer without neurons', () => {
    for (const sizes of [[], [4], [4, 0], [4, 1.5, 1]]) {
      assert.throws(() => constructLayers(sizes, new Generator(0)), RangeError, 'build a network');
    }
  });
});
