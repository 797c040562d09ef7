/** Layers' float64 passes have PyTorch's values; their numeric derivatives have PyTorch's gradients. */
import { assert } from 'chai';
import type { ForwardContext, LayerForward } from '../../src/catalog/kinds/layer.ts';
import { sha256Of } from '../../src/base/digest.ts';
import { initTensors } from '../../src/catalog/lookup/init-network.ts';
import { planNetwork } from '../../src/catalog/lookup/network.ts';
import { layerForward } from '../../src/catalog/registry/layer.forward.ts';
import type { LayerName } from '../../src/catalog/registry/layer.meta.ts';
import { Generator } from '../../src/torch/mt19937.ts';
import golden from '../golden/layers.json' with { type: 'json' };

type Settings = Readonly<Record<string, unknown>>;
type Values = Readonly<Record<string, readonly number[]>>;

interface Case {
  readonly title: string;
  readonly name: LayerName;
  readonly settings: Settings;
  readonly training: boolean;
  readonly found: {
    readonly x: readonly number[];
    readonly x_shape: readonly number[];
    readonly y: readonly number[];
    readonly y_shape: readonly number[];
    readonly dx: readonly number[];
    readonly parameters?: Values;
    readonly gradients?: Values;
    readonly buffers?: Values;
  };
  /** Buffers before the pass. */
  readonly buffers?: Values;
}

const norm = { momentum: 0.1, epsilon: 1e-5 };
const bn = golden.batch_norm1d;
const fresh = (channels: number): Values => ({
  running_mean: new Array<number>(channels).fill(0),
  running_var: new Array<number>(channels).fill(1),
  num_batches_tracked: [0],
});
const conv = (kernel: number, stride: number, padding: number) => ({
  ...{ channels: 3, kernel, stride, padding },
});

const cases: Case[] = [
  {
    ...{ title: 'a first batch', name: 'batch-norm', settings: norm, training: true },
    ...{ found: bn.first, buffers: fresh(5) },
  },
  {
    ...{ title: 'a second batch', name: 'batch-norm', settings: norm, training: true },
    ...{ found: bn.second, buffers: bn.first.buffers },
  },
  {
    ...{ title: 'evaluation', name: 'batch-norm', settings: norm, training: false },
    ...{ found: bn.eval, buffers: bn.second.buffers },
  },
  {
    ...{ title: 'pictures', name: 'batch-norm', settings: norm, training: true },
    ...{ found: golden.batch_norm2d, buffers: fresh(golden.batch_norm2d.x_shape[1]!) },
  },
  {
    ...{ title: 'rows', name: 'layer-norm', settings: { epsilon: 1e-5 }, training: true },
    found: golden.layer_norm,
  },
  {
    ...{ title: 'kernel 3', name: 'conv2d', settings: conv(3, 1, 0), training: true },
    found: golden.conv2d['3x3'],
  },
  {
    ...{ title: 'kernel 5, padding 2, stride 2', name: 'conv2d', settings: conv(5, 2, 2) },
    ...{ training: true, found: golden.conv2d['5x5_pad2_stride2'] },
  },
  {
    ...{ title: 'kernel 1 without a bias', name: 'conv2d', settings: conv(1, 1, 0) },
    ...{ training: true, found: golden.conv2d['1x1_nobias'] },
  },
  {
    ...{ title: 'windows that overlap', name: 'max-pool2d', training: true },
    ...{ settings: { kernel: 3, stride: 2, padding: 1 }, found: golden.max_pool2d_3_stride2_pad1 },
  },
  {
    ...{ title: 'windows side by side', name: 'avg-pool2d', training: true },
    ...{ settings: { kernel: 2, padding: 0 }, found: golden.avg_pool2d_2 },
  },
  {
    ...{ title: 'whole pictures', name: 'global-avg-pool', settings: {}, training: true },
    found: golden.adaptive_avg_pool2d_1,
  },
];

for (const { title, name, settings, training, found, buffers = {} } of cases) {
  describe(`${name}, ${title}`, () => {
    const part = layerForward[name] as LayerForward<Settings>;
    const { x, y, dx, parameters = {}, gradients = {} } = found;
    const context: ForwardContext = {
      rows: found.x_shape[0]!,
      inputs: found.x_shape.slice(1),
      outputs: found.y_shape.slice(1),
      training,
      kept: null,
    };
    const pass = (input: readonly number[], tensors: Values) =>
      part.forward(Float64Array.from(input), { ...buffers, ...tensors }, settings, context);
    // Upstream as the golden file has it: evenly from −1.5 to 1.5.
    const upstream = y.map((_, at) => (-1 + (2 * at) / (y.length - 1)) * 1.5);
    const loss = (input: readonly number[], tensors: Values) =>
      pass(input, tensors).reduce((sum, value, at) => sum + value * upstream[at]!, 0);
    const slope = (of: (shift: number) => number) => (of(1e-5) - of(-1e-5)) / 2e-5;

    it('has PyTorch’s values', () => {
      pass(x, parameters).forEach((value, at) => assert.approximately(value, y[at]!, 3e-6));
    });

    it('has PyTorch’s gradients', () => {
      dx.forEach((wanted, at) => {
        const derivative = slope((shift) => loss(x.with(at, x[at]! + shift), parameters));
        assert.approximately(derivative, wanted, 2e-5 * Math.max(1, Math.abs(wanted)));
      });
      for (const [key, all] of Object.entries(gradients))
        all.forEach((wanted, at) => {
          const own = parameters[key]!;
          const derivative = slope((shift) =>
            loss(x, { ...parameters, [key]: own.with(at, own[at]! + shift) }),
          );
          assert.approximately(derivative, wanted, 2e-5 * Math.max(1, Math.abs(wanted)));
        });
    });

    if (training && found.buffers !== undefined)
      it('leaves PyTorch’s buffers', () => {
        const after = part.buffers!(Float64Array.from(x), buffers, settings, context);
        for (const [key, wanted] of Object.entries(found.buffers!))
          wanted.forEach((value, at) => assert.approximately(after[key]![at]!, value, 1e-6, key));
      });
  });
}

describe('the tensors of listed layers', () => {
  it('are PyTorch’s for a convolution, weight before bias', async () => {
    const { weight_first8, weight_sha256, bias_first8, bias_sha256 } = golden.conv2d_init;
    const layers = [
      { name: 'conv2d', channels: 32, kernel: 3, stride: 1, padding: 0, bias: true },
      { name: 'flatten' },
    ];
    const planning = planNetwork(layers, [1, 28, 28], 784, 10);
    if (!planning.ok) throw new Error('it fits');
    const [weight, bias] = initTensors(
      planning.plan,
      { name: 'torch-default' },
      new Generator(433),
    );
    assert.deepEqual([...weight!.values.subarray(0, 8)], weight_first8);
    assert.deepEqual([...bias!.values.subarray(0, 8)], bias_first8);
    const hash = (values: Float32Array) => sha256Of(new Uint8Array(values.slice().buffer));
    assert.equal(await hash(weight!.values), weight_sha256);
    assert.equal(await hash(bias!.values), bias_sha256);
  });

  it('are redrawn by an initialisation where they multiply, and norms keep 1 and 0', () => {
    const layers = [
      { name: 'linear', width: 64, bias: true },
      { name: 'batch-norm', ...norm },
      { name: 'residual', projection: true, layers: [{ name: 'linear', width: 32, bias: true }] },
    ];
    const planning = planNetwork(layers, null, 8, 1);
    if (!planning.ok) throw new Error('it fits');
    const tensors = initTensors(planning.plan, { name: 'uniform', d: 0.01 }, new Generator(433));
    const of = (name: string) => [...tensors.find((each) => each.name === name)!.values];
    for (const name of ['0.weight', '2.body.0.weight', '2.shortcut.weight', '3.weight'])
      for (const value of of(name)) assert.isAtMost(Math.abs(value), Math.fround(0.01));
    for (const name of ['0.bias', '1.bias', '1.running_mean', '2.body.0.bias', '3.bias'])
      assert.isTrue(
        of(name).every((value) => value === 0),
        name,
      );
    for (const name of ['1.weight', '1.running_var'])
      assert.isTrue(
        of(name).every((value) => value === 1),
        name,
      );
    assert.deepEqual(of('1.num_batches_tracked'), [0]);
  });
});
