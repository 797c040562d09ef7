/** PyTorch's trajectories on tfjs's JavaScript, which is slow: not in every browser. */
import { dataset, hasRealDatasets } from './support.ts';
import { describeTrajectories } from './trajectory-suite.ts';

describeTrajectories('tfjs-cpu', async (name) =>
  (await hasRealDatasets()) ? dataset(name) : null,
);
