// Eight rows of a dataset become one panel [inputs][8] of float32.

/** A part of a dataset; laid out by workers/engine/wasm/layout.ts. */
@unmanaged
export class Part {
  /** [count][inputs]: uint8 pixels or float32 features, row by row. */
  features: usize;
  /** [count]: int32 classes or float32 values. */
  targets: usize;
  /** Features per row. */
  inputs: i32;
  /** 1 for uint8 pixels, 0 for float32 features. */
  pixels: i32;
  /** The two summands of 1 / divisor: see `scaled`. */
  high: f32;
  low: f32;
}

/** The row at a position of an order; without an order (0), the position itself. */
export function rowAt(order: usize, position: i32): i32 {
  return order ? load<i32>(order + ((<usize>position) << 2)) : position;
}

/** The row of sample `k` of a panel; beyond `count` the last row again, whose results are ignored. */
function address(part: Part, order: usize, position: i32, k: i32, count: i32): usize {
  const row = rowAt(order, position + min(k, count - 1));
  const offset = <usize>row * <usize>part.inputs;
  return part.features + (part.pixels ? offset : offset << 2);
}

/** Gathers `count` (1 … 8) rows from `position` of the order on. */
export function gather(part: Part, order: usize, position: i32, count: i32, panel: usize): void {
  const r0 = address(part, order, position, 0, count);
  const r1 = address(part, order, position, 1, count);
  const r2 = address(part, order, position, 2, count);
  const r3 = address(part, order, position, 3, count);
  const r4 = address(part, order, position, 4, count);
  const r5 = address(part, order, position, 5, count);
  const r6 = address(part, order, position, 6, count);
  const r7 = address(part, order, position, 7, count);
  if (part.pixels) {
    touched =
      touch(r0, part.inputs) ^
      touch(r1, part.inputs) ^
      touch(r2, part.inputs) ^
      touch(r3, part.inputs);
    touched ^=
      touch(r4, part.inputs) ^
      touch(r5, part.inputs) ^
      touch(r6, part.inputs) ^
      touch(r7, part.inputs);
    gatherPixels(r0, r1, r2, r3, r4, r5, r6, r7, part.inputs, panel, part.high, part.low);
  } else {
    gatherFloats(r0, r1, r2, r3, part.inputs, panel);
    gatherFloats(r4, r5, r6, r7, part.inputs, panel + 16);
  }
}

let touched: i32 = 0;
function touch(row: usize, bytes: i32): i32 {
  const end = row + <usize>bytes;
  let seen = 0;
  for (; row < end; row += 64) seen ^= load<i32>(row);
  return seen;
}

/** The classes or values of the same rows, int32 or float32 as they are: [8]. */
export function gatherTargets(
  part: Part,
  order: usize,
  position: i32,
  count: i32,
  out: usize,
): void {
  for (let k = 0; k < 8; k++, out += 4) {
    const row = rowAt(order, position + min(k, count - 1));
    store<i32>(out, load<i32>(part.targets + ((<usize>row) << 2)));
  }
}

/**
 * pixel / divisor, rounded like the division but much faster: `high` has so few digits that its product
 * with a pixel is exact, and `low` is the rest of 1 / divisor.
 */
function scaled(pixels: v128, high: v128, low: v128): v128 {
  const x = f32x4.convert_i32x4_s(pixels);
  return f32x4.add(f32x4.mul(x, high), f32x4.mul(x, low));
}

/** Four features of four samples each, as uint8: [feature][sample]. Writes 16 bytes every 32. */
function storeFour(bytes: v128, out: usize, high: v128, low: v128): void {
  const ab = i16x8.extend_low_i8x16_u(bytes);
  const cd = i16x8.extend_high_i8x16_u(bytes);
  v128.store(out, scaled(i32x4.extend_low_i16x8_u(ab), high, low), 0);
  v128.store(out, scaled(i32x4.extend_high_i16x8_u(ab), high, low), 32);
  v128.store(out, scaled(i32x4.extend_low_i16x8_u(cd), high, low), 64);
  v128.store(out, scaled(i32x4.extend_high_i16x8_u(cd), high, low), 96);
}

/** Sixteen features of four rows, transposed. */
function transposeBytes(
  r0: usize,
  r1: usize,
  r2: usize,
  r3: usize,
  out: usize,
  high: v128,
  low: v128,
): void {
  const a = v128.load(r0);
  const b = v128.load(r1);
  const c = v128.load(r2);
  const d = v128.load(r3);
  const ab0 = v128.shuffle<u8>(a, b, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
  const cd0 = v128.shuffle<u8>(c, d, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
  storeFour(v128.shuffle<u16>(ab0, cd0, 0, 8, 1, 9, 2, 10, 3, 11), out, high, low);
  storeFour(v128.shuffle<u16>(ab0, cd0, 4, 12, 5, 13, 6, 14, 7, 15), out + 128, high, low);
  const ab1 = v128.shuffle<u8>(a, b, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
  const cd1 = v128.shuffle<u8>(c, d, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
  storeFour(v128.shuffle<u16>(ab1, cd1, 0, 8, 1, 9, 2, 10, 3, 11), out + 256, high, low);
  storeFour(v128.shuffle<u16>(ab1, cd1, 4, 12, 5, 13, 6, 14, 7, 15), out + 384, high, low);
}

function gatherPixels(
  r0: usize,
  r1: usize,
  r2: usize,
  r3: usize,
  r4: usize,
  r5: usize,
  r6: usize,
  r7: usize,
  inputs: i32,
  panel: usize,
  high: f32,
  low: f32,
): void {
  const h = f32x4.splat(high);
  const l = f32x4.splat(low);
  let i: usize = 0;
  const whole = (<usize>inputs) & ~15;
  for (; i < whole; i += 16, panel += 512) {
    transposeBytes(r0 + i, r1 + i, r2 + i, r3 + i, panel, h, l);
    transposeBytes(r4 + i, r5 + i, r6 + i, r7 + i, panel + 16, h, l);
  }
  for (; i < <usize>inputs; i++, panel += 32) {
    let low4 = i32x4.splat(load<u8>(r0 + i));
    low4 = i32x4.replace_lane(low4, 1, load<u8>(r1 + i));
    low4 = i32x4.replace_lane(low4, 2, load<u8>(r2 + i));
    low4 = i32x4.replace_lane(low4, 3, load<u8>(r3 + i));
    let high4 = i32x4.splat(load<u8>(r4 + i));
    high4 = i32x4.replace_lane(high4, 1, load<u8>(r5 + i));
    high4 = i32x4.replace_lane(high4, 2, load<u8>(r6 + i));
    high4 = i32x4.replace_lane(high4, 3, load<u8>(r7 + i));
    v128.store(panel, scaled(low4, h, l), 0);
    v128.store(panel, scaled(high4, h, l), 16);
  }
}

/** Half a panel: four rows, transposed four features at a time. */
function gatherFloats(r0: usize, r1: usize, r2: usize, r3: usize, inputs: i32, panel: usize): void {
  const bytes = (<usize>inputs) << 2;
  const whole = bytes & ~15;
  let i: usize = 0;
  for (; i < whole; i += 16, panel += 128) {
    const a = v128.load(r0 + i);
    const b = v128.load(r1 + i);
    const c = v128.load(r2 + i);
    const d = v128.load(r3 + i);
    const ab0 = v128.shuffle<f32>(a, b, 0, 4, 1, 5);
    const cd0 = v128.shuffle<f32>(c, d, 0, 4, 1, 5);
    const ab1 = v128.shuffle<f32>(a, b, 2, 6, 3, 7);
    const cd1 = v128.shuffle<f32>(c, d, 2, 6, 3, 7);
    v128.store(panel, v128.shuffle<f32>(ab0, cd0, 0, 1, 4, 5), 0);
    v128.store(panel, v128.shuffle<f32>(ab0, cd0, 2, 3, 6, 7), 32);
    v128.store(panel, v128.shuffle<f32>(ab1, cd1, 0, 1, 4, 5), 64);
    v128.store(panel, v128.shuffle<f32>(ab1, cd1, 2, 3, 6, 7), 96);
  }
  for (; i < bytes; i += 4, panel += 32) {
    let v = v128.load32_splat(r0 + i);
    v = f32x4.replace_lane(v, 1, load<f32>(r1 + i));
    v = f32x4.replace_lane(v, 2, load<f32>(r2 + i));
    v = f32x4.replace_lane(v, 3, load<f32>(r3 + i));
    v128.store(panel, v);
  }
}
