import type { ActivationReference } from '../../kinds/activation.ts';

export default { value: Math.tanh } satisfies ActivationReference;
