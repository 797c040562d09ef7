import type { ActivationLayersModel } from '../../kinds/activation.ts';

export default { activation: 'tanh' } satisfies ActivationLayersModel;
