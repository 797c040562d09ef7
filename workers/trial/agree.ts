/**
 * Whether a GPU computes what WebAssembly computes, to rounding.
 *
 * Both compute the same sums of float32 products, in another order, and WGSL allows a GPU some units in the last
 * place for exp, log and roots, and 1e-5 for tanh. So the first loss, and what the first step makes of the
 * weights, are nearly the same: test/workers/agree.browser.test.ts holds a real WebGPU to a tenth of these
 * tolerances. A tile, a row or a term that a product leaves out is far beyond them. From the second step on
 * rounding may grow, in a training that its learning rate makes wild by some hundred times a step (measured: a
 * twentieth of what the weights had moved after four steps, between WebAssembly with and without fused
 * multiply-adds). What parts only then is not held against the GPU in other trials.
 */
import type { LayerParameters } from '../../src/torch/layers.ts';
import type { StepSample } from './sample-steps.ts';

const firstLossTolerance = 1e-4;
/** Of what a layer's weights have moved in the first step, by their norms. */
const firstMoveTolerance = 2e-2;
/** Of the later losses, and of what the weights have moved in all. */
const laterTolerance = 1e-1;
/** A rounded weight is half a unit in the last place off at each step, in each engine. */
const unit = 2 ** -23;
/** A training that grows by this much is leaving the finite numbers. */
const wildGrowth = 100;

export type Agreement =
  | { readonly kind: 'agrees' }
  /** From the first step on: that is the GPU's fault. `how` in words. */
  | { readonly kind: 'wrong'; readonly how: string }
  /** Later: the GPU's fault, or a training in which rounding grows. */
  | { readonly kind: 'parts'; readonly how: string }
  /** WebAssembly's own figures leave the finite numbers, so that there is nothing to hold others against. */
  | { readonly kind: 'unclear' };

/** @param scale of the tolerances; tests ask for less than 1 */
export function compareSamples(gpu: StepSample, processor: StepSample, scale = 1): Agreement {
  const firstLoss = processor.losses[0] ?? NaN;
  if (!Number.isFinite(firstLoss)) return { kind: 'unclear' };
  const first =
    lossesDiffer(gpu, processor, 0, scale * firstLossTolerance) ??
    movesDiffer(gpu, processor, 'first', 1, scale * firstMoveTolerance);
  if (first !== null) return { kind: 'wrong', how: first };

  const later = scale * laterTolerance;
  const steps = processor.losses.length;
  for (const [step, loss] of processor.losses.entries()) {
    if (!(Math.abs(loss) <= wildGrowth * Math.abs(firstLoss))) return { kind: 'unclear' };
    const how = lossesDiffer(gpu, processor, step, later);
    if (how !== null) return { kind: 'parts', how };
  }
  if (!Number.isFinite(processor.testLoss)) return { kind: 'unclear' };
  const how =
    movesDiffer(gpu, processor, 'end', steps, later) ??
    (near(gpu.testLoss, processor.testLoss, later)
      ? null
      : `after ${steps} steps the test loss is ${wanted(gpu.testLoss, processor.testLoss)}`);
  return how === null ? { kind: 'agrees' } : { kind: 'parts', how };
}

function lossesDiffer(
  gpu: StepSample,
  processor: StepSample,
  step: number,
  tolerance: number,
): string | null {
  const [theirs, ours] = [gpu.losses[step] ?? NaN, processor.losses[step] ?? NaN];
  if (near(theirs, ours, tolerance)) return null;
  return `the loss of step ${step + 1} is ${wanted(theirs, ours)}`;
}

/** How a layer has moved in another way than on the processor; null where none has. */
function movesDiffer(
  gpu: StepSample,
  processor: StepSample,
  when: 'first' | 'end',
  steps: number,
  tolerance: number,
): string | null {
  for (const [layer, ours] of processor.parameters[when].entries()) {
    const start = processor.parameters.start[layer]!;
    const theirs = gpu.parameters[when][layer]!;
    for (const part of ['weight', 'bias'] as const) {
      const moved = distance(ours[part], start[part]);
      const off = distance(theirs[part], ours[part]);
      const most = tolerance * moved + steps * unit * distance(ours[part]);
      // Where the processor's own are no finite numbers, neither is their limit.
      if (off <= most || !Number.isFinite(most)) continue;
      const what = `the ${names[part]} of layer ${layer + 1} are ${share(off, moved)}`;
      return `after step ${steps} ${what}`;
    }
  }
  return null;
}

const names = { weight: 'weights', bias: 'biases' } as const satisfies Partial<
  Record<keyof LayerParameters, string>
>;

/** False for what is no number. */
const near = (theirs: number, ours: number, tolerance: number): boolean =>
  Math.abs(theirs - ours) <= tolerance * Math.abs(ours) + 1e-6;

/** The norm of a − b, or of a. */
function distance(a: Float32Array, b?: Float32Array): number {
  let sum = 0;
  for (let index = 0; index < a.length; index++) sum += (a[index]! - (b?.[index] ?? 0)) ** 2;
  return Math.sqrt(sum);
}

const wanted = (theirs: number, ours: number): string =>
  `${theirs.toPrecision(4)} instead of ${ours.toPrecision(4)}`;

function share(off: number, moved: number): string {
  if (!Number.isFinite(off)) return 'not finite numbers';
  return moved === 0 ? 'changed' : `${((100 * off) / moved).toPrecision(2)} % off`;
}
