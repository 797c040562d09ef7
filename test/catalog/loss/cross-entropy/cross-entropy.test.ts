import { assert } from 'chai';
import golden from '../../../golden/torch.json' with { type: 'json' };
import reference from '../../../../src/catalog/loss/cross-entropy/reference.ts';
import oracle from './oracle.ts';

const { logits, targets, ce_mean: mean } = golden.loss;

describe('cross-entropy', () => {
  it('is PyTorch’s', () => {
    const sum = logits.reduce((total, row, at) => total + reference.value(row, [targets[at]!]), 0);
    assert.approximately(sum / logits.length, mean.loss, 1e-6);
  });

  it('has PyTorch’s gradient', () => {
    logits.forEach((row, at) => {
      oracle.gradient(row, [targets[at]!]).forEach((slope, k) => {
        assert.approximately(slope / logits.length, mean.grad[at]![k]!, 1e-6);
      });
    });
  });

  it('stays finite for huge outputs, and is ln k where all k are alike', () => {
    for (const height of [0, 1e30, -3.4e38])
      for (const classes of [1, 2, 50]) {
        const alike = new Float32Array(classes).fill(height);
        assert.approximately(reference.value(alike, [0]), Math.log(classes), 1e-12);
      }
  });
});
