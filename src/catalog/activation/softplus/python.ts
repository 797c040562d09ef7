import type { ActivationPython } from '../../kinds/activation.ts';
import type { SettingsOf } from '../../kinds/fields.ts';
import type meta from './meta.ts';

export default {
  callable: 'nn.functional.softplus',
  module: ({ beta, threshold }) => {
    const more = [
      ...(beta === 1 ? [] : [`beta=${beta}`]),
      ...(threshold === 20 ? [] : [`threshold=${threshold}`]),
    ];
    return `nn.Softplus(${more.join(', ')})`;
  },
} satisfies ActivationPython<SettingsOf<typeof meta.fields>>;
