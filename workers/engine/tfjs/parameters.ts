/** Converts between PyTorch's layers, the optimiser's flat vector, and the network's tensors. */
import {
  reshape,
  split,
  tensor1d,
  tensor2d,
  type Tensor,
  type Tensor1D,
} from '@tensorflow/tfjs-core';
import type { LayerTensors, TensorName } from '../../../src/catalog/kinds/layer.ts';
import { layersBetween, sizeOf } from '../../../src/catalog/lookup/layer.ts';
import type { LayerParameters } from '../../../src/torch/layers.ts';
import type { BackendName } from './backend.ts';
import { transposedBlocks } from './blocks.ts';
import type { Layer } from './network.ts';

/** All layers in one vector: W₁, b₁, W₂, b₂ …, each row-major. */
export function flatten(layers: readonly LayerParameters[]): Float32Array {
  const all = layers.flatMap((own) =>
    layersBetween([own.inputs, own.outputs])[0]!.tensors.map(({ name }) => own[name]),
  );
  const flat = new Float32Array(all.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const values of all) {
    flat.set(values, at);
    at += values.length;
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

/** The network's tensors from a flat vector; they are new, and `flat` stays unchanged. */
export function layersOf(flat: Tensor1D, sizes: readonly number[], backend: BackendName): Layer[] {
  if (backend !== 'webgpu') {
    // tfjs-wasm copies the whole vector for each piece that it splits off: 1 ms instead of 0.1.
    return views(flat.dataSync<'float32'>(), sizes).map(
      ({ inputs, outputs, weight, bias }, index) => ({
        weight: tensor2d(weight, [outputs, inputs]),
        bias: tensor1d(bias),
        ...(backend === 'wasm' && index === 0
          ? { blocks: transposedBlocks(weight, outputs, inputs) }
          : {}),
      }),
    );
  }
  const layers = layersBetween(sizes).map(({ tensors }) => tensors);
  const lengths = layers.flat().map(({ shape }) => sizeOf(shape));
  const pieces = split<Tensor1D>(flat, lengths).values();
  return layers.map((tensors) => {
    const own = tensors.map(({ name, shape }) => {
      const piece = pieces.next().value!;
      return [name, shape.length === 1 ? piece : reshape(piece, [...shape])] as const;
    });
    return Object.fromEntries(own) as Record<string, Tensor> as unknown as LayerTensors;
  });
}

function views(flat: Float32Array, sizes: readonly number[]): LayerParameters[] {
  let at = 0;
  const take = (length: number) => flat.subarray(at, (at += length));
  return layersBetween(sizes).map(({ tensors }, index) => {
    const own = tensors.map(({ name, shape }) => [name, take(sizeOf(shape))] as const);
    return {
      inputs: sizes[index]!,
      outputs: sizes[index + 1]!,
      ...(Object.fromEntries(own) as Pick<LayerParameters, TensorName>),
    };
  });
}
