import type { LayerShape } from '../../kinds/layer.ts';

interface LinearSettings {
  readonly outputs: number;
}

export default {
  shape: (_, { outputs }) => [outputs],
  tensors: ([inputs = 0], { outputs }) => [
    { name: 'weight', shape: [outputs, inputs] },
    { name: 'bias', shape: [outputs] },
  ],
  products: ([inputs = 0], { outputs }) => inputs * outputs,
} satisfies LayerShape<LinearSettings>;
