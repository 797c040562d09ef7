import type { ActivationPython } from '../../kinds/activation.ts';

export default { callable: 'nn.functional.leaky_relu' } satisfies ActivationPython;
