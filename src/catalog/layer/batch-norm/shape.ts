import type { SettingsOf } from '../../kinds/fields.ts';
import type { LayerShape } from '../../kinds/layer.ts';
import type meta from './meta.ts';

export default {
  shape: (inputs) => inputs,
  tensors: ([channels = 0]) => [
    { name: 'weight', shape: [channels], role: 'scale' },
    { name: 'bias', shape: [channels], role: 'shift' },
    { name: 'running_mean', shape: [channels], role: 'buffer' },
    { name: 'running_var', shape: [channels], role: 'buffer' },
    { name: 'num_batches_tracked', shape: [], role: 'steps' },
  ],
  products: () => 0,
  others: (inputs) => 4 * inputs.reduce((product, each) => product * each, 1),
  scope: 'batch',
} satisfies LayerShape<SettingsOf<typeof meta.fields>>;
