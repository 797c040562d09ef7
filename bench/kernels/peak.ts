/**
 * The machine's peak of f32x4 multiply-adds from registers, without loads. AssemblyScript.
 *
 * Separate instructions: as many chains of multiplications as of additions, which wait for nothing
 * but themselves. (A chain of acc · x + y waits for both and is no bound: a product that adds many
 * independent ones up can be faster.) Fused: chains of acc · x + y in one instruction.
 *
 * x is −1, so that no value ever becomes a denormal or an infinity, which some processors compute
 * at another speed; y is small.
 */

/** Multiply-adds of one turn of the loop: pairs of a multiplication and an addition, or fused ones. */
export const chains: i32 = ASC_FEATURE_RELAXED_SIMD ? 12 : 6;
/** Times that a turn does them, so that its counter costs nothing. */
export const unrolled: i32 = 4;

function multiply(m: v128, x: v128, y: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(m, x, y);
  return f32x4.mul(m, x);
}

function add(a: v128, x: v128, y: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(a, x, y);
  return f32x4.add(a, y);
}

/** Runs `turns` × unrolled × chains multiply-adds of four lanes; the sum keeps them from being dropped. */
export function run(turns: i32, scale: f32, shift: f32): f32 {
  const x = f32x4.splat(scale);
  const y = f32x4.splat(shift);
  let a = f32x4.splat(0.1);
  let b = f32x4.splat(0.2);
  let c = f32x4.splat(0.3);
  let d = f32x4.splat(0.4);
  let e = f32x4.splat(0.5);
  let f = f32x4.splat(0.6);
  let g = f32x4.splat(0.7);
  let h = f32x4.splat(0.8);
  let i = f32x4.splat(0.9);
  let j = f32x4.splat(1.0);
  let k = f32x4.splat(1.1);
  let l = f32x4.splat(1.2);
  for (let turn = 0; turn < turns; turn++) {
    // The same twelve, `unrolled` times.
    a = multiply(a, x, y);
    b = add(b, x, y);
    c = multiply(c, x, y);
    d = add(d, x, y);
    e = multiply(e, x, y);
    f = add(f, x, y);
    g = multiply(g, x, y);
    h = add(h, x, y);
    i = multiply(i, x, y);
    j = add(j, x, y);
    k = multiply(k, x, y);
    l = add(l, x, y);
    a = multiply(a, x, y);
    b = add(b, x, y);
    c = multiply(c, x, y);
    d = add(d, x, y);
    e = multiply(e, x, y);
    f = add(f, x, y);
    g = multiply(g, x, y);
    h = add(h, x, y);
    i = multiply(i, x, y);
    j = add(j, x, y);
    k = multiply(k, x, y);
    l = add(l, x, y);
    a = multiply(a, x, y);
    b = add(b, x, y);
    c = multiply(c, x, y);
    d = add(d, x, y);
    e = multiply(e, x, y);
    f = add(f, x, y);
    g = multiply(g, x, y);
    h = add(h, x, y);
    i = multiply(i, x, y);
    j = add(j, x, y);
    k = multiply(k, x, y);
    l = add(l, x, y);
    a = multiply(a, x, y);
    b = add(b, x, y);
    c = multiply(c, x, y);
    d = add(d, x, y);
    e = multiply(e, x, y);
    f = add(f, x, y);
    g = multiply(g, x, y);
    h = add(h, x, y);
    i = multiply(i, x, y);
    j = add(j, x, y);
    k = multiply(k, x, y);
    l = add(l, x, y);
  }
  const low = f32x4.add(f32x4.add(f32x4.add(a, b), f32x4.add(c, d)), f32x4.add(e, f));
  const high = f32x4.add(f32x4.add(f32x4.add(g, h), f32x4.add(i, j)), f32x4.add(k, l));
  const sum = f32x4.add(low, high);
  return (
    f32x4.extract_lane(sum, 0) +
    f32x4.extract_lane(sum, 1) +
    f32x4.extract_lane(sum, 2) +
    f32x4.extract_lane(sum, 3)
  );
}
