import type { ActivationLayersModel } from '../../kinds/activation.ts';

export default { activation: 'relu' } satisfies ActivationLayersModel;
