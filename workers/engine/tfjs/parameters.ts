/** Between PyTorch's layers, the flat vector of an optimiser, and the tensors of the network. */
import { reshape, split, tensor1d, tensor2d, type Tensor1D } from '@tensorflow/tfjs-core';
import type { LayerParameters } from '../../../src/torch/layers.ts';
import type { BackendName } from './backend.ts';
import { turnedBlocks } from './blocks.ts';
import type { Layer } from './network.ts';

/** All layers in one vector: W₁, b₁, W₂, b₂ …, each row-major. */
export function flatten(layers: readonly LayerParameters[]): Float32Array {
  const length = layers.reduce((sum, { weight, bias }) => sum + weight.length + bias.length, 0);
  const flat = new Float32Array(length);
  let at = 0;
  for (const { weight, bias } of layers) {
    flat.set(weight, at);
    flat.set(bias, at + weight.length);
    at += weight.length + bias.length;
  }
  return flat;
}

/** The layers of a flat vector, in memory of their own. `sizes` as in SessionOptions. */
export function unflatten(flat: Float32Array, sizes: readonly number[]): LayerParameters[] {
  return views(flat, sizes).map(({ inputs, outputs, weight, bias }) => ({
    inputs,
    outputs,
    weight: weight.slice(),
    bias: bias.slice(),
  }));
}

/** The network's tensors of a flat vector; they are new, and `flat` stays as it is. */
export function layersOf(flat: Tensor1D, sizes: readonly number[], backend: BackendName): Layer[] {
  if (backend !== 'webgpu') {
    // tfjs-wasm copies the whole vector for each piece that it splits off: 1 ms instead of 0.1.
    return views(flat.dataSync<'float32'>(), sizes).map(
      ({ inputs, outputs, weight, bias }, index) => ({
        weight: tensor2d(weight, [outputs, inputs]),
        bias: tensor1d(bias),
        ...(backend === 'wasm' && index === 0
          ? { blocks: turnedBlocks(weight, outputs, inputs) }
          : {}),
      }),
    );
  }
  const shapes = sizes.slice(1).map((outputs, index) => ({ outputs, inputs: sizes[index]! }));
  const lengths = shapes.flatMap(({ outputs, inputs }) => [outputs * inputs, outputs]);
  const pieces = split<Tensor1D>(flat, lengths);
  return shapes.map(({ outputs, inputs }, index) => ({
    weight: reshape(pieces[2 * index]!, [outputs, inputs]),
    bias: pieces[2 * index + 1]!,
  }));
}

function views(flat: Float32Array, sizes: readonly number[]): LayerParameters[] {
  let at = 0;
  const take = (length: number) => flat.subarray(at, (at += length));
  return sizes.slice(1).map((outputs, index) => {
    const inputs = sizes[index]!;
    return { inputs, outputs, weight: take(outputs * inputs), bias: take(outputs) };
  });
}
