/** What an activation's kernel reads besides its panel. */
import type { ActivationPlan } from '../kinds/activation.ts';
import type { ActivationName } from '../registry/activation.meta.ts';
import { activationPlan } from '../registry/activation.plan.ts';
import { activationDefaults, type ActivationSettings } from './activation.ts';

/** In the order in which the kernel reads them, to be rounded to float32. */
export function activationCoefficients(
  name: ActivationName,
  settings: ActivationSettings = activationDefaults(name),
): readonly number[] {
  // The cast is safe: a member takes the settings of the same member's fields.
  const plan = activationPlan[name] as ActivationPlan<ActivationSettings> | undefined;
  return plan?.coefficients(settings) ?? [];
}
