import type { SettingsOf } from '../../kinds/fields.ts';
import type { LayerShape } from '../../kinds/layer.ts';
import type meta from './meta.ts';

export default {
  shape: (inputs, { width }) =>
    inputs.length === 1
      ? [width]
      : { expected: `a flatten before it: it reads features, not pictures [${inputs.join(', ')}]` },
  tensors: ([inputs = 0], { width, bias }) => [
    { name: 'weight', shape: [width, inputs], role: 'weight' },
    ...(bias ? [{ name: 'bias', shape: [width], role: 'bias' } as const] : []),
  ],
  products: ([inputs = 0], { width }) => inputs * width,
  scope: 'row',
} satisfies LayerShape<SettingsOf<typeof meta.fields>>;
