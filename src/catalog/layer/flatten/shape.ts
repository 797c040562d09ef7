import type { SettingsOf } from '../../kinds/fields.ts';
import type { LayerShape } from '../../kinds/layer.ts';
import type meta from './meta.ts';

export default {
  shape: (inputs) => [inputs.reduce((product, each) => product * each, 1)],
  tensors: () => [],
  products: () => 0,
  others: () => 0,
  scope: 'row',
} satisfies LayerShape<SettingsOf<typeof meta.fields>>;
