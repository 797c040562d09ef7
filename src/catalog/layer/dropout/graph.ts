import { mul } from '@tensorflow/tfjs-core';
import type { SettingsOf } from '../../kinds/fields.ts';
import type { LayerGraph } from '../../kinds/layer.ts';
import type meta from './meta.ts';

export default {
  keeps: ({ p }) => 1 - p,
  output: (x, _, { p }, { kept }) => (kept === null ? x : mul(x, mul(kept, 1 / (1 - p)))),
} satisfies LayerGraph<SettingsOf<typeof meta.fields>>;
