/**
 * The optimisers: the one definition that every engine follows. Names, meaning and rounding are
 * those of torch.optim 2.13 on the CPU (adam.py, rmsprop.py, sgd.py; the single-tensor forms).
 *
 * Notation: p parameter, g gradient, F(x) rounding to float32, fma(a, b, c) = F(a·b + c) with one
 * rounding, all other operations rounded to float32 one by one. Whatever does not depend on the
 * element is computed in float64 and then rounded: these are the coefficients of a step.
 *
 * All:      g ← fma(p, weightDecay, g), where weightDecay ≠ 0 (Adam and RMSprop: L2, not decoupled)
 * SGD:      with momentum:  b ← fma(g, gradientFactor, F(b·momentum));
 *                           g ← nesterov ? fma(b, momentum, g) : b
 *           p ← fma(g, −learningRate, p)
 * RMSprop:  s ← fma(F(oneMinusAlpha·g), g, F(s·alpha))
 *           centered:       a ← lerp(a, g);  r ← √fma(−a, a, s);    else r ← √s
 *           r ← r + epsilon                                          (outside the root)
 *           with momentum:  b ← F(b·momentum) + g / r;  p ← fma(b, −learningRate, p)
 *           without:        p ← p + F(−learningRate·g) / r
 * Adam(W):  p ← F(p·shrink)                                          (AdamW's decay; else 1)
 *           m ← lerp(m, g)
 *           v ← fma(F(oneMinusBeta2·g), g, F(v·beta2)); amsgrad: w ← max(w, v), used in v's place
 *           p ← p + F(−stepSize·m) / (√v / rootCorrection + epsilon)
 * lerp(a, g) ← fma(lerpFactor, F(g − a), lerpFromGradient ? g : a)
 *
 * Every buffer (b, s, a, m, v, w) starts at zero. PyTorch's official wheels take square roots from a
 * library that is sometimes 1 ulp off; these here are correct, and differ from it by that much.
 */
import type { OptimizerSettings } from '../experiment/schema.ts';
import { fma } from './float32.ts';

const F = Math.fround;

export interface SgdCoefficients {
  readonly name: 'sgd';
  readonly weightDecay: number;
  /** 0 means that there is no buffer. */
  readonly momentum: number;
  /** 1 in the first step, which knows no dampening, and 1 − dampening afterwards. */
  readonly gradientFactor: number;
  readonly nesterov: boolean;
  readonly learningRate: number;
}

/** The factor of lerp(a, g), in the form that PyTorch picks for its size. */
interface LerpCoefficients {
  readonly lerpFactor: number;
  readonly lerpFromGradient: boolean;
}

export interface RmspropCoefficients extends LerpCoefficients {
  readonly name: 'rmsprop';
  readonly weightDecay: number;
  readonly alpha: number;
  readonly oneMinusAlpha: number;
  readonly epsilon: number;
  /** 0 means that there is no buffer b. */
  readonly momentum: number;
  readonly centered: boolean;
  readonly learningRate: number;
}

/** Adam and AdamW alike; the latter is a `shrink` below 1. */
export interface AdamCoefficients extends LerpCoefficients {
  readonly name: 'adam';
  readonly weightDecay: number;
  /** 1 − learningRate · decoupled weight decay; exactly 1 for Adam. */
  readonly shrink: number;
  readonly beta2: number;
  readonly oneMinusBeta2: number;
  /** learningRate / (1 − beta1ᵗ) */
  readonly stepSize: number;
  /** √(1 − beta2ᵗ) */
  readonly rootCorrection: number;
  readonly epsilon: number;
  readonly amsgrad: boolean;
}

export type StepCoefficients = SgdCoefficients | RmspropCoefficients | AdamCoefficients;

/**
 * The scalars of step `t` (the first is 1), computed in float64 and rounded to float32. Throws
 * RangeError where t is not a positive integer.
 */
export function stepCoefficients(settings: OptimizerSettings, t: number): StepCoefficients {
  if (!Number.isSafeInteger(t) || t < 1) {
    throw new RangeError(`Cannot take step ${t}: steps are counted 1, 2, 3 …`);
  }
  switch (settings.name) {
    case 'sgd':
      return {
        name: 'sgd',
        weightDecay: F(settings.weightDecay),
        momentum: F(settings.momentum),
        gradientFactor: t === 1 ? 1 : F(1 - settings.dampening),
        nesterov: settings.nesterov,
        learningRate: F(settings.learningRate),
      };
    case 'rmsprop':
      return {
        name: 'rmsprop',
        weightDecay: F(settings.weightDecay),
        alpha: F(settings.alpha),
        oneMinusAlpha: F(1 - settings.alpha),
        epsilon: F(settings.epsilon),
        momentum: F(settings.momentum),
        centered: settings.centered,
        learningRate: F(settings.learningRate),
        ...lerpCoefficients(1 - settings.alpha),
      };
    case 'adam':
    case 'adamw': {
      const { learningRate, beta1, beta2, weightDecay } = settings;
      const decoupled = settings.name === 'adamw';
      return {
        name: 'adam',
        weightDecay: decoupled ? 0 : F(weightDecay),
        shrink: decoupled ? F(1 - learningRate * weightDecay) : 1,
        beta2: F(beta2),
        oneMinusBeta2: F(1 - beta2),
        stepSize: F(learningRate / (1 - beta1 ** t)),
        rootCorrection: F(Math.sqrt(1 - beta2 ** t)),
        epsilon: F(settings.epsilon),
        amsgrad: settings.amsgrad,
        ...lerpCoefficients(1 - beta1),
      };
    }
  }
}

/** a + w (g − a), or, from w = 1/2 on, g + (w − 1)(g − a). Source: ATen/native/Lerp.h. */
function lerpCoefficients(weight: number): LerpCoefficients {
  const w = F(weight);
  return Math.abs(w) < 0.5
    ? { lerpFactor: w, lerpFromGradient: false }
    : { lerpFactor: F(w - 1), lerpFromGradient: true };
}

/** The buffers' names, in the notation above. */
export type BufferName =
  | 'momentum'
  | 'squareAverage'
  | 'gradientAverage'
  | 'firstMoment'
  | 'secondMoment'
  | 'largestSecondMoment';

/** The buffers that an optimiser needs, each as long as the parameters: memory is 4 bytes an element. */
export function bufferNames(settings: OptimizerSettings): BufferName[] {
  switch (settings.name) {
    case 'sgd':
      return settings.momentum === 0 ? [] : ['momentum'];
    case 'rmsprop':
      return [
        'squareAverage',
        ...(settings.centered ? (['gradientAverage'] as const) : []),
        ...(settings.momentum === 0 ? [] : (['momentum'] as const)),
      ];
    case 'adam':
    case 'adamw':
      return [
        'firstMoment',
        'secondMoment',
        ...(settings.amsgrad ? (['largestSecondMoment'] as const) : []),
      ];
  }
}

export interface Optimizer {
  /** Steps taken so far. */
  readonly steps: number;
  /** The buffers, [length] each; only those that `bufferNames` lists are there. */
  readonly state: Readonly<Partial<Record<BufferName, Float32Array>>>;
  /**
   * One step in place: [length] parameters by [length] gradients, which stay as they are. Throws
   * RangeError where a length is another.
   */
  step(parameters: Float32Array, gradients: Float32Array): void;
}

/** The reference implementation for `length` parameters: the formulas above, element by element. */
export function createOptimizer(settings: OptimizerSettings, length: number): Optimizer {
  const state: Partial<Record<BufferName, Float32Array>> = {};
  for (const name of bufferNames(settings)) state[name] = new Float32Array(length);
  let steps = 0;
  return {
    state,
    get steps() {
      return steps;
    },
    step(parameters, gradients) {
      if (parameters.length !== length || gradients.length !== length) {
        throw new RangeError(
          `Cannot take a step of ${length} parameters with ${parameters.length} parameters and ${gradients.length} gradients`,
        );
      }
      steps += 1;
      const c = stepCoefficients(settings, steps);
      for (let i = 0; i < length; i++) {
        const p = parameters[i]!;
        const g = c.weightDecay === 0 ? gradients[i]! : fma(p, c.weightDecay, gradients[i]!);
        parameters[i] = updated(c, state, i, p, g);
      }
    },
  };
}

/** Element i after the step; its buffers are brought forward on the way. */
function updated(
  c: StepCoefficients,
  state: Optimizer['state'],
  i: number,
  p: number,
  g: number,
): number {
  switch (c.name) {
    case 'sgd':
      return sgd(c, state, i, p, g);
    case 'rmsprop':
      return rmsprop(c, state, i, p, g);
    case 'adam':
      return adam(c, state, i, p, g);
  }
}

function sgd(
  c: SgdCoefficients,
  { momentum }: Optimizer['state'],
  i: number,
  p: number,
  g: number,
): number {
  let direction = g;
  if (momentum !== undefined) {
    const b = (momentum[i] = fma(g, c.gradientFactor, F(momentum[i]! * c.momentum)));
    direction = c.nesterov ? fma(b, c.momentum, g) : b;
  }
  return fma(direction, -c.learningRate, p);
}

function rmsprop(
  c: RmspropCoefficients,
  { squareAverage, gradientAverage, momentum }: Optimizer['state'],
  i: number,
  p: number,
  g: number,
): number {
  const s = fma(F(c.oneMinusAlpha * g), g, F(squareAverage![i]! * c.alpha));
  squareAverage![i] = s;
  let variance = s;
  if (gradientAverage !== undefined) {
    const a = lerp(c, gradientAverage[i]!, g);
    gradientAverage[i] = a;
    variance = fma(-a, a, s);
  }
  const r = F(F(Math.sqrt(variance)) + c.epsilon);
  if (momentum === undefined) return F(p + F(F(-c.learningRate * g) / r));
  const b = (momentum[i] = F(F(momentum[i]! * c.momentum) + F(g / r)));
  return fma(b, -c.learningRate, p);
}

function adam(
  c: AdamCoefficients,
  { firstMoment, secondMoment, largestSecondMoment }: Optimizer['state'],
  i: number,
  p: number,
  g: number,
): number {
  const m = lerp(c, firstMoment![i]!, g);
  firstMoment![i] = m;
  let v = fma(F(c.oneMinusBeta2 * g), g, F(secondMoment![i]! * c.beta2));
  secondMoment![i] = v;
  if (largestSecondMoment !== undefined) {
    v = largestSecondMoment[i] = Math.max(largestSecondMoment[i]!, v);
  }
  const denominator = F(F(F(Math.sqrt(v)) / c.rootCorrection) + c.epsilon);
  return F(F(p * c.shrink) + F(F(-c.stepSize * m) / denominator));
}

const lerp = (c: LerpCoefficients, average: number, g: number): number =>
  fma(c.lerpFactor, F(g - average), c.lerpFromGradient ? g : average);
