import type { SettingsOf } from '../../kinds/fields.ts';
import type { LayerForward } from '../../kinds/layer.ts';
import type meta from './meta.ts';

export default {
  forward: (x, _, { p }, { training, kept }) =>
    training ? x.map((value, at) => (kept?.[at] === 0 ? 0 : value / (1 - p))) : x.slice(),
} satisfies LayerForward<SettingsOf<typeof meta.fields>>;
