import type { SettingsOf } from '../../kinds/fields.ts';
import type { LayerForward } from '../../kinds/layer.ts';
import { overWindows } from '../../shared/window-values.ts';
import type meta from './meta.ts';

export default {
  forward: (x, _, { kernel, stride = kernel, padding }, context) =>
    overWindows(
      x,
      { kernel, stride, padding },
      context,
      (values) => values.reduce((sum, value) => sum + value, 0) / kernel ** 2,
    ),
} satisfies LayerForward<SettingsOf<typeof meta.fields>>;
