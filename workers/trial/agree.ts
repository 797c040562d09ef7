/**
 * Whether a GPU computes what WebAssembly computes, to rounding.
 *
 * Both compute the same sums of float32 products in different orders, and WGSL allows a GPU some units in the last place
 * for exp, log and roots, and 1e-5 for tanh. So the first loss and the weights after the first step are nearly
 * equal: test/workers/agree.browser.test.ts checks a real WebGPU against a tenth of these tolerances. A tile, row
 * or term missing in a product exceeds them by far. From the second step on, rounding errors may grow, with a too
 * large learning rate about a hundredfold per step (measured: a twentieth of the weights' change after four steps,
 * between WebAssembly with and without fused multiply-adds). Differences that appear only then do not exclude
 * the GPU from other trials.
 */
import type { LayerParameters } from '../../src/torch/layers.ts';
import type { StepSample } from './sample-steps.ts';

const firstLossTolerance = 1e-4;
/** Relative to the norm of a layer's weight change in the first step. */
const firstMoveTolerance = 2e-2;
/** For later losses, and relative to the total weight change. */
const laterTolerance = 1e-1;
/** Rounding adds half a unit in the last place to each weight per step and engine. */
const unit = 2 ** -23;
/** A loss that grows by this factor is diverging. */
const wildGrowth = 100;

export type Agreement =
  | { readonly kind: 'agrees' }
  /** Differs from the first step on: the GPU's fault. `how` is text. */
  | { readonly kind: 'wrong'; readonly how: string }
  /** Differs later: the GPU's fault, or growing rounding errors. */
  | { readonly kind: 'parts'; readonly how: string }
  /** WebAssembly's own figures diverge, so there is nothing to compare with. */
  | { readonly kind: 'unclear' };

/** @param scale of the tolerances; tests use less than 1 */
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

/** How a layer's weight change differs from the CPU's; null if none does. */
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
      // If the CPU's own values are non-finite, so is their limit.
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

/** False for NaN. */
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
