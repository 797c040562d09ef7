import type { ActivationLayersModel } from '../../kinds/activation.ts';

export default { activation: 'sigmoid' } satisfies ActivationLayersModel;
