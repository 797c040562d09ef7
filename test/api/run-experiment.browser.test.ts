import { runExperiment } from '../../src/api/run-experiment.ts';
import { sharedPool } from '../../src/api/shared-pool.ts';
import { spawnTrialWorker } from '../../src/pool/spawn.ts';
import { describeRuns } from './runs.ts';

describeRuns('runExperiment on a page', () => ({
  run: runExperiment,
  shared: sharedPool,
  pool: { spawn: spawnTrialWorker },
}));
