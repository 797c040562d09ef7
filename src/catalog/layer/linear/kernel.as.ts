// The products of a linear map, where nearly all of the time goes.
//
// A panel is eight samples side by side, [features][8]: one lane per sample. A weight is stored in
// quads of four outputs, [outputs / 4][inputs][4]. Inputs and outputs are padded to multiples of four;
// the padding is zero and stays zero.
//
// Each product holds a tile of 4 × 2 vectors in registers. A step of an inner loop is then
// 8 multiply-adds for 6 loads, which keeps the multipliers busy. The inner loops are not unrolled by
// hand: V8 moves all loads of a block to its front, and more than six of them spill the tile.
import { among, madd, sumLanes } from '../../../../workers/kernels/lanes';
import { Layer } from '../../../../workers/kernels/network';

/**
 * Bytes of a panel whose products are summed at once: a sum of 784 terms would lose most of a digit. The length
 * for each build was chosen by experiment: with these, nearly-zero sums in the assignment's trials have
 * PyTorch's sign; with the other length, some do not. Lists of layers (LISTS, a constant of the build) amplify rounding
 * errors, and with short blocks they follow PyTorch for twice as many steps.
 */
const blockBytes: usize = (LISTS ? 16 : RELAXED ? 64 : 128) * 32;

/**
 * One panel through a linear map: z = x Wᵀ + b, z [outputs][8], x [inputs][8]. `biasStep` is 16, or 0
 * where four zeros at `bias` serve all outputs. With `clamp`, z = max(z, 0).
 */
function product(
  weight: usize,
  bias: usize,
  biasStep: usize,
  x: usize,
  z: usize,
  inputs: i32,
  outputs: i32,
  clamp: bool,
): void {
  const end = x + ((<usize>inputs) << 5);
  const last = z + ((<usize>outputs) << 5);
  for (; z < last; z += 128, bias += biasStep) {
    for (let at = x; at < end;) {
      const first = at == x;
      const stop = min(at + blockBytes, end);
      let a00: v128;
      let a10: v128;
      let a20: v128;
      let a30: v128;
      if (first) {
        a00 = v128.load32_splat(bias, 0);
        a10 = v128.load32_splat(bias, 4);
        a20 = v128.load32_splat(bias, 8);
        a30 = v128.load32_splat(bias, 12);
      } else {
        a00 = f32x4.splat(0);
        a10 = a00;
        a20 = a00;
        a30 = a00;
      }
      let a01 = a00;
      let a11 = a10;
      let a21 = a20;
      let a31 = a30;
      do {
        let x0 = v128.load(at, 0);
        let x1 = v128.load(at, 16);
        let w = v128.load32_splat(weight, 0);
        a00 = madd(a00, w, x0);
        a01 = madd(a01, w, x1);
        w = v128.load32_splat(weight, 4);
        a10 = madd(a10, w, x0);
        a11 = madd(a11, w, x1);
        w = v128.load32_splat(weight, 8);
        a20 = madd(a20, w, x0);
        a21 = madd(a21, w, x1);
        w = v128.load32_splat(weight, 12);
        a30 = madd(a30, w, x0);
        a31 = madd(a31, w, x1);
        at += 32;
        weight += 16;
        if (at >= stop) break;
        x0 = v128.load(at, 0);
        x1 = v128.load(at, 16);
        w = v128.load32_splat(weight, 0);
        a00 = madd(a00, w, x0);
        a01 = madd(a01, w, x1);
        w = v128.load32_splat(weight, 4);
        a10 = madd(a10, w, x0);
        a11 = madd(a11, w, x1);
        w = v128.load32_splat(weight, 8);
        a20 = madd(a20, w, x0);
        a21 = madd(a21, w, x1);
        w = v128.load32_splat(weight, 12);
        a30 = madd(a30, w, x0);
        a31 = madd(a31, w, x1);
        at += 32;
        weight += 16;
      } while (at < stop);
      if (!first) {
        a00 = f32x4.add(a00, v128.load(z, 0));
        a01 = f32x4.add(a01, v128.load(z, 16));
        a10 = f32x4.add(a10, v128.load(z, 32));
        a11 = f32x4.add(a11, v128.load(z, 48));
        a20 = f32x4.add(a20, v128.load(z, 64));
        a21 = f32x4.add(a21, v128.load(z, 80));
        a30 = f32x4.add(a30, v128.load(z, 96));
        a31 = f32x4.add(a31, v128.load(z, 112));
      }
      if (clamp && at == end) {
        const zero = f32x4.splat(0);
        // pmax returns its first argument if that is NaN, so a divergence shows.
        a00 = f32x4.pmax(a00, zero);
        a01 = f32x4.pmax(a01, zero);
        a10 = f32x4.pmax(a10, zero);
        a11 = f32x4.pmax(a11, zero);
        a20 = f32x4.pmax(a20, zero);
        a21 = f32x4.pmax(a21, zero);
        a30 = f32x4.pmax(a30, zero);
        a31 = f32x4.pmax(a31, zero);
      }
      v128.store(z, a00, 0);
      v128.store(z, a01, 16);
      v128.store(z, a10, 32);
      v128.store(z, a11, 48);
      v128.store(z, a20, 64);
      v128.store(z, a21, 80);
      v128.store(z, a30, 96);
      v128.store(z, a31, 112);
    }
  }
}

/** Address of sixteen zero bytes: nothing is ever written below the module's own data. */
const zeros: usize = 0;
/** Size of a weight that still fits in the L2 cache together with its panels. */
const stayingBytes = 262144;

/**
 * z = x Wᵀ + b of `count` panels from `p` on. A small weight is traversed panel by panel. For a large one, four
 * outputs at a time are multiplied with all panels, so that the weight is not reloaded for each panel.
 */
export function products(
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

/** The sums z of panels `p` … `p` + `count` − 1. */
export function forward(m: Layer, p: i32, count: i32, clamp: bool): void {
  const x = m.x + <usize>p * m.xStride;
  const z = m.z + <usize>p * m.aStride;
  products(m.weight, m.bias, 16, x, m.xStride, z, m.aStride, m.inputs, m.outputs, count, clamp);
}

/** ∂L/∂x, into the δ of the layer below. */
export function backward(m: Layer, below: Layer, p: i32, count: i32): void {
  const delta = m.delta + <usize>p * m.aStride;
  const out = below.delta + <usize>p * below.aStride;
  products(
    m.transposed,
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

/** ∂L/∂W of the inputs `from` … `to` − 1 over `count` panels; `transposed` has room for their transposed δ. */
export function weights(
  m: Layer,
  transposed: usize,
  from: i32,
  to: i32,
  count: i32,
  fresh: bool,
): void {
  if (from == 0) transposeDelta(m.delta, m.aStride, transposed, m.outputs, count);
  weightGradient(
    m.x,
    m.xStride,
    transposed,
    m.weightGradient,
    m.inputs,
    m.outputs,
    from,
    to,
    count,
    fresh,
  );
}

/** ∂L/∂b over `count` panels. */
export function biases(m: Layer, count: i32, fresh: bool): void {
  biasGradient(m.delta, m.aStride, m.biasGradient, m.outputs, count, fresh);
}

/** Transposes the weight for `backward`: the outputs `from` … `to` − 1. */
export function prepare(m: Layer, from: i32, to: i32): void {
  transposeWeight(m.weight, m.transposed, m.inputs, m.outputs, from, to);
}

/**
 * Zeroes the padding parameters, which a step may have turned into NaN: with an epsilon that is zero in
 * float32 it divides their zero gradient by 0.
 * @param real inputs that are not padding
 */
export function clear(m: Layer, real: i32): void {
  const quad = (<usize>m.inputs) << 4;
  const end = m.weight + ((<usize>(m.inputs * m.outputs)) << 2);
  if (real < m.inputs) {
    const from = (<usize>real) << 4;
    for (let w = m.weight; w < end; w += quad) memory.fill(w + from, 0, quad - from);
  }
  if (m.width == m.outputs) return;
  const kept = among(m.outputs - 4, m.width);
  for (let w = end - quad; w < end; w += 16) v128.store(w, v128.and(v128.load(w), kept));
  const bias = m.bias + ((<usize>(m.outputs - 4)) << 2);
  v128.store(bias, v128.and(v128.load(bias), kept));
}

/**
 * ∂L/∂W = δᵀ x over all panels of a chunk, for the inputs `from` … `to` − 1 (multiples of four).
 * `transposed` is the result of transposeDelta: with one lane per output, nothing is summed across lanes, which
 * in a small batch would take as long as the products. `fresh` sets the gradient; otherwise the chunk is
 * added to earlier ones.
 */
export function weightGradient(
  x: usize,
  xStride: usize,
  transposed: usize,
  gradient: usize,
  inputs: i32,
  outputs: i32,
  from: i32,
  to: i32,
  panels: i32,
  fresh: bool,
): void {
  const quad = (<usize>inputs) << 4;
  const lastPanel = x + <usize>panels * xStride;
  for (let o = 0; o < outputs; o += 8, transposed += (<usize>panels) << 8) {
    const pair = o + 4 < outputs;
    let g = gradient + ((<usize>(o * inputs + (from << 2))) << 2);
    for (let i = from; i < to; i += 4, g += 64) {
      let a00 = f32x4.splat(0);
      let a01 = a00;
      let a10 = a00;
      let a11 = a00;
      let a20 = a00;
      let a21 = a00;
      let a30 = a00;
      let a31 = a00;
      let d = transposed;
      const offset = (<usize>i) << 5;
      for (let panel = x; panel < lastPanel; panel += xStride) {
        let xp = panel + offset;
        const stop = d + 256;
        do {
          let d0 = v128.load(d, 0);
          let d1 = v128.load(d, 16);
          let v = v128.load32_splat(xp, 0);
          a00 = madd(a00, v, d0);
          a01 = madd(a01, v, d1);
          v = v128.load32_splat(xp, 32);
          a10 = madd(a10, v, d0);
          a11 = madd(a11, v, d1);
          v = v128.load32_splat(xp, 64);
          a20 = madd(a20, v, d0);
          a21 = madd(a21, v, d1);
          v = v128.load32_splat(xp, 96);
          a30 = madd(a30, v, d0);
          a31 = madd(a31, v, d1);
          d += 32;
          xp += 4;
          if (d >= stop) break;
          d0 = v128.load(d, 0);
          d1 = v128.load(d, 16);
          v = v128.load32_splat(xp, 0);
          a00 = madd(a00, v, d0);
          a01 = madd(a01, v, d1);
          v = v128.load32_splat(xp, 32);
          a10 = madd(a10, v, d0);
          a11 = madd(a11, v, d1);
          v = v128.load32_splat(xp, 64);
          a20 = madd(a20, v, d0);
          a21 = madd(a21, v, d1);
          v = v128.load32_splat(xp, 96);
          a30 = madd(a30, v, d0);
          a31 = madd(a31, v, d1);
          d += 32;
          xp += 4;
        } while (d < stop);
      }
      if (!fresh) {
        a00 = f32x4.add(a00, v128.load(g, 0));
        a10 = f32x4.add(a10, v128.load(g, 16));
        a20 = f32x4.add(a20, v128.load(g, 32));
        a30 = f32x4.add(a30, v128.load(g, 48));
      }
      v128.store(g, a00, 0);
      v128.store(g, a10, 16);
      v128.store(g, a20, 32);
      v128.store(g, a30, 48);
      if (!pair) continue;
      const h = g + quad;
      if (!fresh) {
        a01 = f32x4.add(a01, v128.load(h, 0));
        a11 = f32x4.add(a11, v128.load(h, 16));
        a21 = f32x4.add(a21, v128.load(h, 32));
        a31 = f32x4.add(a31, v128.load(h, 48));
      }
      v128.store(h, a01, 0);
      v128.store(h, a11, 16);
      v128.store(h, a21, 32);
      v128.store(h, a31, 48);
    }
  }
}

/**
 * Writes the δ of a chunk's panels sample by sample, eight outputs at a time:
 * [outputs / 8][panels · 8][8], the last eight padded with zeros if there are only four.
 */
export function transposeDelta(
  delta: usize,
  deltaStride: usize,
  transposed: usize,
  outputs: i32,
  panels: i32,
): void {
  for (let o = 0; o < outputs; o += 8, delta += 256) {
    for (let p = 0, d = delta; p < panels; p++, d += deltaStride, transposed += 256) {
      for (let half: usize = 0; half < 2; half++) {
        transpose(d + (half << 4), 32, transposed + (half << 7), 32);
        if (o + 4 < outputs) {
          transpose(d + (half << 4) + 128, 32, transposed + (half << 7) + 16, 32);
        } else {
          for (let s: usize = 0; s < 128; s += 32) {
            v128.store(transposed + (half << 7) + s, i32x4.splat(0), 16);
          }
        }
      }
    }
  }
}

/** Transposes 4 × 4 floats; strides are in bytes. */
function transpose(from: usize, fromStride: usize, to: usize, toStride: usize): void {
  const r0 = v128.load(from);
  const r1 = v128.load(from + fromStride);
  const r2 = v128.load(from + 2 * fromStride);
  const r3 = v128.load(from + 3 * fromStride);
  const a = v128.shuffle<f32>(r0, r1, 0, 4, 1, 5);
  const b = v128.shuffle<f32>(r2, r3, 0, 4, 1, 5);
  const c = v128.shuffle<f32>(r0, r1, 2, 6, 3, 7);
  const d = v128.shuffle<f32>(r2, r3, 2, 6, 3, 7);
  v128.store(to, v128.shuffle<f32>(a, b, 0, 1, 4, 5));
  v128.store(to + toStride, v128.shuffle<f32>(a, b, 2, 3, 6, 7));
  v128.store(to + 2 * toStride, v128.shuffle<f32>(c, d, 0, 1, 4, 5));
  v128.store(to + 3 * toStride, v128.shuffle<f32>(c, d, 2, 3, 6, 7));
}

/** ∂L/∂b: δ summed over the samples of a chunk. */
export function biasGradient(
  delta: usize,
  deltaStride: usize,
  gradient: usize,
  outputs: i32,
  panels: i32,
  fresh: bool,
): void {
  for (let o = 0; o < outputs; o += 4, gradient += 16, delta += 128) {
    const end = delta + <usize>panels * deltaStride;
    let a0 = f32x4.splat(0);
    let a1 = a0;
    let a2 = a0;
    let a3 = a0;
    for (let d = delta; d < end; d += deltaStride) {
      a0 = f32x4.add(a0, f32x4.add(v128.load(d, 0), v128.load(d, 16)));
      a1 = f32x4.add(a1, f32x4.add(v128.load(d, 32), v128.load(d, 48)));
      a2 = f32x4.add(a2, f32x4.add(v128.load(d, 64), v128.load(d, 80)));
      a3 = f32x4.add(a3, f32x4.add(v128.load(d, 96), v128.load(d, 112)));
    }
    let sum = sumLanes(a0, a1, a2, a3);
    if (!fresh) sum = f32x4.add(sum, v128.load(gradient));
    v128.store(gradient, sum);
  }
}

/**
 * Writes the outputs `from` … `to` − 1 (multiples of four) of a weight into its transpose, stored in
 * quads of inputs: [inputs / 4][outputs][4]. With it ∂L/∂x = δ W is a `product` as well.
 */
export function transposeWeight(
  weight: usize,
  transposed: usize,
  inputs: i32,
  outputs: i32,
  from: i32,
  to: i32,
): void {
  const stride = (<usize>outputs) << 4;
  for (let o = from; o < to; o += 4) {
    let w = weight + ((<usize>(o * inputs)) << 2);
    let t = transposed + ((<usize>o) << 4);
    for (let i = 0; i < inputs; i += 4, w += 64, t += stride) transpose(w, 16, t, 16);
  }
}
