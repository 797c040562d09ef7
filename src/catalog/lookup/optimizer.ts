/** Registry look-ups for an optimiser, by its settings. */
import type { Rates } from '../kinds/schedule.ts';
import type { ChoiceOf } from '../kinds/fields.ts';
import type { Coefficients, OptimizerPlan } from '../kinds/optimizer.ts';
import { optimizerCodes } from '../registry/optimizer.kernel.ts';
import {
  optimizerMeta,
  type OptimizerMetas,
  type OptimizerName,
} from '../registry/optimizer.meta.ts';
import { optimizerPlan } from '../registry/optimizer.plan.ts';

export type OptimizerSettings = ChoiceOf<OptimizerMetas>;

// The cast is safe: a member's plan takes the settings of the same member's fields.
const planOf = (name: OptimizerName) => optimizerPlan[name] as OptimizerPlan<OptimizerSettings>;

/** The buffers that an optimiser needs, each as long as the parameters: memory is 4 bytes an element. */
export const bufferNames = (settings: OptimizerSettings): readonly string[] =>
  planOf(settings.name).buffers(settings);

/**
 * The scalars of step `t` (the first is 1), computed in float64 and rounded to float32. Throws
 * RangeError where t is not a positive integer.
 * @param rates settings that a schedule replaces in this step
 */
export function stepCoefficients(
  settings: OptimizerSettings,
  t: number,
  rates?: Rates,
): Coefficients {
  if (!Number.isSafeInteger(t) || t < 1) {
    throw new RangeError(`Cannot take step ${t}: steps are counted 1, 2, 3 …`);
  }
  const own = rates === undefined ? settings : { ...settings, ...rates };
  return planOf(settings.name).coefficients(own, t);
}

/** All buffers that it may have, in its kernel's order. */
export const slotsOf = (name: OptimizerName): readonly string[] => planOf(name).slots;

/** Names of coefficients in the order in which its kernel reads them. */
export const recordOf = (name: OptimizerName): readonly string[] => planOf(name).record;

/** The member whose kernel and tfjs compute it. */
export const computedAs = (name: OptimizerName): OptimizerName =>
  (optimizerMeta[name].sameAs as OptimizerName | undefined) ?? name;

/** Its number in the kernel. Throws Error for one that has none. */
export function kernelCode(name: OptimizerName): number {
  const codes: Readonly<Partial<Record<OptimizerName, number>>> = optimizerCodes;
  const code = codes[computedAs(name)];
  if (code === undefined) throw new Error(`the kernel has no optimiser ${name}`);
  return code;
}
