/** Plans of networks from lists of layers: shapes, tensors as PyTorch names them, costs, and what does not fit. */
import { assert } from 'chai';
import {
  drawsInSteps,
  learnable,
  parametersOf,
  planNetwork,
  readsBatches,
  type LayerElement,
} from '../../src/catalog/lookup/network.ts';

const picture = [1, 28, 28];
const linear = (width: number): LayerElement => ({ name: 'linear', width, bias: true });
const relu: LayerElement = { name: 'relu' };
const conv = (channels: number, kernel: number, padding: number): LayerElement => ({
  ...{ name: 'conv2d', channels, kernel, padding },
  ...{ stride: 1, bias: true },
});
const pool: LayerElement = { name: 'max-pool2d', kernel: 2, padding: 0 };
const flatten: LayerElement = { name: 'flatten' };
const norm: LayerElement = { name: 'batch-norm', momentum: 0.1, epsilon: 1e-5 };
const dropout: LayerElement = { name: 'dropout', p: 0.25 };

function planned(layers: readonly LayerElement[], inputs = 784, outputs = 10) {
  const planning = planNetwork(layers, inputs === 784 ? picture : null, inputs, outputs);
  if (!planning.ok) throw new Error(JSON.stringify(planning.misfits));
  return planning.plan;
}

function refused(layers: readonly LayerElement[], inputs = 784) {
  const planning = planNetwork(layers, inputs === 784 ? picture : null, inputs, 10);
  if (planning.ok) throw new Error('it fits');
  return planning.misfits.map(({ path, expected }) => `${path.join('.')}: ${expected}`).join('\n');
}

describe('A network as a list of layers', () => {
  it('has the parameters that PyTorch counts for the small convolutional net', () => {
    const layers = [conv(8, 3, 1), relu, pool, conv(16, 3, 1), relu, pool, flatten];
    const plan = planned([...layers, linear(64), relu, dropout]);
    assert.equal(parametersOf(plan), 52_138);
    assert.deepEqual(plan.inputs, picture);
    assert.deepEqual(plan.values.slice(1, 4), [
      [8, 28, 28],
      [8, 28, 28],
      [8, 14, 14],
    ]);
    assert.deepEqual(
      plan.tensors.map(({ name, shape }) => `${name} ${shape.join('×')}`),
      [
        ...['0.weight 8×1×3×3', '0.bias 8', '3.weight 16×8×3×3', '3.bias 16'],
        ...['7.weight 64×784', '7.bias 64', '10.weight 10×64', '10.bias 10'],
      ],
    );
    assert.equal(plan.products, 28 * 28 * 8 * 9 + 14 * 14 * 16 * 72 + 784 * 64 + 640);
    assert.isTrue(drawsInSteps(plan));
    assert.isFalse(readsBatches(plan));
  });

  it('reads a picture as a row of features where no layer is for pictures', () => {
    const plan = planned([flatten, linear(5)]);
    assert.deepEqual(plan.inputs, [784]);
    assert.deepEqual(plan.values, [[784], [784], [5], [10]]);
  });

  it('has running statistics, which are not learnt, where batches are normalised', () => {
    const plan = planned([linear(6), norm, relu], 8, 1);
    assert.isTrue(readsBatches(plan));
    assert.deepEqual(
      plan.tensors.map(({ name }) => name),
      [
        ...['0.weight', '0.bias', '1.weight', '1.bias', '1.running_mean', '1.running_var'],
        ...['1.num_batches_tracked', '3.weight', '3.bias'],
      ],
    );
    assert.equal(parametersOf(plan), 8 * 6 + 6 + 12 + 7);
    assert.lengthOf(learnable(plan), 6);
  });

  it('lowers residual blocks at will, with the names of their modules', () => {
    const inner = { name: 'residual', projection: false, layers: [linear(4), relu] };
    const outer = {
      name: 'residual',
      projection: true,
      layers: [linear(4), inner, { name: 'identity' }],
    };
    const plan = planned([outer, relu], 8, 1);
    assert.deepEqual(
      plan.ops.map((op) => [op.kind === 'add' ? 'add' : op.name, op.module, ...op.inputs]),
      [
        ['linear', '0.body.0', 0],
        ['linear', '0.body.1.body.0', 1],
        ['relu', '0.body.1.body.1', 2],
        ['add', '0.body.1', 3, 1],
        ['linear', '0.body.2', 4],
        ['linear', '0.shortcut', 0],
        ['add', '0', 5, 6],
        ['relu', '1', 7],
        ['linear', '2', 8],
      ],
    );
    assert.equal(parametersOf(plan), 36 + 20 + 32 + 5);
  });

  it('says at its place what does not fit', () => {
    assert.include(refused([conv(4, 3, 0), linear(5)]), 'layers.1: a flatten before it');
    assert.include(refused([conv(4, 3, 0)]), 'layers.1: a flatten before it');
    assert.include(refused([pool, pool, conv(4, 9, 0)]), 'layers.2.kernel: a kernel of at most 7');
    assert.include(refused([linear(5), pool]), 'layers.0: a flatten before it');
    assert.include(refused([pool], 8), 'layers.0: pictures, [channels, height, width]');
    const block = { name: 'residual', projection: false, layers: [linear(4)] };
    assert.include(
      refused([linear(5), block]),
      'layers.1.layers: an output of the shape of the input, [5]',
    );
    assert.include(
      refused([{ name: 'residual', projection: false, layers: [pool, linear(3)] }]),
      'layers.0.layers.1: a flatten',
    );
    assert.include(
      refused([{ name: 'max-pool2d', kernel: 3, padding: 2 }]),
      'layers.0.padding: at most half',
    );
  });
});
