import type { ActivationSlope } from '../../kinds/activation.ts';

export default ((z) => (z > 0 ? 1 : Math.fround(0.01))) satisfies ActivationSlope;
