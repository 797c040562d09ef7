// The network as a table of linear layers, and panels' path through it.
import { setCoefficients } from './activation';
import { activate, throughActivation } from './generated/activation';
import { backwardLayer, clearLayer, forwardLayer } from './generated/layer';
import { among, squares } from './lanes';

/** One linear map and its memory; laid out by workers/engine/wasm/layout.ts. */
@unmanaged
export class Layer {
  /** Padded to multiples of four; `width` is the number of real outputs. */
  inputs: i32;
  outputs: i32;
  width: i32;
  /** [outputs / 4][inputs][4] */
  weight: usize;
  /** [outputs] */
  bias: usize;
  weightGradient: usize;
  biasGradient: usize;
  /** The transposed weight, [inputs / 4][outputs][4]; 0 for the first layer, which needs none. */
  transposed: usize;
  /** Panels of the layer's input, [inputs][8] each, and of its activation's output. */
  x: usize;
  xStride: usize;
  a: usize;
  aStride: usize;
  /** Panels of ∂L/∂z, with the same stride as `a`. */
  delta: usize;
  /** Panels of the sums z if the activation's slope is computed from them; otherwise `a`. */
  z: usize;
  /** Its number in generated/layer.ts. */
  kind: i32;
  /** Σ (∂L/∂a)², if norms are measured. */
  norm: f64;
}

const layerBytes: usize = offsetof<Layer>();

let table: usize = 0;
export let layers: i32 = 0;
/** Its number in generated/activation.ts; below 0 for none. */
let activation: i32 = -1;
/** Whether it is max(z, 0), which the products compute. */
let clamps: bool = false;

/** `coefficients` are those of the activation, whose number is `function_`. */
export function setNetwork(
  address: usize,
  count: i32,
  function_: i32,
  clamping: bool,
  coefficients: usize,
): void {
  setCoefficients(coefficients);
  table = address;
  layers = count;
  activation = function_;
  clamps = clamping;
}

export function layer(index: i32): Layer {
  return changetype<Layer>(table + <usize>index * layerBytes);
}

/**
 * Zeroes the padding: the outputs from `width` on, and in the last panel the samples from
 * `samples` (1 … 8) on. Zero weights alone do not keep it zero: 0 · ∞ is NaN, a large step may leave
 * infinities in a network whose losses stay finite, and σ(0) is not 0.
 * @param first the first of `count` panels [outputs][8], `stride` bytes apart
 */
function clear(m: Layer, first: usize, count: i32, samples: i32): void {
  const stride = m.aStride;
  const last = first + <usize>(count - 1) * stride;
  const from = (<usize>m.width) << 5;
  const bytes = (<usize>(m.outputs - m.width)) << 5;
  if (bytes) {
    for (let panel = first; panel <= last; panel += stride) memory.fill(panel + from, 0, bytes);
  }
  if (samples == 8) return;
  const low = among(0, samples);
  const high = among(4, samples);
  for (let at = last; at < last + from; at += 32) {
    v128.store(at, v128.and(v128.load(at), low));
    v128.store(at, v128.and(v128.load(at, 16), high), 16);
  }
}

/** Passes panels from the first layer's input to the last layer's output; the last panel has `samples` samples. */
export function forward(p: i32, count: i32, samples: i32): void {
  for (let l = 0; l < layers; l++) {
    forwardLayer(layer(l), p, count, clamps && l < layers - 1);
    if (l == layers - 1) continue;
    const m = layer(l);
    const first = m.a + <usize>p * m.aStride;
    const sums = m.z + <usize>p * m.aStride;
    if (activation >= 0 && !clamps) {
      const bytes = (<usize>m.width) << 5;
      for (let k = 0; k < count; k++) {
        const z = sums + <usize>k * m.aStride;
        activate(activation, z, first + <usize>k * m.aStride, z + bytes);
      }
    }
    clear(m, first, count, samples);
    // A NaN slope would also turn the padding into NaN.
    if (sums != first) clear(m, sums, count, samples);
  }
}

/** From ∂L/∂z of the last layer back to that of the first; the last panel has `samples` samples. */
export function backward(p: i32, count: i32, samples: i32, norms: bool): void {
  for (let l = layers - 1; l > 0; l--) {
    const below = layer(l - 1);
    backwardLayer(layer(l), below, p, count);
    clear(below, below.delta + <usize>p * below.aStride, count, samples);
    for (let k = p; k < p + count; k++) {
      const gradient = below.delta + <usize>k * below.aStride;
      if (norms) {
        const end = gradient + ((<usize>below.width) << 5);
        for (let at = gradient; at < end; at += 16) below.norm += squares(v128.load(at));
      }
      if (activation < 0) continue;
      const kept = below.z + <usize>k * below.aStride;
      throughActivation(activation, gradient, kept, gradient + ((<usize>below.outputs) << 5));
    }
  }
}

/** Zeroes the padding parameters. @param inputs real inputs of the first layer */
export function clearParameters(inputs: i32): void {
  for (let l = 0; l < layers; l++) clearLayer(layer(l), l == 0 ? inputs : layer(l - 1).width);
}

/** Only the products of the forward and backward pass. */
export function multiplyPanels(p: i32, count: i32): void {
  for (let l = 0; l < layers; l++) forwardLayer(layer(l), p, count, clamps && l < layers - 1);
  for (let l = layers - 1; l > 0; l--) backwardLayer(layer(l), layer(l - 1), p, count);
}
