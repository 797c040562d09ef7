import type { ActivationPython } from '../../kinds/activation.ts';
import type { SettingsOf } from '../../kinds/fields.ts';
import type meta from './meta.ts';

export default {
  callable: 'nn.functional.leaky_relu',
  module: ({ slope }) => `nn.LeakyReLU(${slope === 0.01 ? '' : slope})`,
} satisfies ActivationPython<SettingsOf<typeof meta.fields>>;
