import { assert } from 'chai';
import fc from 'fast-check';
import golden from '../golden/torch.json' with { type: 'json' };
import { crossEntropy, meanSquaredError } from '../../src/torch/losses.ts';
import { assertWithin } from './support.ts';

const { logits, targets, ce_mean, ce_sum, mse_input, mse_target, mse_mean, mse_sum } = golden.loss;
const tolerance = 1e-6;

describe('cross-entropy', () => {
  it("equals PyTorch's mean", () => {
    const { values, gradient } = crossEntropy(logits.flat(), targets, 3);
    assertWithin(values, [ce_mean.loss], tolerance, 'loss');
    assertWithin(gradient, ce_mean.grad.flat(), tolerance, 'gradient');
  });

  it("equals PyTorch's sum", () => {
    const { values, gradient } = crossEntropy(logits.flat(), targets, 3, 'sum');
    assertWithin(values, [ce_sum.loss], tolerance, 'loss');
    assertWithin(gradient, ce_sum.grad.flat(), tolerance, 'gradient');
  });

  it('gives one loss a row where it is not reduced', () => {
    const { values, gradient } = crossEntropy(logits.flat(), targets, 3, 'none');
    assert.lengthOf(values, 4);
    assertWithin([values.reduce((a, b) => a + b)], [ce_sum.loss], tolerance, 'sum of losses');
    assertWithin(gradient, ce_sum.grad.flat(), tolerance, 'gradient');
  });

  it('stays finite for huge logits, and is ln k where all k are alike', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 50 }), fc.float({ noNaN: true }), (classes, height) => {
        fc.pre(Number.isFinite(height));
        const alike = new Float32Array(classes).fill(height);
        assert.closeTo(crossEntropy(alike, [0], classes).values[0]!, Math.log(classes), tolerance);
      }),
    );
  });

  it('refuses targets that are no classes and shapes that do not fit', () => {
    assert.throws(() => crossEntropy([0, 0], [2], 2), RangeError, 'target of row 0 is 2');
    assert.throws(() => crossEntropy([0, 0], [0.5], 2), RangeError, 'target');
    assert.throws(() => crossEntropy([0, 0, 0], [1], 2), RangeError, '3 logits');
  });
});

describe('the squared error', () => {
  it("equals PyTorch's mean, which divides by the number of outputs", () => {
    const { values, gradient } = meanSquaredError(mse_input.flat(), mse_target.flat());
    assertWithin(values, [mse_mean.loss], tolerance, 'loss');
    assertWithin(gradient, mse_mean.grad.flat(), tolerance, 'gradient');
  });

  it("equals PyTorch's sum", () => {
    const { values, gradient } = meanSquaredError(mse_input.flat(), mse_target.flat(), 'sum');
    assertWithin(values, [mse_sum.loss], tolerance, 'loss');
    assertWithin(gradient, mse_sum.grad.flat(), tolerance, 'gradient');
  });

  it('gives one loss an output where it is not reduced', () => {
    const { values, gradient } = meanSquaredError([1, 2, 5], [1, 0, 2], 'none');
    assert.deepEqual([...values], [0, 4, 9]);
    assert.deepEqual([...gradient], [0, 4, 6]);
  });

  it('refuses to broadcast', () => {
    assert.throws(() => meanSquaredError([1, 2], [1]), RangeError, '2 outputs');
  });
});
