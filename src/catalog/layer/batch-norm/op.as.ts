// Sums over the batch are in float64: the variance is a difference that may cancel.
import { among, madd } from '../../../../workers/kernels/lanes';
import { Op } from '../../../../workers/kernels/list/op';

/** Laid out by memory.ts. */
@unmanaged
export class BatchNorm {
  channels: i32;
  /** Places of a channel: 1, or height × width. */
  places: i32;
  /** [channels] each. */
  weight: usize;
  bias: usize;
  runningMean: usize;
  runningVar: usize;
  /** A counter, as float32. */
  batches: usize;
  weightGradient: usize;
  biasGradient: usize;
  /** Two sums a channel, two lanes each: [channels][2][2] of float64. */
  sums: usize;
  /** What the last batch came to, [channels] each: its mean, weight / deviation, and 1 / deviation. */
  mean: usize;
  scale: usize;
  inverse: usize;
  /** On the way back, [channels] each: mean of ∂L/∂y, and of ∂L/∂y (x − mean), over the variance. */
  shift: usize;
  slope: usize;
  momentum: f64;
  epsilon: f64;
}

function upper(v: v128): v128 {
  return v128.shuffle<f32>(v, v, 2, 3, 2, 3);
}

function clear(m: BatchNorm): void {
  memory.fill(m.sums, 0, (<usize>m.channels) << 5);
}

function total(at: usize): f64 {
  return load<f64>(at) + load<f64>(at, 8);
}

export function measure(o: Op, p: i32, count: i32, samples: i32): void {
  const m = changetype<BatchNorm>(o.own);
  if (p == 0) clear(m);
  const bytes = (<usize>m.places) << 5;
  for (let k = 0; k < count; k++) {
    const last = k == count - 1 && samples < 8;
    const low = among(0, last ? samples : 8);
    const high = among(4, last ? samples : 8);
    let x = o.x + <usize>(p + k) * o.xStride;
    const end = m.sums + ((<usize>m.channels) << 5);
    for (let to = m.sums; to < end; to += 32) {
      let sum = v128.load(to);
      let squares = v128.load(to, 16);
      for (const stop = x + bytes; x < stop; x += 32) {
        const a = v128.and(v128.load(x), low);
        const b = v128.and(v128.load(x, 16), high);
        const a0 = f64x2.promote_low_f32x4(a);
        const a1 = f64x2.promote_low_f32x4(upper(a));
        const b0 = f64x2.promote_low_f32x4(b);
        const b1 = f64x2.promote_low_f32x4(upper(b));
        sum = f64x2.add(sum, f64x2.add(f64x2.add(a0, a1), f64x2.add(b0, b1)));
        squares = f64x2.add(
          squares,
          f64x2.add(
            f64x2.add(f64x2.mul(a0, a0), f64x2.mul(a1, a1)),
            f64x2.add(f64x2.mul(b0, b0), f64x2.mul(b1, b1)),
          ),
        );
      }
      v128.store(to, sum);
      v128.store(to, squares, 16);
    }
  }
}

/** Normalises by the biased variance; the running one is unbiased. */
export function settle(o: Op, rows: i32, keeps: bool): void {
  const m = changetype<BatchNorm>(o.own);
  const n = <f64>rows * <f64>m.places;
  for (let c = 0; c < m.channels; c++) {
    const at = (<usize>c) << 2;
    const sums = m.sums + ((<usize>c) << 5);
    const mean = total(sums) / n;
    const variance = max(0, total(sums + 16) / n - mean * mean);
    const inverse = 1 / Math.sqrt(variance + m.epsilon);
    store<f32>(m.mean + at, <f32>mean);
    store<f32>(m.inverse + at, <f32>inverse);
    store<f32>(m.scale + at, <f32>(<f64>load<f32>(m.weight + at) * inverse));
    if (!keeps) continue;
    take(m.runningMean + at, mean, m.momentum);
    take(m.runningVar + at, (variance * n) / (n - 1), m.momentum);
  }
  if (keeps) store<f32>(m.batches, load<f32>(m.batches) + 1);
}

function take(running: usize, value: f64, momentum: f64): void {
  store<f32>(running, <f32>((1 - momentum) * <f64>load<f32>(running) + momentum * value));
}

/** y = (x − mean) · scale + bias; in evaluation by the running statistics. */
export function forward(o: Op, p: i32, count: i32, training: bool): void {
  const m = changetype<BatchNorm>(o.own);
  const bytes = (<usize>m.places) << 5;
  for (let k = p; k < p + count; k++) {
    let x = o.x + <usize>k * o.xStride;
    let y = o.y + <usize>k * o.yStride;
    for (let at: usize = 0; at < (<usize>m.channels) << 2; at += 4) {
      const mean = v128.load32_splat((training ? m.mean : m.runningMean) + at);
      const bias = v128.load32_splat(m.bias + at);
      let factor: f32;
      if (training) factor = load<f32>(m.scale + at);
      else {
        const variance = <f64>load<f32>(m.runningVar + at);
        factor = <f32>(<f64>load<f32>(m.weight + at) / Math.sqrt(variance + m.epsilon));
      }
      const scale = f32x4.splat(factor);
      for (const stop = x + bytes; x < stop; x += 32, y += 32) {
        v128.store(y, madd(bias, f32x4.sub(v128.load(x), mean), scale));
        v128.store(y, madd(bias, f32x4.sub(v128.load(x, 16), mean), scale), 16);
      }
    }
  }
}

/** ∂L/∂y is zero for samples that are none. */
export function measureBack(o: Op, p: i32, count: i32): void {
  const m = changetype<BatchNorm>(o.own);
  if (p == 0) clear(m);
  const bytes = (<usize>m.places) << 5;
  for (let k = p; k < p + count; k++) {
    let x = o.x + <usize>k * o.xStride;
    let d = o.dy + <usize>k * o.dyStride;
    for (let c: usize = 0; c < <usize>m.channels; c++) {
      const to = m.sums + (c << 5);
      const mean = v128.load32_splat(m.mean + (c << 2));
      let sum = v128.load(to);
      let products = v128.load(to, 16);
      for (const stop = x + bytes; x < stop; x += 32, d += 32) {
        const a = v128.load(d);
        const b = v128.load(d, 16);
        const s = f32x4.mul(a, f32x4.sub(v128.load(x), mean));
        const t = f32x4.mul(b, f32x4.sub(v128.load(x, 16), mean));
        sum = f64x2.add(
          sum,
          f64x2.add(
            f64x2.add(f64x2.promote_low_f32x4(a), f64x2.promote_low_f32x4(upper(a))),
            f64x2.add(f64x2.promote_low_f32x4(b), f64x2.promote_low_f32x4(upper(b))),
          ),
        );
        products = f64x2.add(
          products,
          f64x2.add(
            f64x2.add(f64x2.promote_low_f32x4(s), f64x2.promote_low_f32x4(upper(s))),
            f64x2.add(f64x2.promote_low_f32x4(t), f64x2.promote_low_f32x4(upper(t))),
          ),
        );
      }
      v128.store(to, sum);
      v128.store(to, products, 16);
    }
  }
}

export function settleBack(o: Op, rows: i32): void {
  const m = changetype<BatchNorm>(o.own);
  const n = <f64>rows * <f64>m.places;
  for (let c = 0; c < m.channels; c++) {
    const at = (<usize>c) << 2;
    const sums = m.sums + ((<usize>c) << 5);
    const inverse = <f64>load<f32>(m.inverse + at);
    const shift = total(sums);
    const slope = total(sums + 16) * inverse;
    store<f32>(m.biasGradient + at, <f32>shift);
    store<f32>(m.weightGradient + at, <f32>slope);
    store<f32>(m.shift + at, <f32>(shift / n));
    store<f32>(m.slope + at, <f32>((slope * inverse) / n));
  }
}

/** ∂L/∂x = scale · (∂L/∂y − shift − (x − mean) · slope) */
export function backward(o: Op, dx: usize, stride: usize, p: i32, count: i32, samples: i32): void {
  const m = changetype<BatchNorm>(o.own);
  const bytes = (<usize>m.places) << 5;
  for (let k = 0; k < count; k++) {
    const last = k == count - 1 && samples < 8;
    const low = among(0, last ? samples : 8);
    const high = among(4, last ? samples : 8);
    let x = o.x + <usize>(p + k) * o.xStride;
    let d = o.dy + <usize>(p + k) * o.dyStride;
    let to = dx + <usize>k * stride;
    for (let at: usize = 0; at < (<usize>m.channels) << 2; at += 4) {
      const mean = v128.load32_splat(m.mean + at);
      const scale = v128.load32_splat(m.scale + at);
      const shift = v128.load32_splat(m.shift + at);
      const slope = v128.load32_splat(m.slope + at);
      for (const stop = x + bytes; x < stop; x += 32, d += 32, to += 32) {
        const a = f32x4.mul(f32x4.sub(v128.load(x), mean), slope);
        const b = f32x4.mul(f32x4.sub(v128.load(x, 16), mean), slope);
        const s = f32x4.mul(scale, f32x4.sub(f32x4.sub(v128.load(d), shift), a));
        const t = f32x4.mul(scale, f32x4.sub(f32x4.sub(v128.load(d, 16), shift), b));
        v128.store(to, v128.and(s, low));
        v128.store(to, v128.and(t, high), 16);
      }
    }
  }
}
