import type { SettingsOf } from '../../kinds/fields.ts';
import type { LayerTorch } from '../../kinds/layer.ts';
import type meta from './meta.ts';

export default {
  module: (_, { kernel, stride = kernel, padding }) => {
    const more = [
      ...(stride === kernel ? [] : [`stride=${stride}`]),
      ...(padding === 0 ? [] : [`padding=${padding}`]),
    ];
    return `nn.AvgPool2d(${[kernel, ...more].join(', ')})`;
  },
} satisfies LayerTorch<SettingsOf<typeof meta.fields>>;
