/** Compares GELU in the lab's kernel and PyTorch program with PyTorch's own values and derivatives. */
import { assert } from 'chai';
import { parse } from 'valibot';
import golden from './golden.json' with { type: 'json' };
import { optimizerSchema } from '../../../../src/document/schema.ts';
import { chooseEngine } from '../../../../workers/engine/choose.ts';
import { pythonWithTorch } from '../../../support/python.mjs';
import { hasDatasets } from '../../../protocol/harness.ts';
import { documentOf, lab, pytorch } from '../../../formats/pytorch/beside.ts';
import { worstRelative } from '../../../workers/trials.ts';
import { lossesOf } from '../../../../src/formats/results/losses-of.ts';

/** The value that PyTorch has for it. */
const valueOf = (z: number): number => golden.y[golden.x.indexOf(z)]!;

/**
 * A layer's outputs for these sums, and the gradient that passes through it for a gradient of 1: read from the
 * weights after one step with learning rate 1 on one row whose single output is off by a half.
 * @param lastWeight of each unit on the way to the output
 */
async function layer(sums: readonly number[], lastWeight: number) {
  const engine = await chooseEngine('wasm', { deterministic: true });
  const size = sums.length;
  const output = sums.reduce((sum, z) => sum + lastWeight * valueOf(z), 0);
  const part = {
    features: Float32Array.from(sums),
    divisor: 1,
    targets: Float32Array.of(output - 0.5),
    count: 1,
  };
  const diagonal = Float32Array.from({ length: size * size }, (_, at) =>
    at % (size + 1) === 0 ? 1 : 0,
  );
  const session = await engine.open({
    sizes: [size, size, 1],
    activation: 'gelu',
    loss: 'mse',
    parameters: [
      { inputs: size, outputs: size, weight: diagonal, bias: new Float32Array(size) },
      {
        inputs: size,
        outputs: 1,
        weight: new Float32Array(size).fill(lastWeight),
        bias: new Float32Array(1),
      },
    ],
    optimizer: parse(optimizerSchema, { name: 'sgd', learningRate: 1 }),
    train: part,
    test: part,
  });
  for await (const stretch of session.train(Int32Array.of(0), 1)) void stretch;
  const [first, second] = await session.parameters();
  session.close();
  return {
    values: Array.from(second!.weight, (weight) => -weight),
    slopes: Array.from(first!.bias, (bias) => -bias),
  };
}

describe('GELU', () => {
  it('has PyTorch’s values in the kernel', async () => {
    const { values } = await layer(golden.x, 0);
    for (const [at, x] of golden.x.entries()) {
      // Far below zero only rounding errors of erf remain.
      const allowed = 3e-7 * Math.max(Math.abs(golden.y[at]!), Math.min(Math.abs(x), 1));
      assert.approximately(values[at]!, golden.y[at]!, allowed, `at ${x}`);
    }
  });

  it('has PyTorch’s derivatives in the kernel', async () => {
    const x = golden.x.filter((each) => Math.abs(each) <= 5);
    const { slopes } = await layer(x, 1);
    for (const [at, each] of x.entries()) {
      const index = golden.x.indexOf(each);
      const upstream = (-1 + (2 * index) / (golden.x.length - 1)) * 1.5;
      assert.approximately(slopes[at]!, golden.dx[index]! / upstream, 1e-5, `at ${each}`);
    }
  });

  it('trains as the program that is exported', async function () {
    const python = pythonWithTorch();
    if (python === null || !hasDatasets) this.skip();
    const document = documentOf({
      dataset: { name: 'fashion-mnist', trainSize: 600, testSize: 200 },
      model: { depth: 3, width: 20, activation: 'gelu' },
      init: { name: 'kaiming-normal' },
      batchSize: 50,
      epochs: 2,
    });
    const [ours] = await lab(document);
    const theirs = (await pytorch(python, document)).trials[0]!;
    assert.isAtMost(worstRelative(ours!.batchLosses, lossesOf(theirs)), 1e-4);
  });
});
