/** Hendrycks and Gimpel (2016), in its exact form: z Φ(z), with the normal distribution's Φ. */
import type { ActivationReference } from '../../kinds/activation.ts';
import type { SettingsOf } from '../../kinds/fields.ts';
import type meta from './meta.ts';

/** erfc x for x ≥ 0: one minus erf's power series near 0, and a continued fraction further on. */
function erfc(x: number): number {
  const power = Math.exp(-x * x);
  if (x < 2.5) {
    let term = x;
    let sum = x;
    for (let n = 1; Math.abs(term) > 1e-17 * sum; n++) {
      term *= (2 * x * x) / (2 * n + 1);
      sum += term;
    }
    return 1 - (2 / Math.sqrt(Math.PI)) * power * sum;
  }
  let fraction = x;
  for (let n = 60; n > 0; n--) fraction = x + n / 2 / fraction;
  return power / Math.sqrt(Math.PI) / fraction;
}

/** Of the approximation: √(2/π) (z + 0.044715 z³). */
const inner = (z: number): number => Math.sqrt(2 / Math.PI) * (z + 0.044715 * z ** 3);

export default {
  value: (z, { approximate }) => {
    if (approximate === 'tanh') return (z / 2) * (1 + Math.tanh(inner(z)));
    const tail = erfc(Math.abs(z) * Math.SQRT1_2) / 2;
    return z * (z < 0 ? tail : 1 - tail);
  },
} satisfies ActivationReference<SettingsOf<typeof meta.fields>>;
