import type { ActivationPython } from '../../kinds/activation.ts';
import type { SettingsOf } from '../../kinds/fields.ts';
import type meta from './meta.ts';

export default {
  callable: 'nn.functional.hardtanh',
  module: ({ min, max }) => `nn.Hardtanh(${min === -1 && max === 1 ? '' : `${min}, ${max}`})`,
} satisfies ActivationPython<SettingsOf<typeof meta.fields>>;
