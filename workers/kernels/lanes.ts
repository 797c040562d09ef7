// Four float32 at once, and the two operations in which the builds differ. RELAXED is a compile-time
// constant (cli/build/kernels.mjs).

/** acc + x·y: rounded twice in the plain build, the same on every machine; once in the relaxed build with FMAs. */
export function madd(acc: v128, x: v128, y: v128): v128 {
  if (RELAXED) return f32x4.relaxed_madd(x, y, acc);
  return f32x4.add(acc, f32x4.mul(x, y));
}

/** acc − x·y, rounded as `madd` is. */
export function nmadd(acc: v128, x: v128, y: v128): v128 {
  if (RELAXED) return f32x4.relaxed_nmadd(x, y, acc);
  return f32x4.sub(acc, f32x4.mul(x, y));
}

/**
 * acc + x·y, rounded as `fma` of src/torch/float32.ts is, in both builds: the product is exact in
 * float64. For differences that cancel, which a second rounding would make meaningless.
 */
export function fma(acc: v128, x: v128, y: v128): v128 {
  const low = f64x2.mul(f64x2.promote_low_f32x4(x), f64x2.promote_low_f32x4(y));
  const high = f64x2.mul(f64x2.promote_low_f32x4(upper(x)), f64x2.promote_low_f32x4(upper(y)));
  return v128.shuffle<f32>(
    f32x4.demote_f64x2_zero(f64x2.add(low, f64x2.promote_low_f32x4(acc))),
    f32x4.demote_f64x2_zero(f64x2.add(high, f64x2.promote_low_f32x4(upper(acc)))),
    0,
    1,
    4,
    5,
  );
}

/** Moves the last two lanes to the first two. */
function upper(v: v128): v128 {
  return v128.shuffle<f32>(v, v, 2, 3, 2, 3);
}

/** Lanes of samples `from` … `from` + 3 that are among the first `count`: all bits or none. */
export function among(from: i32, count: i32): v128 {
  const lanes = i32x4.add(i32x4(0, 1, 2, 3), i32x4.splat(from));
  return i32x4.lt_s(lanes, i32x4.splat(count));
}

/** [Σa, Σb, Σc, Σd], each over its four lanes. */
export function sumLanes(a: v128, b: v128, c: v128, d: v128): v128 {
  const ab = f32x4.add(v128.shuffle<f32>(a, b, 0, 4, 1, 5), v128.shuffle<f32>(a, b, 2, 6, 3, 7));
  const cd = f32x4.add(v128.shuffle<f32>(c, d, 0, 4, 1, 5), v128.shuffle<f32>(c, d, 2, 6, 3, 7));
  return f32x4.add(v128.shuffle<f32>(ab, cd, 0, 1, 4, 5), v128.shuffle<f32>(ab, cd, 2, 3, 6, 7));
}

/** Σv² over the lanes, in float64: the squares of small gradients underflow float32. */
export function squares(v: v128): f64 {
  const low = f64x2.promote_low_f32x4(v);
  const high = f64x2.promote_low_f32x4(v128.shuffle<f32>(v, v, 2, 3, 2, 3));
  const sum = f64x2.add(f64x2.mul(low, low), f64x2.mul(high, high));
  return f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1);
}

/** Σv over the lanes, in float64. */
export function total(v: v128): f64 {
  const sum = f64x2.add(
    f64x2.promote_low_f32x4(v),
    f64x2.promote_low_f32x4(v128.shuffle<f32>(v, v, 2, 3, 2, 3)),
  );
  return f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1);
}
