/** Networks that are lists of layers, on the lab's own engine. */
import { initTensors } from '../../src/catalog/lookup/init-network.ts';
import { defaultLoss } from '../../src/catalog/lookup/loss.ts';
import {
  planNetwork,
  type LayerElement,
  type NetworkPlan,
} from '../../src/catalog/lookup/network.ts';
import { parse } from 'valibot';
import { optimizerSchema } from '../../src/document/schema.ts';
import { Generator } from '../../src/torch/mt19937.ts';
import type { Engine, ListSession } from '../../workers/engine/types.ts';
import { WasmListSession } from '../../workers/engine/wasm/list/session.ts';
import type { readList } from '../lib/work-folder.mjs';

const picture = [1, 28, 28];

function planOf(
  layers: readonly LayerElement[],
  shape: readonly number[],
  outputs: number,
): NetworkPlan {
  const inputs = shape.reduce((product, each) => product * each, 1);
  const planning = planNetwork(layers, shape, inputs, outputs);
  if (!planning.ok) throw new Error(planning.misfits.map(({ expected }) => expected).join('; '));
  return planning.plan;
}

export async function openList(
  engine: Engine,
  { list, task, optimizer, seed, train, test }: NonNullable<ReturnType<typeof readList>>,
): Promise<ListSession> {
  if (engine.openList === undefined) throw new Error(`${engine.info.name} has no lists of layers`);
  const generator = new Generator(seed);
  const plan = planOf(list, picture, 10);
  const tensors = initTensors(plan, { name: 'torch-default' }, generator);
  const draws = generator.state();
  return engine.openList({ plan, tensors, optimizer, train, test, draws, loss: defaultLoss(task) });
}

/** Channels before and after, and side of the pictures: the second convolution of the small net, and a wider one. */
export const convolutions = [
  [8, 16, 14],
  [16, 16, 14],
] as const;
const rows = 64;

/**
 * Milliseconds for one convolution's passes alone, forward, to its input and to its weight, and their floating-point
 * operations; null where the engine cannot measure them.
 */
export async function timeConvolution(
  engine: Engine,
  index: number,
  steps: number,
): Promise<{ ms: number | null; flops: number }> {
  const [channels, outputs, side] = convolutions[index]!;
  const settings = { channels: outputs, kernel: 3, stride: 1, padding: 1, bias: true };
  const layers = [{ name: 'identity' }, { name: 'conv2d', ...settings }, { name: 'flatten' }];
  const full = planOf(layers, [channels, side, side], 1);
  // Without the map to the outputs: the identity makes the gradient of the input needed.
  const length = outputs * side * side;
  const plan = {
    ...full,
    ...{ ops: full.ops.slice(0, 2), values: full.values.slice(0, 3), outputs: length },
    tensors: full.tensors.filter(({ op }) => op < 2),
  };
  const flops = 6 * rows * length * channels * 9;
  const generator = new Generator(1);
  const features = new Float32Array(rows * channels * side * side);
  const part = { features, divisor: 1, targets: new Float32Array(rows), count: rows };
  const session = await engine.openList?.({
    ...{ plan, train: part, test: part, loss: 'mse' },
    tensors: initTensors(plan, { name: 'torch-default' }, generator),
    optimizer: parse(optimizerSchema, { name: 'sgd', learningRate: 0.1 }),
  });
  try {
    if (!(session instanceof WasmListSession)) return { ms: null, flops };
    const random = (count: number) =>
      Float32Array.from({ length: count }, () => generator.nextFloat32() - 0.5);
    session.pass(random(features.length), random(rows * length));
    for (let step = 0; step < 20; step++) session.passAgain(rows);
    const started = performance.now();
    for (let step = 0; step < steps; step++) session.passAgain(rows);
    return { ms: (performance.now() - started) / steps, flops };
  } finally {
    session?.close();
  }
}
