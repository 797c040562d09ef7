/** PyTorch's trajectories on every engine but tfjs's slowest, in browsers. */
import { dataset, hasRealDatasets } from './support.ts';
import { describeTrajectories } from './trajectory-suite.ts';

for (const choice of ['wasm', 'tfjs-wasm', 'tfjs-webgpu'] as const) {
  describeTrajectories(choice, async (name) => ((await hasRealDatasets()) ? dataset(name) : null));
}

describeTrajectories(
  'wasm',
  async (name) => ((await hasRealDatasets()) ? dataset(name) : null),
  false,
);
