import type { SettingsOf } from '../../kinds/fields.ts';
import type { LayerTorch } from '../../kinds/layer.ts';
import type meta from './meta.ts';

export default {
  module: (_, { p }) => `nn.Dropout(${p})`,
} satisfies LayerTorch<SettingsOf<typeof meta.fields>>;
