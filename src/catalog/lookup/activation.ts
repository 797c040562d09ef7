/** Registry look-ups for activations, by name and settings; a network's short form has their defaults. */
import type { ActivationReference } from '../kinds/activation.ts';
import { defaultsOf } from '../kinds/fields.ts';
import { activationMeta, type ActivationName } from '../registry/activation.meta.ts';
import { activationReference } from '../registry/activation.reference.ts';

export type ActivationSettings = Readonly<Record<string, unknown>>;

/** Its settings where none are given. */
export const activationDefaults = (name: ActivationName): ActivationSettings =>
  defaultsOf(activationMeta[name].fields);

/** g(z) in float64. */
export function activationValue(
  name: ActivationName,
  settings: ActivationSettings = activationDefaults(name),
): (z: number) => number {
  // The cast is safe: a member takes the settings of the same member's fields.
  const { value } = activationReference[name] as ActivationReference<ActivationSettings>;
  return (z) => value(z, settings);
}
