import type { SettingsOf } from '../../kinds/fields.ts';
import type { LayerShape } from '../../kinds/layer.ts';
import type meta from './meta.ts';

export default {
  shape: (inputs) => inputs,
  tensors: () => [],
  products: () => 0,
  scope: 'row',
  draws: true,
} satisfies LayerShape<SettingsOf<typeof meta.fields>>;
