import type { SettingsOf } from '../../kinds/fields.ts';
import type { LayerShape } from '../../kinds/layer.ts';
import { windowed } from '../../shared/window.ts';
import type meta from './meta.ts';

export default {
  shape: (inputs, { kernel, stride = kernel, padding }) =>
    padding > kernel / 2
      ? { at: 'padding', expected: `at most half the kernel, ${Math.floor(kernel / 2)}` }
      : windowed(inputs, inputs[0]!, { kernel, stride, padding }),
  tensors: () => [],
  products: () => 0,
  others: (inputs, { kernel, stride = kernel, padding }) => {
    const shape = windowed(inputs, inputs[0]!, { kernel, stride, padding });
    if (!Array.isArray(shape)) return 0;
    return (shape as readonly number[]).reduce((product, each) => product * each, kernel ** 2);
  },
  scope: 'row',
} satisfies LayerShape<SettingsOf<typeof meta.fields>>;
