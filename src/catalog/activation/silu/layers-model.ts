import type { ActivationLayersModel } from '../../kinds/activation.ts';

export default { activation: 'swish' } satisfies ActivationLayersModel;
