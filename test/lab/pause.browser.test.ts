/** Pausing a run on the real pool and its real workers. */
import { assert } from 'chai';
import { parseExperiment } from '../../src/document/parse.ts';
import { Pool } from '../../src/pool/pool.ts';
import { ExperimentRun } from '../../src/lab/experiment-run.ts';
import type { RunState } from '../../src/lab/state.ts';
import { leftText, stateText } from '../../src/text/run.ts';
import { document } from '../document/documents.ts';
import { roundTrips, watchedSpawn, type Watched } from '../pool/support.ts';
import { until } from '../support/until.ts';

const datasetBase = new URL('/datasets/', location.origin).href;

const parsed = parseExperiment(
  document(
    { axes: [{ path: 'seed', values: [1, 2, 3] }] },
    { dataset: { name: 'fashion-synthetic', trainSize: 6400, testSize: 200 }, epochs: 24 },
  ),
);

describe('a run that is paused', () => {
  let watched: Watched;
  let pool: Pool;

  beforeEach(() => {
    watched = watchedSpawn();
    // A browser may say that it has more cores than there are, and a pool then hires more workers. None
    // is let go because the other one takes long over its trial.
    pool = new Pool({ spawn: watched.spawn, size: 2, idleMs: 1e9 });
  });
  afterEach(() => {
    pool.close();
  });

  function open(): ExperimentRun {
    if (!parsed.ok) throw new Error('the document of this test is wrong');
    return new ExperimentRun(parsed.trials, { engine: 'wasm', workers: 2, datasetBase }, pool);
  }

  /** Until the first losses of the next run are here; their worker has not got much further then. */
  const training = (): Promise<void> =>
    new Promise((resolve) => {
      const run = pool.run.bind(pool);
      pool.run = (jobs, { onEvent, ...options }) =>
        run(jobs, {
          ...options,
          onEvent: (id, event) => {
            onEvent?.(id, event);
            if (event.type === 'batches') resolve();
          },
        });
    });

  const figures = ({ trials }: RunState) =>
    trials.map(({ status, epochs, batchLosses }) => ({ status, epochs, batchLosses }));

  it('stands still, with its clock, and goes on with the same bits', async () => {
    const plain = await open().start();
    const run = open();
    const underWay = training();
    const ended = run.start();
    await underWay;
    run.pause();
    // What was on its way when the trials were held is here after as many questions and answers.
    await roundTrips(watched.spawned);
    const steps = run.state.stepsDone;
    const held = run.state;
    const at = performance.now();
    assert.isTrue(held.paused);
    assert.equal(held.status, 'running');
    assert.notInclude(
      held.trials.map(({ status }) => status),
      'done',
    );
    assert.isNull(held.secondsLeft);
    assert.match(stateText(held), /^Paused at /);
    assert.notInclude(leftText(held), 'left');
    await roundTrips(watched.spawned);
    await until('the clock has moved on', () => performance.now() > at + 1);
    assert.equal(run.state.stepsDone, steps);
    assert.equal(run.state.secondsElapsed, held.secondsElapsed);
    assert.deepEqual(
      run.state.trials.map(({ seconds }) => seconds),
      held.trials.map(({ seconds }) => seconds),
    );
    run.pause();
    run.resume();
    const last = await ended;
    assert.isFalse(last.paused);
    assert.equal(last.status, 'done');
    assert.deepEqual(figures(last), figures(plain));
  });

  it('can be cancelled where it stands, at once, and its workers serve again', async () => {
    const run = open();
    const underWay = training();
    const ended = run.start();
    await underWay;
    run.pause();
    await roundTrips(watched.spawned);
    const { workers } = pool;
    run.cancel();
    const last = await ended;
    assert.equal(last.status, 'cancelled');
    assert.isFalse(last.paused);
    assert.isTrue(last.trials.every(({ status }) => status === 'cancelled'));
    run.resume();
    const next = await open().start();
    assert.equal(next.status, 'done');
    assert.equal(pool.workers, workers);
  });

  it('that is paused before its trials begin holds them back', async () => {
    const run = open();
    const ended = run.start();
    run.pause();
    // Nothing but the pause stands between the dataset and the trials.
    await pool.loadDataset({ name: 'fashion-synthetic', baseUrl: datasetBase });
    await roundTrips(watched.spawned);
    assert.notInclude(
      watched.calls.map(({ method }) => method),
      'run',
    );
    assert.equal(run.state.stepsDone, 0);
    assert.isTrue(run.state.trials.every(({ status }) => status === 'waiting'));
    run.resume();
    const last = await ended;
    assert.equal(last.status, 'done');
  });

  it('is not paused before it runs or after it', async () => {
    const run = open();
    run.pause();
    assert.isFalse(run.state.paused);
    const ended = run.start();
    run.cancel();
    await ended;
    run.pause();
    assert.isFalse(run.state.paused);
  });
});
