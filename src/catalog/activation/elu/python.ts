import type { ActivationPython } from '../../kinds/activation.ts';
import type { SettingsOf } from '../../kinds/fields.ts';
import type meta from './meta.ts';

export default {
  callable: 'nn.functional.elu',
  module: ({ alpha }) => `nn.ELU(${alpha === 1 ? '' : alpha})`,
} satisfies ActivationPython<SettingsOf<typeof meta.fields>>;
