import type { ActivationPython } from '../../kinds/activation.ts';

export default { callable: 'torch.relu', module: () => 'nn.ReLU()' } satisfies ActivationPython;
