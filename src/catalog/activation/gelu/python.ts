import type { ActivationPython } from '../../kinds/activation.ts';

export default { callable: 'nn.functional.gelu' } satisfies ActivationPython;
