import { Op } from '../../../../workers/kernels/list/op';

/** A channel's places in x: its outputs have one. */
function placesOf(o: Op): i32 {
  return o.inputs / o.outputs;
}

export function forward(o: Op, p: i32, count: i32, training: bool): void {
  const places = placesOf(o);
  const all = f32x4.splat(<f32>places);
  for (let k = p; k < p + count; k++) {
    let x = o.x + <usize>k * o.xStride;
    let y = o.y + <usize>k * o.yStride;
    for (const end = y + ((<usize>o.outputs) << 5); y < end; y += 32) {
      let a = f32x4.splat(0);
      let b = a;
      for (const stop = x + ((<usize>places) << 5); x < stop; x += 32) {
        a = f32x4.add(a, v128.load(x));
        b = f32x4.add(b, v128.load(x, 16));
      }
      v128.store(y, f32x4.div(a, all));
      v128.store(y, f32x4.div(b, all), 16);
    }
  }
}

export function backward(o: Op, dx: usize, stride: usize, p: i32, count: i32, samples: i32): void {
  const places = placesOf(o);
  const all = f32x4.splat(<f32>places);
  for (let k = 0; k < count; k++) {
    let d = o.dy + <usize>(p + k) * o.dyStride;
    let to = dx + <usize>k * stride;
    for (const end = d + ((<usize>o.outputs) << 5); d < end; d += 32) {
      const a = f32x4.div(v128.load(d), all);
      const b = f32x4.div(v128.load(d, 16), all);
      for (const stop = to + ((<usize>places) << 5); to < stop; to += 32) {
        v128.store(to, a);
        v128.store(to, b, 16);
      }
    }
  }
}
