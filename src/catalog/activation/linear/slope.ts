import type { ActivationSlope } from '../../kinds/activation.ts';

export default (() => 1) satisfies ActivationSlope;
