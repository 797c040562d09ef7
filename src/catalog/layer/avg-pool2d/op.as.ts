import { Op } from '../../../../workers/kernels/list/op';
import { endOf, firstOf, Windows } from '../../../../workers/kernels/list/window';

/** Divides by the window's size, with the padding. */
export function forward(o: Op, p: i32, count: i32, training: bool): void {
  const w = changetype<Windows>(o.own);
  const all = f32x4.splat(<f32>(w.kernel * w.kernel));
  for (let k = p; k < p + count; k++) {
    let x = o.x + <usize>k * o.xStride;
    let y = o.y + <usize>k * o.yStride;
    for (let c = 0; c < w.channels; c++, x += (<usize>(w.height * w.width)) << 5) {
      for (let r = 0; r < w.rows; r++) {
        for (let q = 0; q < w.columns; q++, y += 32) {
          let a = f32x4.splat(0);
          let b = a;
          const from = firstOf(w, q);
          const to = endOf(w, q, w.width);
          const last = endOf(w, r, w.height);
          for (let row = firstOf(w, r); row < last; row++) {
            let at = x + ((<usize>(row * w.width + from)) << 5);
            for (let column = from; column < to; column++, at += 32) {
              a = f32x4.add(a, v128.load(at));
              b = f32x4.add(b, v128.load(at, 16));
            }
          }
          v128.store(y, f32x4.div(a, all));
          v128.store(y, f32x4.div(b, all), 16);
        }
      }
    }
  }
}

export function backward(o: Op, dx: usize, stride: usize, p: i32, count: i32, samples: i32): void {
  const w = changetype<Windows>(o.own);
  const all = f32x4.splat(<f32>(w.kernel * w.kernel));
  for (let k = 0; k < count; k++) {
    let d = o.dy + <usize>(p + k) * o.dyStride;
    let x = dx + <usize>k * stride;
    memory.fill(x, 0, (<usize>o.inputs) << 5);
    for (let c = 0; c < w.channels; c++, x += (<usize>(w.height * w.width)) << 5) {
      for (let r = 0; r < w.rows; r++) {
        for (let q = 0; q < w.columns; q++, d += 32) {
          const a = f32x4.div(v128.load(d), all);
          const b = f32x4.div(v128.load(d, 16), all);
          const from = firstOf(w, q);
          const to = endOf(w, q, w.width);
          const last = endOf(w, r, w.height);
          for (let row = firstOf(w, r); row < last; row++) {
            let at = x + ((<usize>(row * w.width + from)) << 5);
            for (let column = from; column < to; column++, at += 32) {
              v128.store(at, f32x4.add(v128.load(at), a));
              v128.store(at, f32x4.add(v128.load(at, 16), b), 16);
            }
          }
        }
      }
    }
  }
}
