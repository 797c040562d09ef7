/** A run on the real pool and its real workers. */
import { assert } from 'chai';
import { Pool } from '../../src/pool/pool.ts';
import { spawnTrialWorker } from '../../src/pool/spawn.ts';
import { ExperimentRun } from '../../src/lab/experiment-run.ts';
import {
  documentFile,
  environmentOf,
  plainDocument,
  resultsDocument,
} from '../../src/formats/results/write.ts';
import { textOf } from '../formats/results/plain.ts';
import type { RunState } from '../../src/lab/state.ts';
import { parseExperiment } from '../../src/document/parse.ts';
import { document } from '../document/documents.ts';

const planned = (epochs: number) =>
  parseExperiment(
    document(
      { axes: [{ path: 'seed', values: [1, 2, 3] }] },
      { dataset: { name: 'fashion-synthetic', trainSize: 1280, testSize: 200 }, epochs },
    ),
  );

const parsed = planned(2);

describe('a run of an experiment', () => {
  let pool: Pool;

  beforeEach(() => {
    pool = new Pool({ spawn: spawnTrialWorker });
  });
  afterEach(() => {
    pool.close();
  });

  function open(document = parsed): ExperimentRun {
    if (!document.ok) throw new Error('the document of this test is wrong');
    const datasetBase = new URL('/datasets/', location.origin).href;
    const options = { engine: 'tfjs-cpu', workers: 2, datasetBase } as const;
    return new ExperimentRun(document.trials, options, pool);
  }

  const until = (run: ExperimentRun, reached: (state: RunState) => boolean): Promise<RunState> =>
    new Promise((resolve) => {
      const stop = run.subscribe((state) => {
        if (!reached(state)) return;
        stop();
        resolve(state);
      });
    });

  it('goes from idle to done, and tells of it on the way', async () => {
    const run = open();
    assert.equal(run.state.status, 'idle');
    assert.equal(run.state.stepsTotal, 3 * 2 * 10);
    const statuses = new Set<string>();
    run.subscribe((state) => statuses.add(state.status));
    const last = await run.start();
    assert.equal(last.status, 'done');
    assert.equal(last.stepsDone, last.stepsTotal);
    assert.deepEqual([...statuses], ['preparing', 'running', 'done']);
    for (const trial of last.trials) {
      assert.equal(trial.status, 'done');
      assert.lengthOf(trial.epochs, 2);
      assert.lengthOf(trial.batchLosses, 20);
      assert.isAbove(trial.seconds, 0);
    }
  });

  it('writes a results document that JSON keeps whole', async () => {
    const run = open();
    const last = await run.start();
    if (!parsed.ok) throw new Error('the document of this test is wrong');
    const { trials } = last;
    const environment = environmentOf(trials, { 'fashion-synthetic': 'x' }, 'test');
    const { experiment } = parsed;
    const passport = { started: 1e12 };
    const results = await resultsDocument({ experiment, trials, environment, passport });
    const text = await textOf(documentFile(results));
    assert.deepEqual(JSON.parse(text) as unknown, plainDocument(results));
    assert.match(results.environment.engine, /^tfjs-cpu \(revision \d+\)$/);
    assert.deepEqual(
      results.trials.map((trial) => trial.values),
      [{ seed: 1 }, { seed: 2 }, { seed: 3 }],
    );
  });

  it('is cancelled at once and keeps what it had', async () => {
    // So many epochs do not end by themselves.
    const run = open(planned(10_000));
    const ended = run.start();
    await until(run, (state) => state.stepsDone > 0);
    run.cancel();
    const last = await ended;
    assert.equal(last.status, 'cancelled');
    assert.isTrue(last.trials.every(({ status }) => status === 'cancelled'));
    assert.isAbove(last.stepsDone, 0);
  });

  it('fails with a reason when its dataset cannot be had', async () => {
    const missing = parseExperiment(document({}, { dataset: { name: 'california-housing' } }));
    if (!missing.ok) throw new Error('the document of this test is wrong');
    const datasetBase = new URL('/no-such-folder/', location.origin).href;
    // Under this address nothing is cached either.
    const options = { engine: 'tfjs-cpu', workers: 1, datasetBase } as const;
    const run = new ExperimentRun(missing.trials, options, pool);
    const last = await run.start();
    assert.equal(last.status, 'failed');
    assert.match(last.error?.code ?? '', /^dataset-/);
    assert.equal(last.trials[0]!.status, 'failed');
  });
});
