import type { SettingsOf } from '../../kinds/fields.ts';
import type { LayerTorch } from '../../kinds/layer.ts';
import type meta from './meta.ts';

export default {
  module: ([inputs = 0], { channels, kernel, stride, padding, bias }) => {
    const more = [
      ...(stride === 1 ? [] : [`stride=${stride}`]),
      ...(padding === 0 ? [] : [`padding=${padding}`]),
      ...(bias ? [] : ['bias=False']),
    ];
    return `nn.Conv2d(${[inputs, channels, kernel, ...more].join(', ')})`;
  },
} satisfies LayerTorch<SettingsOf<typeof meta.fields>>;
