import { Op } from '../../../../workers/kernels/list/op';
import { endOf, firstOf, Windows } from '../../../../workers/kernels/list/window';

/** Of a and b the larger one, b where it is NaN: all bits where it is b. */
function larger(a: v128, b: v128): v128 {
  return v128.or(f32x4.gt(b, a), f32x4.ne(b, b));
}

/** The first largest in row-major order counts, as in PyTorch. */
export function forward(o: Op, p: i32, count: i32, training: bool): void {
  const w = changetype<Windows>(o.own);
  for (let k = p; k < p + count; k++) {
    let x = o.x + <usize>k * o.xStride;
    let y = o.y + <usize>k * o.yStride;
    let i = w.places + <usize>k * o.yStride;
    for (let c = 0; c < w.channels; c++, x += (<usize>(w.height * w.width)) << 5) {
      for (let r = 0; r < w.rows; r++) {
        const top = firstOf(w, r);
        const last = endOf(w, r, w.height);
        for (let q = 0; q < w.columns; q++, y += 32, i += 32) {
          const from = firstOf(w, q);
          const to = endOf(w, q, w.width);
          let a = f32x4.splat(-Infinity);
          let b = a;
          let ai = i32x4.splat(0);
          let bi = ai;
          let n = 0;
          for (let row = top; row < last; row++) {
            let at = x + ((<usize>(row * w.width + from)) << 5);
            for (let column = from; column < to; column++, at += 32, n++) {
              const index = i32x4.splat(n);
              const u = v128.load(at);
              const v = v128.load(at, 16);
              const ua = larger(a, u);
              const vb = larger(b, v);
              a = v128.bitselect(u, a, ua);
              b = v128.bitselect(v, b, vb);
              ai = v128.bitselect(index, ai, ua);
              bi = v128.bitselect(index, bi, vb);
            }
          }
          v128.store(y, a);
          v128.store(y, b, 16);
          v128.store(i, ai);
          v128.store(i, bi, 16);
        }
      }
    }
  }
}

export function backward(o: Op, dx: usize, stride: usize, p: i32, count: i32, samples: i32): void {
  const w = changetype<Windows>(o.own);
  for (let k = 0; k < count; k++) {
    let d = o.dy + <usize>(p + k) * o.dyStride;
    let i = w.places + <usize>(p + k) * o.yStride;
    let x = dx + <usize>k * stride;
    memory.fill(x, 0, (<usize>o.inputs) << 5);
    for (let c = 0; c < w.channels; c++, x += (<usize>(w.height * w.width)) << 5) {
      for (let r = 0; r < w.rows; r++) {
        const top = firstOf(w, r);
        const last = endOf(w, r, w.height);
        for (let q = 0; q < w.columns; q++, d += 32, i += 32) {
          const from = firstOf(w, q);
          const to = endOf(w, q, w.width);
          const a = v128.load(d);
          const b = v128.load(d, 16);
          const ai = v128.load(i);
          const bi = v128.load(i, 16);
          let n = 0;
          for (let row = top; row < last; row++) {
            let at = x + ((<usize>(row * w.width + from)) << 5);
            for (let column = from; column < to; column++, at += 32, n++) {
              const index = i32x4.splat(n);
              const u = v128.and(a, i32x4.eq(ai, index));
              const v = v128.and(b, i32x4.eq(bi, index));
              v128.store(at, f32x4.add(v128.load(at), u));
              v128.store(at, f32x4.add(v128.load(at, 16), v), 16);
            }
          }
        }
      }
    }
  }
}
