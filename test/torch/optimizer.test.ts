import { assert } from 'chai';
import fc from 'fast-check';
import golden from '../golden/torch.json' with { type: 'json' };
import more from '../golden/torch-more.json' with { type: 'json' };
import type { OptimizerSettings } from '../../src/document/schema.ts';
import { Generator } from '../../src/torch/mt19937.ts';
import { bufferNames, stepCoefficients } from '../../src/catalog/lookup/optimizer.ts';
import { randn } from '../oracle/draws.ts';
import { createOptimizer } from '../oracle/optimizer.ts';
import { fillUniform } from '../../src/torch/uniform.ts';
import { assertWithin } from './support.ts';

const tolerance = 1e-6;

const sgd = {
  name: 'sgd',
  learningRate: 0.1,
  momentum: 0,
  dampening: 0,
  nesterov: false,
  weightDecay: 0,
} as const;
const rmsprop = {
  name: 'rmsprop',
  learningRate: 0.01,
  alpha: 0.99,
  epsilon: 1e-8,
  momentum: 0,
  centered: false,
  weightDecay: 0,
} as const;
const adam = {
  name: 'adam',
  learningRate: 0.001,
  beta1: 0.9,
  beta2: 0.999,
  epsilon: 1e-8,
  amsgrad: false,
  weightDecay: 0,
} as const;

const settings: Record<keyof typeof golden.optim.results, OptimizerSettings> = {
  'SGD lr=.1': sgd,
  'SGD lr=.1 momentum=.9': { ...sgd, momentum: 0.9 },
  'SGD lr=.1 momentum=.9 dampening=.5': { ...sgd, momentum: 0.9, dampening: 0.5 },
  'SGD lr=.1 momentum=.9 nesterov': { ...sgd, momentum: 0.9, nesterov: true },
  'SGD lr=.1 momentum=.9 weight_decay=1e-3': { ...sgd, momentum: 0.9, weightDecay: 1e-3 },
  'RMSprop defaults (lr=.01)': rmsprop,
  'RMSprop lr=.001': { ...rmsprop, learningRate: 0.001 },
  'RMSprop lr=.001 momentum=.9': { ...rmsprop, learningRate: 0.001, momentum: 0.9 },
  'RMSprop lr=.001 centered': { ...rmsprop, learningRate: 0.001, centered: true },
  'Adam defaults (lr=.001)': adam,
  'Adam lr=.01 weight_decay=1e-3': { ...adam, learningRate: 0.01, weightDecay: 1e-3 },
  'AdamW lr=.01 weight_decay=.01': {
    ...adam,
    name: 'adamw',
    learningRate: 0.01,
    weightDecay: 0.01,
  },
};

interface Steps {
  after_step_1: number[];
  after_step_2: number[];
  after_step_5: number[];
}

function assertSteps(each: OptimizerSettings, expected: Steps): void {
  const { p0, grads } = golden.optim;
  const parameters = Float32Array.from(p0);
  const optimizer = createOptimizer(each, p0.length);
  for (const gradient of grads) {
    optimizer.step(parameters, Float32Array.from(gradient));
    const values = expected[`after_step_${optimizer.steps}` as keyof Steps];
    if (values as unknown) assertWithin(parameters, values, tolerance, `step ${optimizer.steps}`);
  }
  assert.strictEqual(optimizer.steps, 5);
}

describe('the optimisers', () => {
  for (const [name, each] of Object.entries(settings)) {
    const key = name as keyof typeof settings;

    it(`take the steps of PyTorch 1.13: ${name}`, () => {
      assertSteps(each, golden.optim.results[key]);
    });
  }

  for (const [name, expected] of Object.entries(golden.optim.results_torch_2_13_where_different)) {
    it(`take the steps of PyTorch 2.13: ${name}`, () => {
      assertSteps(settings[name as keyof typeof settings], expected);
    });
  }

  more.optims.forEach(({ seed, settings: given, after }, index) => {
    it(`follow PyTorch 2.13 for 50 steps (${given.name}, combination ${index + 1})`, () => {
      const generator = new Generator(seed);
      const parameters = fillUniform(new Float32Array(19), -1, 1, generator);
      const optimizer = createOptimizer(given as OptimizerSettings, 19);
      for (let t = 1; t <= 50; t++) {
        optimizer.step(parameters, randn(19, generator));
        const expected = after[String(t) as keyof typeof after] as number[] | undefined;
        if (expected !== undefined) {
          assertWithin(parameters, expected, 2 * tolerance, `step ${t}, parameter`);
        }
      }
    });
  });

  it('keep only the buffers that their settings need', () => {
    assert.deepEqual(bufferNames(sgd), []);
    assert.deepEqual(bufferNames({ ...rmsprop, centered: true, momentum: 0.5 }), [
      'squareAverage',
      'gradientAverage',
      'momentum',
    ]);
    assert.deepEqual(Object.keys(createOptimizer({ ...adam, amsgrad: true }, 3).state), [
      'firstMoment',
      'secondMoment',
      'largestSecondMoment',
    ]);
  });

  it('leave the gradients as they are, and parameters alone where the gradient is zero', () => {
    const values = fc.array(fc.float({ noNaN: true, min: -100, max: 100 }), {
      minLength: 4,
      maxLength: 4,
    });
    const anyOf = fc.constantFrom<OptimizerSettings>(sgd, { ...sgd, momentum: 0.9 }, rmsprop, adam);
    fc.assert(
      fc.property(anyOf, values, values, (each, start, gradient) => {
        const gradients = Float32Array.from(gradient);
        createOptimizer(each, 4).step(Float32Array.from(start), gradients);
        assert.deepEqual(gradients, Float32Array.from(gradient));

        const parameters = Float32Array.from(start);
        createOptimizer(each, 4).step(parameters, new Float32Array(4));
        assertWithin(parameters, Float32Array.from(start), 0);
      }),
    );
  });

  it('round every coefficient to float32', () => {
    const all = Object.values(settings).flatMap((each) =>
      [1, 2, 1000].flatMap((t) => Object.values<unknown>({ ...stepCoefficients(each, t) })),
    );
    for (const value of all.filter((each) => typeof each === 'number')) {
      assert.strictEqual(value, Math.fround(value));
    }
  });

  it('refuse lengths that do not fit and steps before the first', () => {
    const two = new Float32Array(2);
    assert.throws(() => createOptimizer(sgd, 3).step(two, two), RangeError, '3 parameters');
    assert.throws(() => stepCoefficients(sgd, 0), RangeError, 'step 0');
  });
});
