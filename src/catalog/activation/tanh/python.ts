import type { ActivationPython } from '../../kinds/activation.ts';

export default { callable: 'torch.tanh', module: () => 'nn.Tanh()' } satisfies ActivationPython;
