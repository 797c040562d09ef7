import type { ActivationLayersModel } from '../../kinds/activation.ts';

export default { activation: 'elu' } satisfies ActivationLayersModel;
