import type { ActivationSlope } from '../../kinds/activation.ts';

export default ((z) => (z > 0 ? 1 : 0)) satisfies ActivationSlope;
