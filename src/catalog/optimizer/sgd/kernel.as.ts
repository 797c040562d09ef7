import { madd, nmadd } from '../../../../workers/kernels/lanes';
import { buffer, coefficient, leastMomentum, settled } from '../../../../workers/kernels/optimizer';

export function update(parameters: usize, gradients: usize, start: usize, end: usize): void {
  if (buffer(0)) withMomentum(parameters, gradients, start, end);
  else plain(parameters, gradients, start, end);
}

function plain(parameters: usize, gradients: usize, start: usize, end: usize): void {
  const decays = coefficient(0) != 0;
  const decay = f32x4.splat(coefficient(0));
  const rate = f32x4.splat(coefficient(1));
  for (let at = start; at < end; at += 16) {
    const p = v128.load(parameters + at);
    let g = v128.load(gradients + at);
    if (decays) g = madd(g, p, decay);
    v128.store(parameters + at, nmadd(p, g, rate));
  }
}

function withMomentum(parameters: usize, gradients: usize, start: usize, end: usize): void {
  const average = buffer(0);
  const decays = coefficient(0) != 0;
  const decay = f32x4.splat(coefficient(0));
  const rate = f32x4.splat(coefficient(1));
  const momentum = f32x4.splat(coefficient(2));
  const factor = f32x4.splat(coefficient(3));
  const nesterov = coefficient(4) != 0;
  const least = f32x4.splat(leastMomentum);
  for (let at = start; at < end; at += 16) {
    const p = v128.load(parameters + at);
    let g = v128.load(gradients + at);
    if (decays) g = madd(g, p, decay);
    const b = settled(madd(f32x4.mul(v128.load(average + at), momentum), g, factor), least);
    v128.store(average + at, b);
    v128.store(parameters + at, nmadd(p, nesterov ? madd(g, b, momentum) : b, rate));
  }
}
