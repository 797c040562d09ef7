/** Sessions for networks that are lists of layers, as the protocol starts them. */
import {
  planNetwork,
  type LayerElement,
  type NetworkPlan,
} from '../../src/catalog/lookup/network.ts';
import type { ListSession } from '../../workers/engine/types.ts';

export const linear = (width: number, bias = true): LayerElement => ({
  ...{ name: 'linear', width, bias },
});
export const conv = (
  channels: number,
  kernel: number,
  { stride = 1, padding = 0, bias = true } = {},
): LayerElement => ({ name: 'conv2d', channels, kernel, stride, padding, bias });
export const pool = (
  name: 'max-pool2d' | 'avg-pool2d',
  kernel: number,
  { stride = kernel, padding = 0 } = {},
): LayerElement => ({ name, kernel, stride, padding });
export const dropout = (p: number): LayerElement => ({ name: 'dropout', p });
export const norm: LayerElement = { name: 'batch-norm', momentum: 0.1, epsilon: 1e-5 };
export const layerNorm: LayerElement = { name: 'layer-norm', epsilon: 1e-5 };
export const relu: LayerElement = { name: 'relu' };
export const flatten: LayerElement = { name: 'flatten' };
export const residual = (layers: readonly LayerElement[], projection = false): LayerElement => ({
  ...{ name: 'residual', layers, projection },
});

/** Throws Error where it does not fit. */
export function planned(
  layers: readonly LayerElement[],
  picture: readonly number[] | null,
  inputs: number,
  outputs: number,
): NetworkPlan {
  const planning = planNetwork(layers, picture, inputs, outputs);
  if (!planning.ok) throw new Error(JSON.stringify(planning.misfits));
  return planning.plan;
}

/** Trains to the end of the rows and returns every batch's loss. */
export async function trainedList(
  session: ListSession,
  rows: Int32Array,
  batchSize: number,
): Promise<number[]> {
  const losses: number[] = [];
  for await (const stretch of session.train(rows, batchSize)) losses.push(...stretch.losses);
  return losses;
}
