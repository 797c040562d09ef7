import type { SettingsOf } from '../../kinds/fields.ts';
import type { LayerShape } from '../../kinds/layer.ts';
import { windowed } from '../../shared/window.ts';
import type meta from './meta.ts';

export default {
  shape: (inputs, { channels, ...window }) => windowed(inputs, channels, window),
  tensors: ([inputs = 0], { channels, kernel, bias }) => [
    { name: 'weight', shape: [channels, inputs, kernel, kernel], role: 'weight' },
    ...(bias ? [{ name: 'bias', shape: [channels], role: 'bias' } as const] : []),
  ],
  products: (inputs, { channels, ...window }) => {
    const shape = windowed(inputs, channels, window);
    if (!Array.isArray(shape)) return 0;
    const places = (shape as readonly number[])
      .slice(1)
      .reduce((product, each) => product * each, 1);
    return places * channels * inputs[0]! * window.kernel ** 2;
  },
  scope: 'row',
} satisfies LayerShape<SettingsOf<typeof meta.fields>>;
