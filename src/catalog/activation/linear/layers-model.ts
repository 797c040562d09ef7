import type { ActivationLayersModel } from '../../kinds/activation.ts';

export default { activation: 'linear' } satisfies ActivationLayersModel;
