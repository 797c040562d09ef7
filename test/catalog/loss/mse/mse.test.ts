import { assert } from 'chai';
import golden from '../../../golden/torch.json' with { type: 'json' };
import reference from '../../../../src/catalog/loss/mse/reference.ts';
import oracle from './oracle.ts';

const { mse_input: input, mse_target: target, mse_mean: mean } = golden.loss;

describe('The squared error', () => {
  it('is PyTorch’s, which divides by the number of outputs', () => {
    assert.approximately(reference.value(input.flat(), target.flat()), mean.loss, 1e-6);
  });

  it('has PyTorch’s gradient', () => {
    oracle.gradient(input.flat(), target.flat()).forEach((slope, at) => {
      assert.approximately(slope, mean.grad.flat()[at]!, 1e-6);
    });
  });
});
