import type { OptimizerPlan } from '../../kinds/optimizer.ts';
import { adamCoefficients, adamPlan, type AdamSettings } from '../adam/plan.ts';

export default {
  ...adamPlan,
  coefficients: (settings, t) => adamCoefficients(settings, t, true),
} satisfies OptimizerPlan<AdamSettings>;
