// One lane a row: sums over its features are in float64, in four pairs of lanes.
import { madd, total } from '../../../../workers/kernels/lanes';
import { Op } from '../../../../workers/kernels/list/op';

/** Laid out by memory.ts. */
@unmanaged
export class LayerNorm {
  features: i32;
  /** [features] each. */
  weight: usize;
  bias: usize;
  weightGradient: usize;
  biasGradient: usize;
  /** Of every row of the batch its mean and 1 / deviation, [panels][2][8]. */
  rows: usize;
  epsilon: f64;
}

function upper(v: v128): v128 {
  return v128.shuffle<f32>(v, v, 2, 3, 2, 3);
}

/** Four float32 from two pairs of float64. */
function joined(low: v128, high: v128): v128 {
  return v128.shuffle<f32>(f32x4.demote_f64x2_zero(low), f32x4.demote_f64x2_zero(high), 0, 1, 4, 5);
}

/** Mean and 1 / deviation of the four rows from `x` on, into `to` and 32 bytes further. */
function measure(m: LayerNorm, x: usize, to: usize): void {
  const end = x + ((<usize>m.features) << 5);
  const n = f64x2.splat(<f64>m.features);
  let low = f64x2.splat(0);
  let high = low;
  for (let at = x; at < end; at += 32) {
    const v = v128.load(at);
    low = f64x2.add(low, f64x2.promote_low_f32x4(v));
    high = f64x2.add(high, f64x2.promote_low_f32x4(upper(v)));
  }
  low = f64x2.div(low, n);
  high = f64x2.div(high, n);
  v128.store(to, joined(low, high));
  let s = f64x2.splat(0);
  let t = s;
  for (let at = x; at < end; at += 32) {
    const v = v128.load(at);
    const a = f64x2.sub(f64x2.promote_low_f32x4(v), low);
    const b = f64x2.sub(f64x2.promote_low_f32x4(upper(v)), high);
    s = f64x2.add(s, f64x2.mul(a, a));
    t = f64x2.add(t, f64x2.mul(b, b));
  }
  const one = f64x2.splat(1);
  const epsilon = f64x2.splat(m.epsilon);
  s = f64x2.div(one, f64x2.sqrt(f64x2.add(f64x2.div(s, n), epsilon)));
  t = f64x2.div(one, f64x2.sqrt(f64x2.add(f64x2.div(t, n), epsilon)));
  v128.store(to, joined(s, t), 32);
}

export function forward(o: Op, p: i32, count: i32, training: bool): void {
  const m = changetype<LayerNorm>(o.own);
  for (let k = p; k < p + count; k++) {
    for (let half: usize = 0; half < 32; half += 16) {
      let x = o.x + <usize>k * o.xStride + half;
      let y = o.y + <usize>k * o.yStride + half;
      const rows = m.rows + ((<usize>k) << 6) + half;
      measure(m, x, rows);
      const mean = v128.load(rows);
      const inverse = v128.load(rows, 32);
      for (let at: usize = 0; at < (<usize>m.features) << 2; at += 4, x += 32, y += 32) {
        const normal = f32x4.mul(f32x4.sub(v128.load(x), mean), inverse);
        const bias = v128.load32_splat(m.bias + at);
        v128.store(y, madd(bias, normal, v128.load32_splat(m.weight + at)));
      }
    }
  }
}

/** With g = ∂L/∂y · weight and n the normalised x: ∂L/∂x = (g − mean g − n · mean (g n)) / deviation. */
export function backward(o: Op, dx: usize, stride: usize, p: i32, count: i32, samples: i32): void {
  const m = changetype<LayerNorm>(o.own);
  const bytes = (<usize>m.features) << 2;
  const share = f64x2.splat(1 / <f64>m.features);
  for (let k = p; k < p + count; k++, dx += stride) {
    for (let half: usize = 0; half < 32; half += 16) {
      const x = o.x + <usize>k * o.xStride + half;
      const dy = o.dy + <usize>k * o.dyStride + half;
      const rows = m.rows + ((<usize>k) << 6) + half;
      const mean = v128.load(rows);
      const inverse = v128.load(rows, 32);
      let s0 = f64x2.splat(0);
      let s1 = s0;
      let t0 = s0;
      let t1 = s0;
      for (let at: usize = 0; at < bytes; at += 4) {
        const place = at << 3;
        const g = f32x4.mul(v128.load(dy + place), v128.load32_splat(m.weight + at));
        const n = f32x4.mul(f32x4.sub(v128.load(x + place), mean), inverse);
        const product = f32x4.mul(g, n);
        s0 = f64x2.add(s0, f64x2.promote_low_f32x4(g));
        s1 = f64x2.add(s1, f64x2.promote_low_f32x4(upper(g)));
        t0 = f64x2.add(t0, f64x2.promote_low_f32x4(product));
        t1 = f64x2.add(t1, f64x2.promote_low_f32x4(upper(product)));
      }
      const shift = joined(f64x2.mul(s0, share), f64x2.mul(s1, share));
      const slope = joined(f64x2.mul(t0, share), f64x2.mul(t1, share));
      for (let at: usize = 0; at < bytes; at += 4) {
        const place = at << 3;
        const g = f32x4.mul(v128.load(dy + place), v128.load32_splat(m.weight + at));
        const n = f32x4.mul(f32x4.sub(v128.load(x + place), mean), inverse);
        const d = f32x4.sub(f32x4.sub(g, shift), f32x4.mul(n, slope));
        v128.store(dx + half + place, f32x4.mul(d, inverse));
      }
    }
  }
}

/** ∂L/∂y is zero for samples that are none. */
export function weights(o: Op, piece: i32, p: i32, count: i32, fresh: bool): void {
  const m = changetype<LayerNorm>(o.own);
  for (let at: usize = 0; at < (<usize>m.features) << 2; at += 4) {
    let slope: f64 = fresh ? 0 : <f64>load<f32>(m.weightGradient + at);
    let shift: f64 = fresh ? 0 : <f64>load<f32>(m.biasGradient + at);
    for (let k = p; k < p + count; k++) {
      const x = o.x + <usize>k * o.xStride + (at << 3);
      const dy = o.dy + <usize>k * o.dyStride + (at << 3);
      const rows = m.rows + ((<usize>k) << 6);
      for (let half: usize = 0; half < 32; half += 16) {
        const d = v128.load(dy + half);
        const centred = f32x4.sub(v128.load(x + half), v128.load(rows + half));
        const normal = f32x4.mul(centred, v128.load(rows + half, 32));
        shift += total(d);
        slope += total(f32x4.mul(d, normal));
      }
    }
    store<f32>(m.weightGradient + at, <f32>slope);
    store<f32>(m.biasGradient + at, <f32>shift);
  }
}
