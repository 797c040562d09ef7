/** A run gives the same bits whenever it is paused, stopped or slowed down, and with any pool. */
import { Worker } from 'node:worker_threads';
import { assert } from 'chai';
import fc from 'fast-check';
import { nodeWorker } from '../../cli/a2/spawn.ts';
import { buildIfStale } from '../../cli/build/stale.mjs';
import { parseExperiment } from '../../src/document/parse.ts';
import { Pool } from '../../src/pool/pool.ts';
import { ExperimentRun } from '../../src/lab/experiment-run.ts';
import type { RunState } from '../../src/lab/state.ts';
import { settings } from '../support/settings.mjs';
import { smallExperiment } from '../support/small-experiment.ts';

const parsed = parseExperiment(
  smallExperiment({ dataset: { name: 'housing-synthetic', trainSize: 640, testSize: 64 } }, [
    { path: 'seed', values: [1, 2, 3, 4] },
  ]),
);

const pool = () =>
  new Pool({
    spawn: (name) =>
      nodeWorker(
        new Worker(new URL('../../dist-cli/trial.worker.mjs', import.meta.url), {
          name,
          stdout: true,
        }),
      ),
    size: 3,
    idleMs: 1e9,
  });

function runOn(workers: Pool, count: number): ExperimentRun {
  if (!parsed.ok) throw new Error(parsed.issues[0]?.message);
  return new ExperimentRun(
    parsed.trials,
    { engine: 'wasm', workers: count, datasetBase: 'http://nowhere.invalid/' },
    workers,
  );
}

/** The figures that must be equal; for a stopped trial, up to where it stopped. */
const bits = ({ trials }: RunState) =>
  trials.map(({ batchLosses, epochs }) => ({ losses: [...batchLosses], epochs: [...epochs] }));

/** The action at the n-th state that a run emits. */
interface Act {
  readonly at: number;
  readonly kind: 'pause' | 'stop' | 'hold the thread';
}

/** Follows a run and performs the drawn actions; resumes it in a later task. */
async function disturbed(run: ExperimentRun, acts: readonly Act[]): Promise<RunState> {
  let told = 0;
  run.subscribe((state) => {
    if (state.status !== 'running' && state.status !== 'preparing') return;
    const act = acts.find(({ at }) => at === told);
    told += 1;
    if (act?.kind === 'stop') run.cancel();
    if (act?.kind === 'pause') {
      run.pause();
      setImmediate(() => run.resume());
    }
    if (act?.kind === 'hold the thread') {
      const until = performance.now() + 3;
      while (performance.now() < until);
    }
  });
  return run.start();
}

describe('a run that is disturbed at a random moment', () => {
  let workers: Pool;

  before(() => buildIfStale(['cli']));
  beforeEach(() => {
    workers = pool();
  });
  afterEach(() => workers.close());

  it('gives the same bits, and a stopped run is a prefix of them', async () => {
    const wanted = bits(await runOn(workers, 2).start());
    assert.isTrue(wanted.every(({ losses }) => losses.length === 40));
    const acts = fc.array(
      fc.record<Act>({
        at: fc.nat(12),
        kind: fc.constantFrom('pause', 'pause', 'hold the thread', 'stop'),
      }),
      { maxLength: 5 },
    );
    await fc.assert(
      fc.asyncProperty(
        acts,
        fc.integer({ min: 1, max: 3 }),
        fc.nat(9),
        async (drawn, count, anew) => {
          // Now and then on workers that have never trained.
          if (anew === 0) {
            workers.close();
            workers = pool();
          }
          const state = await disturbed(runOn(workers, count), drawn);
          const stopped = state.status === 'cancelled';
          if (!stopped) assert.equal(state.status, 'done');
          for (const [at, found] of bits(state).entries()) {
            const { losses, epochs } = wanted[at]!;
            assert.deepEqual(found.losses, losses.slice(0, found.losses.length));
            assert.deepEqual(found.epochs, epochs.slice(0, found.epochs.length));
            if (!stopped) assert.lengthOf(found.losses, losses.length);
          }
        },
      ),
      { numRuns: 60 * settings.draws },
    );
  });
});
