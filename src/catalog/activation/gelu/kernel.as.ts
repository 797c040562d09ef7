// As PyTorch's vector code has it (aten/src/ATen/native/cpu/Activation.cpp, GeluKernel).
import { coefficient } from '../../../../workers/kernels/activation';
import { exp, tanh } from '../../../../workers/kernels/functions';

/**
 * erf x, good to 2.5 ulp: x times a polynomial of x² near 0, and 1 − e^(−x q(x)) further on, until that is 1.
 * Both polynomials are least-squares fits of erf and of −ln(1 − erf x) / x, reweighted towards equal errors.
 */
function erf(x: v128): v128 {
  const size = f32x4.abs(x);
  const z = f32x4.mul(x, x);
  let p = f32x4.splat(8.397801866522059e-5);
  p = f32x4.add(f32x4.mul(p, z), f32x4.splat(-8.149807108566165e-4));
  p = f32x4.add(f32x4.mul(p, z), f32x4.splat(5.201715975999832e-3));
  p = f32x4.add(f32x4.mul(p, z), f32x4.splat(-2.6859702542424202e-2));
  p = f32x4.add(f32x4.mul(p, z), f32x4.splat(1.1283701658248901e-1));
  p = f32x4.add(f32x4.mul(p, z), f32x4.splat(-3.7612634897232056e-1));
  p = f32x4.add(f32x4.mul(p, z), f32x4.splat(1.128379225730896));
  const near = f32x4.mul(p, x);
  // pmin returns its first argument if that is NaN.
  const c = f32x4.pmin(size, f32x4.splat(4));
  let q = f32x4.splat(-3.25672118606235e-7);
  q = f32x4.add(f32x4.mul(q, c), f32x4.splat(5.44930935575394e-6));
  q = f32x4.add(f32x4.mul(q, c), f32x4.splat(-2.0747405869769864e-5));
  q = f32x4.add(f32x4.mul(q, c), f32x4.splat(-2.3932833573780954e-4));
  q = f32x4.add(f32x4.mul(q, c), f32x4.splat(3.5651493817567825e-3));
  q = f32x4.add(f32x4.mul(q, c), f32x4.splat(-2.384103834629059e-2));
  q = f32x4.add(f32x4.mul(q, c), f32x4.splat(1.0648240894079208e-1));
  q = f32x4.add(f32x4.mul(q, c), f32x4.splat(6.349452137947083e-1));
  q = f32x4.add(f32x4.mul(q, c), f32x4.splat(1.1287087202072144));
  const far = f32x4.sub(f32x4.splat(1), exp(f32x4.neg(f32x4.mul(q, c))));
  const signed = v128.or(far, v128.and(x, i32x4.splat(0x80000000)));
  return v128.bitselect(near, signed, f32x4.lt(size, f32x4.splat(0.921875)));
}

/** 1 + erf(z / √2): twice the normal distribution's Φ. */
function twice(z: v128): v128 {
  return f32x4.add(f32x4.splat(1), erf(f32x4.mul(z, f32x4.splat(0.7071067811865476))));
}

/** tanh(√(2/π) (z + 0.044715 z³)), of the approximation. */
function bend(z: v128): v128 {
  const cube = f32x4.mul(f32x4.mul(z, z), z);
  const sum = f32x4.add(z, f32x4.mul(cube, f32x4.splat(0.044715)));
  return tanh(f32x4.mul(sum, f32x4.splat(0.7978845608028654)));
}

function approximates(): bool {
  return coefficient(0) != 0;
}

export function value(z: v128): v128 {
  if (approximates()) {
    const half = f32x4.mul(z, f32x4.splat(0.5));
    return f32x4.mul(half, f32x4.add(f32x4.splat(1), bend(z)));
  }
  return f32x4.mul(f32x4.mul(z, f32x4.splat(0.5)), twice(z));
}

/** Φ(z) + z φ(z), by the sum. */
export function through(gradient: v128, z: v128): v128 {
  if (approximates()) {
    const one = f32x4.splat(1);
    const t = bend(z);
    const left = f32x4.mul(f32x4.splat(0.5), f32x4.add(one, t));
    const rate = f32x4.add(one, f32x4.mul(f32x4.mul(z, z), f32x4.splat(0.134145)));
    const steep = f32x4.mul(f32x4.sub(one, f32x4.mul(t, t)), f32x4.splat(0.7978845608028654));
    const right = f32x4.mul(f32x4.mul(f32x4.mul(z, f32x4.splat(0.5)), steep), rate);
    return f32x4.mul(gradient, f32x4.add(left, right));
  }
  const phi = exp(f32x4.mul(f32x4.mul(z, z), f32x4.splat(-0.5)));
  const density = f32x4.mul(phi, f32x4.splat(0.3989422804014327));
  const slope = f32x4.add(f32x4.mul(f32x4.splat(0.5), twice(z)), f32x4.mul(z, density));
  return f32x4.mul(gradient, slope);
}
