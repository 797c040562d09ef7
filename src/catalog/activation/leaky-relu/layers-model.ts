import type { ActivationLayersModel } from '../../kinds/activation.ts';

export default {
  activation: 'linear',
  layer: { className: 'LeakyReLU', suffix: 'leaky', config: { alpha: 0.01 } },
} satisfies ActivationLayersModel;
