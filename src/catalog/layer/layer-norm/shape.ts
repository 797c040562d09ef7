import type { SettingsOf } from '../../kinds/fields.ts';
import type { LayerShape } from '../../kinds/layer.ts';
import type meta from './meta.ts';

export default {
  shape: (inputs) =>
    inputs.length === 1
      ? inputs
      : { expected: `a flatten before it: it reads features, not pictures [${inputs.join(', ')}]` },
  tensors: ([features = 0]) => [
    { name: 'weight', shape: [features], role: 'scale' },
    { name: 'bias', shape: [features], role: 'shift' },
  ],
  products: () => 0,
  others: ([features = 0]) => 8 * features,
  scope: 'row',
} satisfies LayerShape<SettingsOf<typeof meta.fields>>;
