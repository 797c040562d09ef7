import { drawBelow } from '../../../../workers/kernels/list/mt19937';
import { Op } from '../../../../workers/kernels/list/op';

/** Laid out by memory.ts. */
@unmanaged
export class Dropout {
  /** Factors of the batch's outputs, in panels like y: 0, or `scale`. */
  mask: usize;
  /** An element is kept where 53 random bits are below this. */
  bound: f64;
  /** 1 / (1 − p) */
  scale: f32;
  /** 0 where all are kept: PyTorch then draws nothing. */
  draws: i32;
}

/** Row by row, in each of them feature by feature. */
export function draw(o: Op, from: i32, to: i32): void {
  const m = changetype<Dropout>(o.own);
  if (!m.draws) return;
  for (let row = from; row < to; row++) {
    const first = m.mask + <usize>(row >> 3) * o.yStride + ((<usize>(row & 7)) << 2);
    drawBelow(<u64>m.bound, m.scale, first, o.outputs);
  }
}

/** to ← from · mask */
function masked(from: usize, mask: usize, to: usize, bytes: usize): void {
  for (let at: usize = 0; at < bytes; at += 16)
    v128.store(to + at, f32x4.mul(v128.load(from + at), v128.load(mask + at)));
}

export function forward(o: Op, p: i32, count: i32, training: bool): void {
  const m = changetype<Dropout>(o.own);
  const bytes = (<usize>o.outputs) << 5;
  for (let k = p; k < p + count; k++) {
    const x = o.x + <usize>k * o.xStride;
    const y = o.y + <usize>k * o.yStride;
    if (training && m.draws) masked(x, m.mask + <usize>k * o.yStride, y, bytes);
    else memory.copy(y, x, bytes);
  }
}

export function backward(o: Op, dx: usize, stride: usize, p: i32, count: i32, samples: i32): void {
  const m = changetype<Dropout>(o.own);
  const bytes = (<usize>o.outputs) << 5;
  for (let k = p; k < p + count; k++, dx += stride) {
    const dy = o.dy + <usize>k * o.dyStride;
    if (m.draws) masked(dy, m.mask + <usize>k * o.yStride, dx, bytes);
    else memory.copy(dx, dy, bytes);
  }
}
