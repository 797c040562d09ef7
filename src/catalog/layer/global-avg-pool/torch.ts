import type { SettingsOf } from '../../kinds/fields.ts';
import type { LayerTorch } from '../../kinds/layer.ts';
import type meta from './meta.ts';

export default {
  module: () => 'nn.AdaptiveAvgPool2d(1)',
} satisfies LayerTorch<SettingsOf<typeof meta.fields>>;
