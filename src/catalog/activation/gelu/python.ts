import type { ActivationPython } from '../../kinds/activation.ts';
import type { SettingsOf } from '../../kinds/fields.ts';
import type meta from './meta.ts';

export default {
  callable: 'nn.functional.gelu',
  module: ({ approximate }) =>
    `nn.GELU(${approximate === 'none' ? '' : `approximate='${approximate}'`})`,
} satisfies ActivationPython<SettingsOf<typeof meta.fields>>;
