import type { ActivationLayersModel } from '../../kinds/activation.ts';

export default { activation: 'selu' } satisfies ActivationLayersModel;
