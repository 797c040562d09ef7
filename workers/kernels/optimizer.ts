// One optimiser step over a stretch of parameters: the formulas of src/torch/optimizer.ts, in its
// notation. The plain build rounds a·b + c twice where PyTorch rounds once: 1 ulp here and there.
import { madd, nmadd } from './lanes';

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

/** g, with the penalty's share where there is one. */
function gradient(o: Optimizer, at: usize, p: v128): v128 {
  const g = v128.load(o.gradients + at);
  return o.weightDecay == 0 ? g : madd(g, p, f32x4.splat(o.weightDecay));
}

/** lerp(a, g) */
function lerp(o: Optimizer, average: v128, g: v128): v128 {
  const from = o.lerpFromGradient ? g : average;
  return madd(from, f32x4.sub(g, average), f32x4.splat(o.lerpFactor));
}

/** The running mean of g²: s ← s · decay + (oneMinusDecay · g) · g */
function meanSquare(o: Optimizer, s: v128, g: v128): v128 {
  const kept = f32x4.mul(s, f32x4.splat(o.decay));
  return madd(kept, f32x4.mul(f32x4.splat(o.oneMinusDecay), g), g);
}

function sgd(o: Optimizer, start: usize, end: usize): void {
  const rate = f32x4.splat(o.learningRate);
  for (let at = start; at < end; at += 16) {
    const p = v128.load(o.parameters + at);
    v128.store(o.parameters + at, nmadd(p, gradient(o, at, p), rate));
  }
}

function sgdWithMomentum(o: Optimizer, step: Step, start: usize, end: usize): void {
  const rate = f32x4.splat(o.learningRate);
  const momentum = f32x4.splat(o.momentum);
  const factor = f32x4.splat(step.size);
  for (let at = start; at < end; at += 16) {
    const p = v128.load(o.parameters + at);
    const g = gradient(o, at, p);
    const b = madd(f32x4.mul(v128.load(o.first + at), momentum), g, factor);
    v128.store(o.first + at, b);
    const direction = o.nesterov ? madd(g, b, momentum) : b;
    v128.store(o.parameters + at, nmadd(p, direction, rate));
  }
}

function rmsprop(o: Optimizer, start: usize, end: usize): void {
  const rate = f32x4.splat(o.learningRate);
  const epsilon = f32x4.splat(o.epsilon);
  for (let at = start; at < end; at += 16) {
    const p = v128.load(o.parameters + at);
    const g = gradient(o, at, p);
    const s = meanSquare(o, v128.load(o.first + at), g);
    v128.store(o.first + at, s);
    let variance = s;
    if (o.third) {
      const a = lerp(o, v128.load(o.third + at), g);
      v128.store(o.third + at, a);
      // Rounding must not take a variance below zero, where the root is no number.
      variance = f32x4.pmax(nmadd(s, a, a), f32x4.splat(0));
    }
    const r = f32x4.add(f32x4.sqrt(variance), epsilon);
    if (o.second) {
      const b = f32x4.add(
        f32x4.mul(v128.load(o.second + at), f32x4.splat(o.momentum)),
        f32x4.div(g, r),
      );
      v128.store(o.second + at, b);
      v128.store(o.parameters + at, nmadd(p, b, rate));
    } else {
      v128.store(o.parameters + at, f32x4.sub(p, f32x4.div(f32x4.mul(rate, g), r)));
    }
  }
}

function adam(o: Optimizer, step: Step, start: usize, end: usize): void {
  const size = f32x4.splat(step.size);
  const root = f32x4.splat(step.root);
  const epsilon = f32x4.splat(o.epsilon);
  const shrink = f32x4.splat(o.shrink);
  for (let at = start; at < end; at += 16) {
    const p = v128.load(o.parameters + at);
    const g = gradient(o, at, p);
    const m = lerp(o, v128.load(o.first + at), g);
    v128.store(o.first + at, m);
    let v = meanSquare(o, v128.load(o.second + at), g);
    v128.store(o.second + at, v);
    if (o.third) {
      v = f32x4.max(v128.load(o.third + at), v);
      v128.store(o.third + at, v);
    }
    const denominator = f32x4.add(f32x4.div(f32x4.sqrt(v), root), epsilon);
    const kept = f32x4.mul(p, shrink);
    const moved = f32x4.sub(kept, f32x4.div(f32x4.mul(size, m), denominator));
    v128.store(o.parameters + at, moved);
  }
}
