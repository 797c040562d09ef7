import { Worker } from 'node:worker_threads';
import { nodeWorker } from '../../../cli/a2/spawn.ts';
import { buildIfStale } from '../../../cli/build/stale.mjs';
import { startedRun } from '../../../src/surfaces/api/run-experiment.ts';
import { SharedPool } from '../../../src/surfaces/api/shared-pool.ts';
import { describeRuns } from './runs.ts';

/** The thread of the build, because Node does not read the sources. */
const pool = {
  spawn: (name: string) =>
    nodeWorker(
      new Worker(new URL('../../../dist-cli/trial.worker.mjs', import.meta.url), {
        name,
        stdout: true,
      }),
    ),
  shared: true,
};
const shared = new SharedPool(pool);

describe('in Node', () => {
  before(() => buildIfStale(['cli']));

  describeRuns('runExperiment on worker threads', () => ({
    run: (document, options) => startedRun(document, options ?? {}, shared),
    shared,
    pool,
  }));
});
