import type { SettingsOf } from '../../kinds/fields.ts';
import type { LayerTorch } from '../../kinds/layer.ts';
import type meta from './meta.ts';

export default {
  module: ([features = 0], { epsilon }) =>
    `nn.LayerNorm(${features}${epsilon === 1e-5 ? '' : `, eps=${epsilon}`})`,
} satisfies LayerTorch<SettingsOf<typeof meta.fields>>;
