import { runExperiment } from '../../../src/surfaces/api/run-experiment.ts';
import { sharedPool } from '../../../src/surfaces/api/shared-pool.ts';
import { spawnTrialWorker } from '../../../src/pool/spawn.ts';
import { describeRuns } from './runs.ts';

describeRuns('runExperiment on a page', () => ({
  run: runExperiment,
  shared: sharedPool,
  pool: { spawn: spawnTrialWorker },
}));
