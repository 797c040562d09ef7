/**
 * The machine's peak of f32x4 multiply-adds from registers: chains of acc ← acc · x + y, as many as
 * fill the units while each waits for its last result, and no loads. AssemblyScript.
 *
 * x is just below 1 and y keeps every chain near y / (1 − x), so that no value ever becomes a
 * denormal or an infinity, which some processors compute at another speed.
 */

/** Chains: with x and y they take 14 of the 15 vector registers that V8 leaves to a function. */
export const chains: i32 = 12;
/** Multiply-adds of a chain in one turn of the loop, so that its counter costs nothing. */
export const unrolled: i32 = 4;

/** acc · x + y, inlined at -O3; one rounding where the build has relaxed SIMD and the machine fuses. */
function multiplyAdd(acc: v128, x: v128, y: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(acc, x, y);
  return f32x4.add(f32x4.mul(acc, x), y);
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
    // The same twelve independent multiply-adds, `unrolled` times.
    a = multiplyAdd(a, x, y);
    b = multiplyAdd(b, x, y);
    c = multiplyAdd(c, x, y);
    d = multiplyAdd(d, x, y);
    e = multiplyAdd(e, x, y);
    f = multiplyAdd(f, x, y);
    g = multiplyAdd(g, x, y);
    h = multiplyAdd(h, x, y);
    i = multiplyAdd(i, x, y);
    j = multiplyAdd(j, x, y);
    k = multiplyAdd(k, x, y);
    l = multiplyAdd(l, x, y);
    a = multiplyAdd(a, x, y);
    b = multiplyAdd(b, x, y);
    c = multiplyAdd(c, x, y);
    d = multiplyAdd(d, x, y);
    e = multiplyAdd(e, x, y);
    f = multiplyAdd(f, x, y);
    g = multiplyAdd(g, x, y);
    h = multiplyAdd(h, x, y);
    i = multiplyAdd(i, x, y);
    j = multiplyAdd(j, x, y);
    k = multiplyAdd(k, x, y);
    l = multiplyAdd(l, x, y);
    a = multiplyAdd(a, x, y);
    b = multiplyAdd(b, x, y);
    c = multiplyAdd(c, x, y);
    d = multiplyAdd(d, x, y);
    e = multiplyAdd(e, x, y);
    f = multiplyAdd(f, x, y);
    g = multiplyAdd(g, x, y);
    h = multiplyAdd(h, x, y);
    i = multiplyAdd(i, x, y);
    j = multiplyAdd(j, x, y);
    k = multiplyAdd(k, x, y);
    l = multiplyAdd(l, x, y);
    a = multiplyAdd(a, x, y);
    b = multiplyAdd(b, x, y);
    c = multiplyAdd(c, x, y);
    d = multiplyAdd(d, x, y);
    e = multiplyAdd(e, x, y);
    f = multiplyAdd(f, x, y);
    g = multiplyAdd(g, x, y);
    h = multiplyAdd(h, x, y);
    i = multiplyAdd(i, x, y);
    j = multiplyAdd(j, x, y);
    k = multiplyAdd(k, x, y);
    l = multiplyAdd(l, x, y);
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
