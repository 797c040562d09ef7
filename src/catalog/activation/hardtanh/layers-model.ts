import type { ActivationLayersModel } from '../../kinds/activation.ts';

export default { lacks: 'tfjs has no layer for hardtanh' } satisfies ActivationLayersModel;
