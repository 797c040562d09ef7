import type { SettingsOf } from '../../kinds/fields.ts';
import type { LayerTorch } from '../../kinds/layer.ts';
import type meta from './meta.ts';

export default {
  module: (inputs, { momentum, epsilon }) => {
    const more = [
      ...(epsilon === 1e-5 ? [] : [`eps=${epsilon}`]),
      ...(momentum === 0.1 ? [] : [`momentum=${momentum}`]),
    ];
    return `nn.BatchNorm${inputs.length === 1 ? 1 : 2}d(${[inputs[0]!, ...more].join(', ')})`;
  },
} satisfies LayerTorch<SettingsOf<typeof meta.fields>>;
