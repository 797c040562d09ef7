import type { ActivationInsights } from '../../kinds/activation.ts';

export default { bounds: [-1, 1] } satisfies ActivationInsights;
