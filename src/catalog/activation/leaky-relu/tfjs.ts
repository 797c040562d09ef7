import { leakyRelu, mul, step } from '@tensorflow/tfjs-core';
import type { ActivationTfjs } from '../../kinds/activation.ts';
import type { SettingsOf } from '../../kinds/fields.ts';
import type meta from './meta.ts';

export default {
  fused: { name: 'leakyrelu', alpha: 0.01 },
  value: (z, _, { slope }) => leakyRelu(z, slope),
  through: (gradient, output, _, { slope }) => mul(gradient, step(output, slope)),
} satisfies ActivationTfjs<SettingsOf<typeof meta.fields>>;
