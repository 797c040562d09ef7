// Forward, and back to the input, are the same product: sums over the taps of a window that moves over a padded picture.
// A tile of four outputs × eight samples stays in registers; a table has the taps' offsets. The weight is in quads of
// four outputs, [outputs / 4][taps][4], the taps in the order [channels][kernel][kernel].
import { among, madd, sumLanes } from '../../../../workers/kernels/lanes';
import { Op } from '../../../../workers/kernels/list/op';

/** One such product; laid out by memory.ts. Offsets, steps and strides are in bytes. */
@unmanaged
export class ConvPass {
  /** Offsets of the taps from the window's corner, [taps] as i32. */
  table: usize;
  taps: i32;
  weight: usize;
  /** From one quad of the weight to the next. */
  quad: usize;
  /** Channels that it writes. */
  channels: i32;
  /** Places of the window, and where it begins in the padded picture and in the output. */
  rows: i32;
  columns: i32;
  from: usize;
  fromRow: usize;
  fromColumn: usize;
  to: usize;
  toRow: usize;
  toColumn: usize;
  toPlane: usize;
}

/** Laid out by memory.ts. */
@unmanaged
export class Conv2d {
  forward: usize;
  /** Addresses of the passes back, one for each residue of rows and columns by the stride. */
  back: usize;
  backs: i32;
  bias: usize;
  biasStep: i32;
  weightGradient: usize;
  biasGradient: usize;
  /** Floats from one quad of the weight's gradient to the next. */
  gradientQuad: i32;
  /** Pictures of x, and of y; each with room for one padded panel, or 0 where nothing is padded. */
  channels: i32;
  height: i32;
  width: i32;
  padded: usize;
  padding: i32;
  outputs: i32;
  outHeight: i32;
  outWidth: i32;
  paddedDelta: usize;
  /** Rows and columns of zeros before and after ∂L/∂y. */
  before: i32;
  after: i32;
  stride: i32;
  /** For `prepare`: where each number of the passes' weights comes from, in bytes, or −1; and where they are. */
  sources: usize;
  packed: usize;
  numbers: i32;
}

/** Bytes of a table whose taps are summed at once: a sum of many terms would lose most of a digit. */
const blockBytes: usize = 32 * 4;

/** One panel through a pass. `bias` steps on by `biasStep` for each quad of outputs. */
function convolve(c: ConvPass, x: usize, y: usize, bias: usize, biasStep: usize): void {
  const end = c.table + ((<usize>c.taps) << 2);
  const plane = c.toPlane;
  let weights = c.weight;
  for (let o = 0; o < c.channels; o += 4, weights += c.quad, bias += biasStep) {
    // Outputs that are none are those of the first one, and are stored before it.
    const real = c.channels - o;
    const p1: usize = real > 1 ? plane : 0;
    const p2: usize = real > 2 ? plane << 1 : 0;
    const p3: usize = real > 3 ? plane * 3 : 0;
    for (let row = 0; row < c.rows; row++) {
      let corner = x + c.from + <usize>row * c.fromRow;
      let z = y + c.to + <usize>o * plane + <usize>row * c.toRow;
      for (let column = 0; column < c.columns; column++, corner += c.fromColumn, z += c.toColumn) {
        let a00 = v128.load32_splat(bias, 0);
        let a10 = v128.load32_splat(bias, 4);
        let a20 = v128.load32_splat(bias, 8);
        let a30 = v128.load32_splat(bias, 12);
        let a01 = a00;
        let a11 = a10;
        let a21 = a20;
        let a31 = a30;
        let weight = weights;
        let t = c.table;
        do {
          const stop = min(t + blockBytes, end);
          if (t != c.table) {
            a00 = f32x4.splat(0);
            a01 = a00;
            a10 = a00;
            a11 = a00;
            a20 = a00;
            a21 = a00;
            a30 = a00;
            a31 = a00;
          }
          const first = t == c.table;
          while (t < stop) {
            let at = corner + <usize>load<u32>(t);
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
            t += 4;
            weight += 16;
            if (t >= stop) break;
            at = corner + <usize>load<u32>(t);
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
            t += 4;
            weight += 16;
          }
          if (!first) {
            a30 = f32x4.add(a30, v128.load(z + p3));
            a31 = f32x4.add(a31, v128.load(z + p3, 16));
            a20 = f32x4.add(a20, v128.load(z + p2));
            a21 = f32x4.add(a21, v128.load(z + p2, 16));
            a10 = f32x4.add(a10, v128.load(z + p1));
            a11 = f32x4.add(a11, v128.load(z + p1, 16));
            a00 = f32x4.add(a00, v128.load(z));
            a01 = f32x4.add(a01, v128.load(z, 16));
          }
          v128.store(z + p3, a30);
          v128.store(z + p3, a31, 16);
          v128.store(z + p2, a20);
          v128.store(z + p2, a21, 16);
          v128.store(z + p1, a10);
          v128.store(z + p1, a11, 16);
          v128.store(z, a00);
          v128.store(z, a01, 16);
        } while (t < end);
      }
    }
  }
}

/** Copies a panel of pictures into the middle of larger ones, whose borders are zero. Returns the copy. */
function pad(
  from: usize,
  to: usize,
  channels: i32,
  height: i32,
  width: i32,
  before: i32,
  after: i32,
): usize {
  if (!to) return from;
  const bytes = (<usize>width) << 5;
  const step = (<usize>(width + before + after)) << 5;
  let at = to + <usize>before * step + ((<usize>before) << 5);
  for (let c = 0; c < channels; c++) {
    for (let row = 0; row < height; row++, from += bytes, at += step) memory.copy(at, from, bytes);
    at += <usize>(before + after) * step;
  }
  return to;
}

function paddedInput(m: Conv2d, x: usize): usize {
  return pad(x, m.padded, m.channels, m.height, m.width, m.padding, m.padding);
}

export function forward(o: Op, p: i32, count: i32, training: bool): void {
  const m = changetype<Conv2d>(o.own);
  const pass = changetype<ConvPass>(m.forward);
  for (let k = p; k < p + count; k++) {
    const x = paddedInput(m, o.x + <usize>k * o.xStride);
    convolve(pass, x, o.y + <usize>k * o.yStride, m.bias, m.biasStep);
  }
}

export function backward(o: Op, dx: usize, stride: usize, p: i32, count: i32, samples: i32): void {
  const m = changetype<Conv2d>(o.own);
  for (let k = 0; k < count; k++, dx += stride) {
    const dy = o.dy + <usize>(p + k) * o.dyStride;
    const delta = pad(dy, m.paddedDelta, m.outputs, m.outHeight, m.outWidth, m.before, m.after);
    for (let b = 0; b < m.backs; b++) {
      const pass = changetype<ConvPass>(load<usize>(m.back + ((<usize>b) << 2)));
      convolve(pass, delta, dx, 0, 0);
    }
  }
}

export function prepare(o: Op): void {
  const m = changetype<Conv2d>(o.own);
  const weight = changetype<ConvPass>(m.forward).weight;
  for (let n: usize = 0; n < (<usize>m.numbers) << 2; n += 4) {
    const source = load<i32>(m.sources + n);
    if (source >= 0) store<f32>(m.packed + n, load<f32>(weight + <usize>source));
  }
}

/** Places whose products are summed at once, before they are added to the rest. */
const placesAtOnce = 16;

/** The gradients of a quad of outputs, `piece`, and of their biases. */
export function weights(o: Op, piece: i32, p: i32, count: i32, fresh: bool): void {
  const m = changetype<Conv2d>(o.own);
  const pass = changetype<ConvPass>(m.forward);
  const first = piece << 2;
  const real = min(4, m.outputs - first);
  const gradient = m.weightGradient + ((<usize>(piece * m.gradientQuad)) << 2);
  const bias = m.biasGradient ? m.biasGradient + ((<usize>first) << 2) : 0;
  if (fresh) {
    memory.fill(gradient, 0, (<usize>m.gradientQuad) << 2);
    if (bias) memory.fill(bias, 0, 16);
  }
  const kept = among(0, real);
  const row = (<usize>m.outWidth) << 5;
  const plane = row * <usize>m.outHeight;
  const atOnce = max(1, placesAtOnce / m.outWidth);
  for (let k = p; k < p + count; k++) {
    const x = paddedInput(m, o.x + <usize>k * o.xStride);
    // Outputs that are none repeat the first one; their sums are dropped.
    const d0 = o.dy + <usize>k * o.dyStride + <usize>first * plane;
    const d1: usize = real > 1 ? plane : 0;
    const d2: usize = real > 2 ? plane << 1 : 0;
    const d3: usize = real > 3 ? plane * 3 : 0;
    if (bias) sumPlanes(d0, d1, d2, d3, plane, bias, kept);
    for (let top = 0; top < m.outHeight; top += atOnce) {
      const rows = min(atOnce, m.outHeight - top);
      const from = x + <usize>top * pass.fromRow;
      const d = d0 + <usize>top * row;
      for (let t = 0; t < pass.taps; t += 2) {
        const table = pass.table + ((<usize>t) << 2);
        const pair = t + 1 < pass.taps;
        const xa = from + <usize>load<u32>(table);
        const xb = pair ? from + <usize>load<u32>(table, 4) : xa;
        const to = gradient + ((<usize>t) << 4);
        taps(d, d1, d2, d3, xa, xb, row, rows, pass.fromRow, pass.fromColumn, to, pair, kept);
      }
    }
  }
}

/** Adds Σ δ · x of two taps and four outputs over some rows of places to the gradient. */
function taps(
  d: usize,
  d1: usize,
  d2: usize,
  d3: usize,
  xa: usize,
  xb: usize,
  row: usize,
  rows: i32,
  xRow: usize,
  xStep: usize,
  to: usize,
  pair: bool,
  kept: v128,
): void {
  let a0 = f32x4.splat(0);
  let a1 = a0;
  let a2 = a0;
  let a3 = a0;
  let b0 = a0;
  let b1 = a0;
  let b2 = a0;
  let b3 = a0;
  for (let r = 0; r < rows; r++, xa += xRow, xb += xRow) {
    let ua = xa;
    let ub = xb;
    for (const end = d + row; d < end; d += 32, ua += xStep, ub += xStep) {
      // Both halves, with an exit between that is never taken: see workers/kernels/README.md.
      let half: usize = 0;
      do {
        const e0 = v128.load(d + half);
        const e1 = v128.load(d + d1 + half);
        const e2 = v128.load(d + d2 + half);
        const e3 = v128.load(d + d3 + half);
        let u = v128.load(ua + half);
        a0 = madd(a0, u, e0);
        a1 = madd(a1, u, e1);
        a2 = madd(a2, u, e2);
        a3 = madd(a3, u, e3);
        u = v128.load(ub + half);
        b0 = madd(b0, u, e0);
        b1 = madd(b1, u, e1);
        b2 = madd(b2, u, e2);
        b3 = madd(b3, u, e3);
        half += 16;
      } while (half < 32);
    }
  }
  v128.store(to, f32x4.add(v128.load(to), v128.and(sumLanes(a0, a1, a2, a3), kept)));
  if (!pair) return;
  v128.store(to, f32x4.add(v128.load(to, 16), v128.and(sumLanes(b0, b1, b2, b3), kept)), 16);
}

/** Adds the sums of four planes of δ to the biases' gradients. */
function sumPlanes(
  d: usize,
  d1: usize,
  d2: usize,
  d3: usize,
  bytes: usize,
  to: usize,
  kept: v128,
): void {
  let a0 = f32x4.splat(0);
  let a1 = a0;
  let a2 = a0;
  let a3 = a0;
  for (const end = d + bytes; d < end; d += 32) {
    a0 = f32x4.add(a0, f32x4.add(v128.load(d), v128.load(d, 16)));
    a1 = f32x4.add(a1, f32x4.add(v128.load(d + d1), v128.load(d + d1, 16)));
    a2 = f32x4.add(a2, f32x4.add(v128.load(d + d2), v128.load(d + d2, 16)));
    a3 = f32x4.add(a3, f32x4.add(v128.load(d + d3), v128.load(d + d3, 16)));
  }
  const sums = v128.and(sumLanes(a0, a1, a2, a3), kept);
  v128.store(to, f32x4.add(v128.load(to), sums));
}
