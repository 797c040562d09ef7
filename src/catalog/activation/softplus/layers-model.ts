import type { ActivationLayersModel } from '../../kinds/activation.ts';

export default { activation: 'softplus' } satisfies ActivationLayersModel;
