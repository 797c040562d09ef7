/** The slope of an activation with its default settings, in float64. */
import type { ActivationSlope } from '../kinds/activation.ts';
import type { ActivationName } from '../registry/activation.meta.ts';
import { activationSlope } from '../registry/activation.slope.ts';
import { activationDefaults, type ActivationSettings } from './activation.ts';

export function slopeOf(
  name: ActivationName,
  settings: ActivationSettings = activationDefaults(name),
): (z: number) => number {
  // The cast is safe: a member takes the settings of the same member's fields.
  const slope = activationSlope[name] as ActivationSlope<ActivationSettings>;
  return (z) => slope(z, settings);
}
