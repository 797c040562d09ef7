/** Every layer of a list on the lab's own engine: PyTorch's outputs, gradients and buffers, and dropout's masks. */
import { assert } from 'chai';
import { parse } from 'valibot';
import { sha256Of } from '../../src/base/digest.ts';
import { initTensors } from '../../src/catalog/lookup/init-network.ts';
import { sizeOf } from '../../src/catalog/lookup/layer.ts';
import type { LayerElement, NetworkPlan } from '../../src/catalog/lookup/network.ts';
import { optimizerSchema } from '../../src/document/schema.ts';
import type { NamedTensor } from '../../src/torch/layers.ts';
import { Generator } from '../../src/torch/mt19937.ts';
import { startWasm } from '../../workers/engine/wasm/engine.ts';
import type { WasmListSession } from '../../workers/engine/wasm/list/session.ts';
import golden from '../golden/layers.json' with { type: 'json' };
import { conv, dropout, layerNorm, norm, planned, pool } from './lists.ts';

type Values = Readonly<Record<string, readonly number[]>>;

interface Found {
  readonly x: readonly number[];
  readonly x_shape: readonly number[];
  readonly y: readonly number[];
  readonly dx: readonly number[];
  readonly parameters?: Values;
  readonly gradients?: Values;
  readonly buffers?: Values;
}

/** One layer behind an activation that changes nothing, whose gradient is that of its input. */
function planOf(layer: LayerElement, shape: readonly number[]): NetworkPlan {
  const layers: LayerElement[] = [{ name: 'identity' }, layer];
  const plan =
    shape.length === 1
      ? planned(layers, null, shape[0]!, 1)
      : planned(
          [...layers, { name: 'global-avg-pool' }, { name: 'flatten' }],
          shape,
          sizeOf(shape),
          1,
        );
  // Without the map to the outputs.
  const [ops, values] = [plan.ops.slice(0, 2), plan.values.slice(0, 3)];
  const tensors = plan.tensors.filter(({ op }) => op < 2);
  return { ...plan, ops, values, tensors, outputs: sizeOf(values[2]!) };
}

const optimizer = parse(optimizerSchema, { name: 'sgd', learningRate: 0.1 });

/** A session with a part of so many rows, for its own `pass`. */
async function opened(
  plan: NetworkPlan,
  tensors: readonly NamedTensor[],
  rows: number,
  draws: Generator,
): Promise<WasmListSession> {
  const about = { name: 'wasm', reason: 'a test', revision: 0 } as const;
  const engine = await startWasm(about, { deterministic: true });
  const features = new Float32Array(rows * sizeOf(plan.inputs));
  const part = { features, divisor: 1, targets: new Float32Array(rows), count: rows };
  return engine.openList({
    ...{ plan, tensors, optimizer, train: part, test: part },
    ...{ loss: 'mse', draws: draws.state() },
  });
}

/** As in the golden file. */
const upstream = (length: number): Float32Array =>
  Float32Array.from({ length }, (_, at) => ((2 * at) / Math.max(1, length - 1) - 1) * 1.5);

function assertClose(found: ArrayLike<number>, wanted: readonly number[], what: string): void {
  assert.lengthOf(found, wanted.length, what);
  for (const [at, value] of wanted.entries())
    assert.closeTo(found[at]!, value, 2e-6 * Math.max(1, Math.abs(value)) * 4, `${what} ${at}`);
}

const values = (of: Values | undefined, name: string): readonly number[] | undefined =>
  of?.[name.slice(name.indexOf('.') + 1)];

async function compare(layer: LayerElement, found: Found, before?: Values): Promise<void> {
  const [rows = 0, ...shape] = found.x_shape;
  const plan = planOf(layer, shape);
  const fresh = initTensors(plan, { name: 'torch-default' }, new Generator(1));
  const tensors = fresh.map((tensor) => {
    const own = values(found.parameters, tensor.name) ?? values(before, tensor.name);
    return own === undefined ? tensor : { ...tensor, values: Float32Array.from(own) };
  });
  const session = await opened(plan, tensors, rows, new Generator(1));
  const { outputs, first, gradients } = session.pass(
    Float32Array.from(found.x),
    upstream(found.y.length),
  );
  assertClose(outputs, found.y, 'y');
  assertClose(first, found.dx, 'dx');
  for (const { name, values: own } of gradients)
    assertClose(own, values(found.gradients, name)!, name);
  for (const { name, values: own } of await session.tensors()) {
    const wanted = values(found.buffers, name);
    if (wanted !== undefined) assertClose(own, wanted, name);
  }
  session.close();
}

describe('A layer of a list on the lab’s own engine', () => {
  const same: readonly (readonly [string, LayerElement, Found, Values?])[] = [
    ['batch norm of features', norm, golden.batch_norm1d.first],
    [
      'batch norm of a second batch',
      norm,
      golden.batch_norm1d.second,
      golden.batch_norm1d.first.buffers,
    ],
    ['batch norm of pictures', norm, golden.batch_norm2d],
    ['layer norm', layerNorm, golden.layer_norm],
    ['convolution', conv(3, 3), golden.conv2d['3x3']],
    [
      'convolution with padding and a stride',
      conv(3, 5, { padding: 2, stride: 2 }),
      golden.conv2d['5x5_pad2_stride2'],
    ],
    ['convolution without a bias', conv(3, 1, { bias: false }), golden.conv2d['1x1_nobias']],
    ['maxima that tie', pool('max-pool2d', 2), golden.max_pool2d_ties],
    [
      'maxima of windows that overlap',
      pool('max-pool2d', 3, { stride: 2, padding: 1 }),
      golden.max_pool2d_3_stride2_pad1,
    ],
    ['means', pool('avg-pool2d', 2), golden.avg_pool2d_2],
    ['means of whole pictures', { name: 'global-avg-pool' }, golden.adaptive_avg_pool2d_1],
  ];
  for (const [title, layer, found, before] of same)
    it(`has PyTorch’s outputs, gradients and buffers: ${title}`, () =>
      compare(layer, found, before));

  for (const { seed, p, shape, kept, sha256, rand_after, scale } of golden.dropout)
    it(`drops what PyTorch drops: ${p} of [${shape.join(', ')}]`, async () => {
      const [rows = 0, ...row] = shape;
      const plan = planOf(dropout(p), row);
      const session = await opened(plan, [], rows, new Generator(seed));
      const length = sizeOf(shape);
      const ones = new Float32Array(length).fill(1);
      const { outputs, first } = session.pass(ones, ones);
      const mask = outputs.map((value) => Number(value !== 0));
      assert.equal(
        mask.reduce((sum, each) => sum + each, 0),
        kept,
      );
      assert.equal(await sha256Of(Uint8Array.from(mask)), sha256);
      assert.deepEqual(
        outputs,
        mask.map((each) => each * scale),
      );
      assert.deepEqual(first, outputs);
      const { draws } = await session.state();
      const after = Generator.from(draws!);
      assert.deepEqual([after.nextFloat32(), after.nextFloat32()], rand_after);
      session.close();
    });
});
