/**
 * The optimisers element by element, beside which every engine is tested. Names, meaning and rounding are
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
import type { AdamCoefficients } from '../../src/catalog/optimizer/adam/plan.ts';
import type { RmspropCoefficients } from '../../src/catalog/optimizer/rmsprop/plan.ts';
import type { SgdCoefficients } from '../../src/catalog/optimizer/sgd/plan.ts';
import { bufferNames, stepCoefficients } from '../../src/catalog/lookup/optimizer.ts';
import type { OptimizerSettings } from '../../src/document/schema.ts';
import { fma } from '../../src/torch/float32.ts';

const F = Math.fround;

export interface Optimizer {
  /** Steps taken so far. */
  readonly steps: number;
  /** The buffers, [length] each; only those that `bufferNames` lists are there. */
  readonly state: Readonly<Partial<Record<string, Float32Array>>>;
  /**
   * One step in place: [length] parameters by [length] gradients, which stay as they are. Throws
   * RangeError where a length is another.
   */
  step(parameters: Float32Array, gradients: Float32Array): void;
}

/** The reference implementation for `length` parameters: the formulas above, element by element. */
export function createOptimizer(settings: OptimizerSettings, length: number): Optimizer {
  const state: Partial<Record<string, Float32Array>> = {};
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
      const element = elementOf(settings, c);
      for (let i = 0; i < length; i++) {
        const p = parameters[i]!;
        const g = c.weightDecay === 0 ? gradients[i]! : fma(p, c.weightDecay, gradients[i]!);
        parameters[i] = element(state, i, p, g);
      }
    },
  };
}

type Element = (state: Optimizer['state'], i: number, p: number, g: number) => number;

/** Element i after the step; its buffers are brought forward on the way. */
function elementOf({ name }: OptimizerSettings, c: object): Element {
  switch (name) {
    case 'sgd':
      return (...given) => sgd(c as SgdCoefficients, ...given);
    case 'rmsprop':
      return (...given) => rmsprop(c as RmspropCoefficients, ...given);
    case 'adam':
    case 'adamw':
      return (...given) => adam(c as AdamCoefficients, ...given);
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

const lerp = (
  c: Pick<AdamCoefficients, 'lerpFactor' | 'lerpFromGradient'>,
  average: number,
  g: number,
): number => fma(c.lerpFactor, F(g - average), c.lerpFromGradient ? g : average);
