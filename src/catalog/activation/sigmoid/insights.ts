import type { ActivationInsights } from '../../kinds/activation.ts';

export default { bounds: [0, 1] } satisfies ActivationInsights;
