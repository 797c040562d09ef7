import type { SettingsOf } from '../../kinds/fields.ts';
import type { LayerPlan } from '../../kinds/layer.ts';
import type meta from './meta.ts';

export default {
  fill: ({ name }) => ({ value: name === 'weight' ? 1 : 0 }),
} satisfies LayerPlan<SettingsOf<typeof meta.fields>>;
