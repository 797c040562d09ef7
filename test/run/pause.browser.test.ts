/** Pausing a run on the real pool and its real workers. */
import { assert } from 'chai';
import { parseExperiment } from '../../src/experiment/parse.ts';
import { Pool } from '../../src/pool/pool.ts';
import { spawnTrialWorker } from '../../src/pool/spawn.ts';
import { ExperimentRun } from '../../src/run/experiment-run.ts';
import type { RunState } from '../../src/run/state.ts';
import { leftText, stateText } from '../../src/words/run.ts';
import { document } from '../experiment/documents.ts';

const parsed = parseExperiment(
  document(
    { axes: [{ path: 'seed', values: [1, 2, 3] }] },
    { dataset: { name: 'fashion-synthetic', trainSize: 6400, testSize: 200 }, epochs: 24 },
  ),
);

describe('a run that is paused', function () {
  this.timeout(120_000);
  let pool: Pool;

  beforeEach(() => {
    // A browser may say that it has more cores than there are, and a pool then hires more workers.
    pool = new Pool({ spawn: spawnTrialWorker, size: 2 });
  });
  afterEach(() => {
    pool.close();
  });

  function open(): ExperimentRun {
    if (!parsed.ok) throw new Error('the document of this test is wrong');
    const datasetBase = new URL('/datasets/', location.origin).href;
    return new ExperimentRun(parsed.trials, { engine: 'wasm', workers: 2, datasetBase }, pool);
  }

  const until = (run: ExperimentRun, reached: (state: RunState) => boolean): Promise<RunState> =>
    new Promise((resolve) => {
      const look = (state: RunState) => {
        if (!reached(state)) return;
        stop();
        resolve(state);
      };
      const stop = run.subscribe(look);
    });

  const figures = ({ trials }: RunState) =>
    trials.map(({ status, epochs, batchLosses }) => ({ status, epochs, batchLosses }));

  /** Until no news comes any more: what was on its way when the trials were held is here then. */
  async function quiet(run: ExperimentRun): Promise<number> {
    for (let before = -1; ;) {
      const { stepsDone } = run.state;
      if (stepsDone === before) return stepsDone;
      before = stepsDone;
      await new Promise((resolve) => setTimeout(resolve, 150));
    }
  }

  it('stands still, with its clock, and goes on with the same bits', async () => {
    const plain = await open().start();
    const run = open();
    const ended = run.start();
    await until(run, ({ stepsDone }) => stepsDone > 30);
    run.pause();
    const steps = await quiet(run);
    const held = run.state;
    assert.isTrue(held.paused);
    assert.equal(held.status, 'running');
    assert.isBelow(steps, held.stepsTotal);
    assert.isNull(held.secondsLeft);
    assert.match(stateText(held), /^Paused at /);
    assert.notInclude(leftText(held), 'left');
    await new Promise((resolve) => setTimeout(resolve, 300));
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
    const ended = run.start();
    await until(run, ({ stepsDone }) => stepsDone > 30);
    run.pause();
    await quiet(run);
    const { workers } = pool;
    run.cancel();
    const last = await ended;
    assert.equal(last.status, 'cancelled');
    assert.isFalse(last.paused);
    assert.isTrue(last.trials.every(({ status }) => status === 'cancelled' || status === 'done'));
    run.resume();
    const next = await open().start();
    assert.equal(next.status, 'done');
    assert.equal(pool.workers, workers);
  });

  it('that is paused before its trials begin holds them back', async () => {
    const run = open();
    const ended = run.start();
    run.pause();
    assert.equal(await quiet(run), 0);
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
