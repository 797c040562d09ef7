import type { ActivationLayersModel } from '../../kinds/activation.ts';

export default { activation: 'gelu' } satisfies ActivationLayersModel;
