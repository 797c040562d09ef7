import { fma, madd, nmadd } from '../../../../workers/kernels/lanes';
import { buffer, coefficient, leastMomentum, settled } from '../../../../workers/kernels/optimizer';

export function update(parameters: usize, gradients: usize, start: usize, end: usize): void {
  const squares = buffer(0);
  const moved = buffer(1);
  const averages = buffer(2);
  const decays = coefficient(0) != 0;
  const decay = f32x4.splat(coefficient(0));
  const rate = f32x4.splat(coefficient(1));
  const momentum = f32x4.splat(coefficient(2));
  const kept = f32x4.splat(coefficient(3));
  const added = f32x4.splat(coefficient(4));
  const weight = f32x4.splat(coefficient(5));
  const fromGradient = coefficient(6) != 0;
  const epsilon = f32x4.splat(coefficient(7));
  const leastSquare = f32x4.splat(coefficient(8));
  const least = f32x4.splat(leastMomentum);
  for (let at = start; at < end; at += 16) {
    const p = v128.load(parameters + at);
    let g = v128.load(gradients + at);
    if (decays) g = madd(g, p, decay);
    let s = f32x4.mul(v128.load(squares + at), kept);
    const share = f32x4.mul(added, g);
    let variance: v128;
    if (averages) {
      let a = v128.load(averages + at);
      a = settled(fma(fromGradient ? g : a, f32x4.sub(g, a), weight), least);
      v128.store(averages + at, a);
      s = fma(s, share, g);
      // While a is non-zero, keep s, however small: otherwise −a² alone would be under the root.
      const faded = v128.and(f32x4.lt(s, leastSquare), f32x4.eq(a, f32x4.splat(0)));
      s = v128.andnot(s, faded);
      // If the gradient hardly changes, s and a² differ only by rounding. The rounding is PyTorch's, and so
      // is the result: below zero the root is NaN.
      variance = fma(s, f32x4.neg(a), a);
    } else {
      s = settled(madd(s, share, g), leastSquare);
      variance = s;
    }
    v128.store(squares + at, s);
    const r = f32x4.add(f32x4.sqrt(variance), epsilon);
    if (moved) {
      let b = f32x4.mul(v128.load(moved + at), momentum);
      b = settled(f32x4.add(b, f32x4.div(g, r)), least);
      v128.store(moved + at, b);
      v128.store(parameters + at, nmadd(p, b, rate));
    } else {
      v128.store(parameters + at, f32x4.sub(p, f32x4.div(f32x4.mul(rate, g), r)));
    }
  }
}
