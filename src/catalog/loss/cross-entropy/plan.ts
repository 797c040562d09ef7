import type { SettingsOf } from '../../kinds/fields.ts';
import type { LossPlan } from '../../kinds/loss.ts';
import type meta from './meta.ts';

export type CrossEntropySettings = SettingsOf<typeof meta.fields>;

/** Balanced weights are N / (K · rows of the class), as scikit-learn's; 0 for a class without rows. */
export default {
  coefficients: ({ smoothing }) => [Math.fround(smoothing)],
  weights: ({ weights, balanced }, rows) => {
    if (!balanced) return weights?.map(Math.fround);
    const all = rows.reduce((sum, each) => sum + each, 0);
    return rows.map((each) => (each === 0 ? 0 : Math.fround(all / (rows.length * each))));
  },
} satisfies LossPlan<CrossEntropySettings>;
