import { madd } from '../../../../workers/kernels/lanes';
import { buffer, coefficient, settled } from '../../../../workers/kernels/optimizer';

export function update(parameters: usize, gradients: usize, start: usize, end: usize): void {
  const first = buffer(0);
  const second = buffer(1);
  const largest = buffer(2);
  const decays = coefficient(0) != 0;
  const decay = f32x4.splat(coefficient(0));
  const size = f32x4.splat(coefficient(1));
  // Multiplies instead of dividing (at most 1 ulp off), because division is the bottleneck of this loop.
  const root = f32x4.splat(1 / coefficient(2));
  const kept = f32x4.splat(coefficient(3));
  const added = f32x4.splat(coefficient(4));
  const weight = f32x4.splat(coefficient(5));
  const fromGradient = coefficient(6) != 0;
  const epsilon = f32x4.splat(coefficient(7));
  const shrink = f32x4.splat(coefficient(8));
  const leastMean = f32x4.splat(coefficient(9));
  const leastSquare = f32x4.splat(coefficient(10));
  for (let at = start; at < end; at += 16) {
    const p = v128.load(parameters + at);
    let g = v128.load(gradients + at);
    if (decays) g = madd(g, p, decay);
    let m = v128.load(first + at);
    m = settled(madd(fromGradient ? g : m, f32x4.sub(g, m), weight), leastMean);
    v128.store(first + at, m);
    let v = f32x4.mul(v128.load(second + at), kept);
    v = settled(madd(v, f32x4.mul(added, g), g), leastSquare);
    v128.store(second + at, v);
    if (largest) {
      v = f32x4.max(v128.load(largest + at), v);
      v128.store(largest + at, v);
    }
    const denominator = f32x4.add(f32x4.mul(f32x4.sqrt(v), root), epsilon);
    const moved = f32x4.div(f32x4.mul(size, m), denominator);
    v128.store(parameters + at, f32x4.sub(f32x4.mul(p, shrink), moved));
  }
}
