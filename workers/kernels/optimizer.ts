// One optimiser step over a stretch of parameters: the formulas of src/torch/optimizer.ts, in its
// notation. The plain build rounds a·b + c twice where PyTorch rounds once: 1 ulp here and there.
// Averages that have faded away are set to zero: the gradients of a dead ReLU are exactly zero, its
// averages decay to subnormal numbers and stay there for ever, and processors take many times as
// long over those. What is lost must move no parameter, so that what counts as faded away follows
// from epsilon: see `settledBelow` in workers/engine/wasm/structures.ts.
import { fma, madd, nmadd } from './lanes';

/** The settings that hold for all steps, and where the buffers lie; filled by the engine. */
@unmanaged
export class Optimizer {
  parameters: usize;
  gradients: usize;
  /** b, s or m; 0 where there is none, as for the next two. */
  first: usize;
  /** SGD: none. RMSprop: b. Adam: v. */
  second: usize;
  /** RMSprop: a. Adam: w. */
  third: usize;
  /** Floats in each of these; a multiple of four. */
  length: i32;
  kind: i32;
  nesterov: i32;
  lerpFromGradient: i32;
  weightDecay: f32;
  learningRate: f32;
  momentum: f32;
  /** RMSprop's alpha, Adam's beta2. */
  decay: f32;
  oneMinusDecay: f32;
  lerpFactor: f32;
  epsilon: f32;
  shrink: f32;
  /** Adam's m below this is zero, and so is an average of squares below the other. */
  leastMean: f32;
  leastSquare: f32;
}

/** What changes from step to step. */
@unmanaged
export class Step {
  /** SGD: gradientFactor. Adam: stepSize. */
  size: f32;
  /** Adam: rootCorrection. */
  root: f32;
}

const SGD = 0;
const RMSPROP = 1;

/** Brings the parameters `from` … `to` − 1 (multiples of four) one step further. */
export function update(o: Optimizer, step: Step, from: i32, to: i32): void {
  const start = (<usize>from) << 2;
  const end = (<usize>to) << 2;
  if (o.kind == SGD) {
    if (o.first) sgdWithMomentum(o, step, start, end);
    else sgd(o, start, end);
  } else if (o.kind == RMSPROP) rmsprop(o, start, end);
  else adam(o, step, start, end);
}

/**
 * Below this, what is not divided by anything that follows it is zero: a momentum, which moves its
 * parameter by the learning rate's share of it, and centred RMSprop's a, whose square leaves float32.
 */
const leastMomentum: f32 = 1e-30;

/** Zero where the average is below `least`; no number stays none. */
function settled(average: v128, least: v128): v128 {
  return v128.andnot(average, f32x4.lt(f32x4.abs(average), least));
}

// What does not change from element to element is read once: a store could be to the settings, for
// all that the compiler knows, and it would read them again after each.

function sgd(o: Optimizer, start: usize, end: usize): void {
  const parameters = o.parameters;
  const gradients = o.gradients;
  const rate = f32x4.splat(o.learningRate);
  const decay = f32x4.splat(o.weightDecay);
  const decays = o.weightDecay != 0;
  for (let at = start; at < end; at += 16) {
    const p = v128.load(parameters + at);
    let g = v128.load(gradients + at);
    if (decays) g = madd(g, p, decay);
    v128.store(parameters + at, nmadd(p, g, rate));
  }
}

function sgdWithMomentum(o: Optimizer, step: Step, start: usize, end: usize): void {
  const parameters = o.parameters;
  const gradients = o.gradients;
  const buffer = o.first;
  const rate = f32x4.splat(o.learningRate);
  const momentum = f32x4.splat(o.momentum);
  const factor = f32x4.splat(step.size);
  const decay = f32x4.splat(o.weightDecay);
  const decays = o.weightDecay != 0;
  const nesterov = o.nesterov;
  const least = f32x4.splat(leastMomentum);
  for (let at = start; at < end; at += 16) {
    const p = v128.load(parameters + at);
    let g = v128.load(gradients + at);
    if (decays) g = madd(g, p, decay);
    const b = settled(madd(f32x4.mul(v128.load(buffer + at), momentum), g, factor), least);
    v128.store(buffer + at, b);
    v128.store(parameters + at, nmadd(p, nesterov ? madd(g, b, momentum) : b, rate));
  }
}

function rmsprop(o: Optimizer, start: usize, end: usize): void {
  const parameters = o.parameters;
  const gradients = o.gradients;
  const squares = o.first;
  const buffer = o.second;
  const averages = o.third;
  const rate = f32x4.splat(o.learningRate);
  const momentum = f32x4.splat(o.momentum);
  const epsilon = f32x4.splat(o.epsilon);
  const kept = f32x4.splat(o.decay);
  const added = f32x4.splat(o.oneMinusDecay);
  const weight = f32x4.splat(o.lerpFactor);
  const fromGradient = o.lerpFromGradient;
  const decay = f32x4.splat(o.weightDecay);
  const decays = o.weightDecay != 0;
  const least = f32x4.splat(leastMomentum);
  const leastSquare = f32x4.splat(o.leastSquare);
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
      // While a lives so does s, however small: without it a² alone would stand below the root.
      const faded = v128.and(f32x4.lt(s, leastSquare), f32x4.eq(a, f32x4.splat(0)));
      s = v128.andnot(s, faded);
      // Where the gradient hardly changes, s and a² differ by their rounding alone. It is PyTorch's,
      // and so is what it leads to: below zero the root is no number.
      variance = fma(s, f32x4.neg(a), a);
    } else {
      s = settled(madd(s, share, g), leastSquare);
      variance = s;
    }
    v128.store(squares + at, s);
    const r = f32x4.add(f32x4.sqrt(variance), epsilon);
    if (buffer) {
      let b = f32x4.mul(v128.load(buffer + at), momentum);
      b = settled(f32x4.add(b, f32x4.div(g, r)), least);
      v128.store(buffer + at, b);
      v128.store(parameters + at, nmadd(p, b, rate));
    } else {
      v128.store(parameters + at, f32x4.sub(p, f32x4.div(f32x4.mul(rate, g), r)));
    }
  }
}

function adam(o: Optimizer, step: Step, start: usize, end: usize): void {
  const parameters = o.parameters;
  const gradients = o.gradients;
  const first = o.first;
  const second = o.second;
  const largest = o.third;
  const size = f32x4.splat(step.size);
  // A product instead of a quotient, at most 1 ulp away: the divider is what this loop waits for.
  const root = f32x4.splat(1 / step.root);
  const epsilon = f32x4.splat(o.epsilon);
  const shrink = f32x4.splat(o.shrink);
  const kept = f32x4.splat(o.decay);
  const added = f32x4.splat(o.oneMinusDecay);
  const weight = f32x4.splat(o.lerpFactor);
  const fromGradient = o.lerpFromGradient;
  const decay = f32x4.splat(o.weightDecay);
  const decays = o.weightDecay != 0;
  const leastMean = f32x4.splat(o.leastMean);
  const leastSquare = f32x4.splat(o.leastSquare);
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
