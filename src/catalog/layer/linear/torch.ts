import type { SettingsOf } from '../../kinds/fields.ts';
import type { LayerTorch } from '../../kinds/layer.ts';
import type meta from './meta.ts';

export default {
  module: ([inputs = 0], { width, bias }) =>
    `nn.Linear(${inputs}, ${width}${bias ? '' : ', bias=False'})`,
} satisfies LayerTorch<SettingsOf<typeof meta.fields>>;
