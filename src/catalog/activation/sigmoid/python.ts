import type { ActivationPython } from '../../kinds/activation.ts';

export default { callable: 'torch.sigmoid' } satisfies ActivationPython;
