/**
 * Logarithm, sine and cosine in float32, rounded step by step as PyTorch's normal_ kernels do it.
 * Math.log and Math.cos are more accurate and so cannot be used: 38 % of the normal numbers would differ
 * from PyTorch's in their last bits.
 *
 * Method and coefficients: Stephen L. Moshier's Cephes library (logf, sinf, cosf), by way of Julien
 * Pommier's sse_mathfun and Giovanni Garberoglio's avx_mathfun.h (zlib licence), which PyTorch
 * vendors as ATen/native/cpu/avx_mathfun.h. This is a separate implementation: scalar, with
 * multiplications and additions fused where PyTorch's compiler fuses them, which was found by comparing
 * bits.
 */
import { fma } from './float32.ts';

const F = Math.fround;

const bits = new Int32Array(1);
const float = new Float32Array(bits.buffer);

const squareRootOfHalf = F(Math.SQRT1_2);
const logPolynomial = [
  7.0376836292e-2, -1.151461031e-1, 1.167699874e-1, -1.2420140846e-1, 1.4249322787e-1,
  -1.6668057665e-1, 2.0000714765e-1, -2.4999993993e-1, 3.3333331174e-1,
].map(F);
/** ln 2 in two parts, the larger of few bits. */
const ln2Low = F(-2.1219444e-4);
const ln2High = F(0.693359375);

/** ln x for a normal float32 x > 0. */
export function logFloat32(x: number): number {
  float[0] = x;
  const exponent = ((bits[0]! >>> 23) & 0xff) - 126;
  bits[0] = (bits[0]! & 0x007fffff) | 0x3f000000;
  const mantissa = float[0]; // x = mantissa · 2^exponent, mantissa in [1/2, 1)

  const small = mantissa < squareRootOfHalf;
  const e = small ? exponent - 1 : exponent;
  let m = F(mantissa - 1);
  if (small) m = F(m + mantissa);

  const square = F(m * m);
  let y = logPolynomial[0]!;
  for (let i = 1; i < 9; i++) y = fma(y, m, logPolynomial[i]!);
  y = fma(F(y * m), square, F(e * ln2Low));
  y = fma(-0.5, square, y);
  return fma(e, ln2High, F(m + y));
}

const fourOverPi = F(1.27323954473516);
/** π/4 in three parts (Cody and Waite), so that the reduction loses no bits. */
const quarterPi = [0.78515625, 2.4187564849853515625e-4, 3.77489497744594108e-8].map(F);
const sinePolynomial = [-1.9515295891e-4, 8.3321608736e-3, -1.6666654611e-1].map(F);
const cosinePolynomial = [2.443315711809948e-5, -1.388731625493765e-3, 4.166664568298827e-2].map(F);

/** Writes cos x and sin x to `out`, for a float32 x of 0 … a few thousand. */
export function cosSinFloat32(x: number, out: Float32Array): void {
  // The nearest even multiple of π/4; its quarter turns choose polynomial and signs.
  const octant = (Math.trunc(F(x * fourOverPi)) + 1) & ~1;
  let r = fma(-octant, quarterPi[0]!, x);
  r = fma(-octant, quarterPi[1]!, r);
  r = fma(-octant, quarterPi[2]!, r);

  const square = F(r * r);
  let cosine = fma(cosinePolynomial[0]!, square, cosinePolynomial[1]!);
  cosine = fma(cosine, square, cosinePolynomial[2]!);
  cosine = F(fma(F(cosine * square), square, -0.5 * square) + 1);

  let sine = fma(sinePolynomial[0]!, square, sinePolynomial[1]!);
  sine = fma(sine, square, sinePolynomial[2]!);
  sine = fma(F(sine * square), r, r);

  const quarterTurns = (octant >> 1) & 3;
  const swapped = (quarterTurns & 1) === 1;
  out[0] = (swapped ? sine : cosine) * (quarterTurns === 1 || quarterTurns === 2 ? -1 : 1);
  out[1] = (swapped ? cosine : sine) * (quarterTurns >= 2 ? -1 : 1);
}
