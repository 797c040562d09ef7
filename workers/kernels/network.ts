// The network as a table of linear maps, and one panel's way through it.
import { activate, RELU, throughActivation } from './activation';
import { product } from './dense';
import { squares } from './lanes';

/** One linear map and its memory; laid out by workers/engine/wasm/layout.ts. */
@unmanaged
export class Layer {
  /** Multiples of four; `width` is the number of real outputs. */
  inputs: i32;
  outputs: i32;
  width: i32;
  /** [outputs / 4][inputs][4] */
  weight: usize;
  /** [outputs] */
  bias: usize;
  weightGradient: usize;
  biasGradient: usize;
  /** The transposed weight, [inputs / 4][outputs][4]; 0 for the first map, which needs none. */
  turned: usize;
  /** Panels of what the map reads, [inputs][8] each, and of what its activation gives. */
  x: usize;
  xStride: usize;
  a: usize;
  aStride: usize;
  /** Panels of ∂L/∂z, as far apart as `a`'s. */
  delta: usize;
  /** Σ (∂L/∂a)², where norms are measured. */
  norm: f64;
}

export const layerBytes: usize = offsetof<Layer>();

let table: usize = 0;
export let layers: i32 = 0;
let activation: i32 = 0;

export function setNetwork(address: usize, count: i32, function_: i32): void {
  table = address;
  layers = count;
  activation = function_;
}

export function layer(index: i32): Layer {
  return changetype<Layer>(table + <usize>index * layerBytes);
}

/** Panel `p` of the first map's input, through to the last map's output. */
export function forwardPanel(p: i32): void {
  const last = layers - 1;
  for (let l = 0; l <= last; l++) {
    const each = layer(l);
    const z = each.a + <usize>p * each.aStride;
    const x = each.x + <usize>p * each.xStride;
    const hidden = l < last;
    const relu = hidden && activation == RELU;
    product(each.weight, each.bias, x, z, each.inputs, each.outputs, relu);
    if (hidden) activate(activation, z, each.width, each.outputs);
  }
}

/** From ∂L/∂z of the last map back to that of the first. */
export function backwardPanel(p: i32, norms: bool): void {
  for (let l = layers - 1; l > 0; l--) {
    const each = layer(l);
    const below = layer(l - 1);
    const delta = each.delta + <usize>p * each.aStride;
    const out = below.delta + <usize>p * below.aStride;
    product(each.turned, 0, delta, out, each.outputs, each.inputs, false);
    if (norms) {
      const end = out + ((<usize>below.width) << 5);
      for (let at = out; at < end; at += 16) below.norm += squares(v128.load(at));
    }
    throughActivation(activation, out, below.a + <usize>p * below.aStride, below.outputs);
  }
}
