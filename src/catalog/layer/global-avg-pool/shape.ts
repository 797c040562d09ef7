import type { SettingsOf } from '../../kinds/fields.ts';
import type { LayerShape } from '../../kinds/layer.ts';
import { notPictures } from '../../shared/window.ts';
import type meta from './meta.ts';

export default {
  shape: (inputs) => (inputs.length === 3 ? [inputs[0]!, 1, 1] : notPictures(inputs)),
  tensors: () => [],
  products: () => 0,
  others: (inputs) => inputs.reduce((product, each) => product * each, 1),
  scope: 'row',
} satisfies LayerShape<SettingsOf<typeof meta.fields>>;
