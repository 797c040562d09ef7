// The network as a table of linear maps, and the way of panels through it.
import { product } from './dense';
import { activate, throughActivation } from './generated/activation';
import { among, squares } from './lanes';

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
  /** Panels of the sums z, from which the activation's slope is computed; `a` itself where its values do. */
  z: usize;
  /** Σ (∂L/∂a)², where norms are measured. */
  norm: f64;
}

const layerBytes: usize = offsetof<Layer>();

let table: usize = 0;
export let layers: i32 = 0;
/** Its number in generated/activation.ts; below 0 for none. */
let activation: i32 = -1;
/** Whether it is max(z, 0), which the products do. */
let clamps: bool = false;

export function setNetwork(address: usize, count: i32, function_: i32, clamping: bool): void {
  table = address;
  layers = count;
  activation = function_;
  clamps = clamping;
}

export function layer(index: i32): Layer {
  return changetype<Layer>(table + <usize>index * layerBytes);
}

/** Where sixteen bytes are zero: below the module's own data nothing is ever written. */
const zeros: usize = 0;
/** Bytes of a weight that stays in the second-level cache beside the panels it is multiplied with. */
const stayingBytes = 262144;

/**
 * z = x Wᵀ + b of `count` panels from `p` on. A small weight is gone through panel by panel. Of a large
 * one, four outputs at a time meet all panels: it would come from further away for each panel.
 */
function products(
  weight: usize,
  bias: usize,
  biasStep: usize,
  x: usize,
  xStride: usize,
  z: usize,
  zStride: usize,
  inputs: i32,
  outputs: i32,
  count: i32,
  clamp: bool,
): void {
  const small = inputs * outputs * 4 <= stayingBytes;
  const some = small ? outputs : 4;
  const weightStep = (<usize>(inputs * some)) << 2;
  for (let o = 0; o < outputs; o += some, weight += weightStep, bias += biasStep, z += 128) {
    for (let p = 0; p < count; p++) {
      product(
        weight,
        bias,
        biasStep,
        x + <usize>p * xStride,
        z + <usize>p * zStride,
        inputs,
        some,
        clamp,
      );
    }
  }
}

/** Forward product of map `l`, panels `p` … `p` + `count` − 1. */
function forwardProduct(l: i32, p: i32, count: i32): void {
  const m = layer(l);
  const x = m.x + <usize>p * m.xStride;
  const z = m.z + <usize>p * m.aStride;
  const clamp = clamps && l < layers - 1;
  products(m.weight, m.bias, 16, x, m.xStride, z, m.aStride, m.inputs, m.outputs, count, clamp);
}

/** ∂L/∂x of map `l`, into the δ of the map below. */
function backwardProduct(l: i32, p: i32, count: i32): void {
  const m = layer(l);
  const below = layer(l - 1);
  const delta = m.delta + <usize>p * m.aStride;
  const out = below.delta + <usize>p * below.aStride;
  products(
    m.turned,
    zeros,
    0,
    delta,
    m.aStride,
    out,
    below.aStride,
    m.outputs,
    m.inputs,
    count,
    false,
  );
}

/**
 * Zeroes what only fills up: the outputs from `width` on, and in the last panel the samples from
 * `samples` (1 … 8) on. Zero weights alone do not keep it zero: 0 · ∞ is no number, a large step may
 * leave infinities in a network that goes on with finite losses, and σ(0) is not 0.
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

/** Panels of the first map's input, through to the last map's output; `samples` are in the last. */
export function forward(p: i32, count: i32, samples: i32): void {
  for (let l = 0; l < layers; l++) {
    forwardProduct(l, p, count);
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
    // What only fills up is no number by a slope that is none, either.
    if (sums != first) clear(m, sums, count, samples);
  }
}

/** From ∂L/∂z of the last map back to that of the first; `samples` are in the last panel. */
export function backward(p: i32, count: i32, samples: i32, norms: bool): void {
  for (let l = layers - 1; l > 0; l--) {
    backwardProduct(l, p, count);
    const below = layer(l - 1);
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

/**
 * Zeroes the parameters that only fill up, which a step may have made no number: with an epsilon that
 * is zero in float32 it divides their gradient, 0, by 0.
 * @param inputs real ones of the first map
 */
export function clearParameters(inputs: i32): void {
  for (let l = 0; l < layers; l++) {
    const m = layer(l);
    const real = l == 0 ? inputs : layer(l - 1).width;
    const quad = (<usize>m.inputs) << 4;
    const end = m.weight + ((<usize>(m.inputs * m.outputs)) << 2);
    if (real < m.inputs) {
      const from = (<usize>real) << 4;
      for (let w = m.weight; w < end; w += quad) memory.fill(w + from, 0, quad - from);
    }
    if (m.width == m.outputs) continue;
    const kept = among(m.outputs - 4, m.width);
    for (let w = end - quad; w < end; w += 16) v128.store(w, v128.and(v128.load(w), kept));
    const bias = m.bias + ((<usize>(m.outputs - 4)) << 2);
    v128.store(bias, v128.and(v128.load(bias), kept));
  }
}

/** The products there and back, without what lies between them. */
export function multiplyPanels(p: i32, count: i32): void {
  for (let l = 0; l < layers; l++) forwardProduct(l, p, count);
  for (let l = layers - 1; l > 0; l--) backwardProduct(l, p, count);
}
