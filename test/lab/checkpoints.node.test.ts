/** Runs that are interrupted and go on from their checkpoints, on real worker threads. */
import { Worker } from 'node:worker_threads';
import { assert } from 'chai';
import { buildIfStale } from '../../cli/build/stale.mjs';
import { nodeWorker } from '../../cli/a2/spawn.ts';
import type { EngineName } from '../../src/catalog/registry/engine.meta.ts';
import { stepsPerEpoch, trialSteps } from '../../src/document/parameters.ts';
import type { CheckpointSettings } from '../../src/protocol/checkpoint.ts';
import { ExperimentRun } from '../../src/lab/experiment-run.ts';
import type { RunState, TrialState } from '../../src/lab/state.ts';
import { Pool } from '../../src/pool/pool.ts';
import { until } from '../support/until.ts';
import { MemoryCheckpoints } from '../support/memory-checkpoints.ts';
import { planned } from './fixture/node-lab.ts';
import { stateOf } from '../support/short-form.ts';

const script = new URL('../../dist-cli/trial.worker.mjs', import.meta.url);
const pools: Pool[] = [];
/** Workers that a pool has ended, as it does on a machine so busy that they do not stop in time. */
let terminated = 0;

/** With workers of its own, as after a restart of the program. */
function freshPool(): Pool {
  const spawn = (name: string) => {
    const worker = nodeWorker(new Worker(script, { name, stdout: true }));
    const terminate = () => {
      terminated += 1;
      worker.terminate();
    };
    return { ...worker, terminate };
  };
  const pool = new Pool({ spawn, size: 2 });
  pools.push(pool);
  return pool;
}

const { trials: short } = plannedFor(8);
/** On the fastest engine, so that it can be interrupted. */
const { trials: long } = plannedFor(200);

function plannedFor(epochs: number) {
  return planned(
    {
      dataset: { name: 'housing-synthetic', trainSize: 1000, testSize: 100 },
      model: { depth: 2, width: 32 },
      batchSize: 60,
      epochs,
      measure: { gradientNorms: true, metrics: ['r2'] },
    },
    [{ path: 'seed', values: [1, 2, 3] }],
  );
}

const stepsOf = (plans: typeof short): number =>
  plans.reduce((sum, { trial }) => sum + trialSteps(trial), 0);

interface Options {
  readonly engine?: EngineName;
  readonly plans?: typeof short;
  readonly pool?: Pool;
  readonly settings?: CheckpointSettings;
}

const never: CheckpointSettings = { everySeconds: Infinity, share: 0 };

function runWith(
  checkpoints: MemoryCheckpoints | null,
  { engine = 'wasm', plans = long, pool = freshPool(), settings = never }: Options = {},
): ExperimentRun {
  const options = { engine, workers: 2, datasetBase: 'file:///no-such-folder/' };
  return new ExperimentRun(
    plans,
    checkpoints === null ? options : { ...options, checkpoints, checkpointSettings: settings },
    pool,
  );
}

/** What the trials come to, but for the time and the way there. */
const figures = ({ trials: all }: RunState): unknown =>
  all.map((trial) => ({
    ...trial,
    batchLosses: [...trial.batchLosses],
    seconds: 0,
    resumed: null,
  }));

/** Calls back once a run has done so many steps. */
const onceDone = (run: ExperimentRun, steps: number, act: () => void): void => {
  const stop = run.subscribe(({ stepsDone }) => {
    if (stepsDone < steps) return;
    stop();
    act();
  });
};

/** A trial that was stopped has exactly what its checkpoint needs, and shows the same. */
function assertAgrees(checkpoints: MemoryCheckpoints, trial: TrialState): void {
  const { checkpoint, state } = checkpoints.last(trial.plan.id)!;
  const steps = checkpoint.epoch * stepsPerEpoch(trial.plan.trial) + checkpoint.step;
  assert.equal(state.stepsDone, steps);
  assert.lengthOf(state.batchLosses, steps);
  assert.lengthOf(state.epochs, checkpoint.epoch);
  assert.equal(checkpoint.session.steps, steps);
  assert.deepEqual([...trial.batchLosses], [...state.batchLosses]);
  assert.deepEqual(trial.epochs, state.epochs);
}

describe('a run with checkpoints', () => {
  const wholes = new Map<string, unknown>();
  const wholeOn = async (engine: EngineName, plans = long) => {
    const key = `${engine} ${plans.length} ${stepsOf(plans)}`;
    const found = wholes.get(key) ?? figures(await runWith(null, { engine, plans }).start());
    wholes.set(key, found);
    return found;
  };
  before(() => buildIfStale(['cli']));
  afterEach(() => {
    for (const pool of pools.splice(0)) pool.close();
  });

  for (const engine of ['wasm', 'tfjs-wasm', 'tfjs-cpu'] as const) {
    it(`goes on to the same bits, however often it is cancelled, on ${engine}`, async () => {
      const plans = engine === 'wasm' ? long : short;
      const whole = await wholeOn(engine, plans);
      const checkpoints = new MemoryCheckpoints();
      let state: RunState | null = null;
      for (let part = 1; part <= 3; part++) {
        const run = runWith(checkpoints, { engine, plans });
        onceDone(run, (part * stepsOf(plans)) / 4, () => run.cancel());
        const before = terminated;
        state = await run.start();
        for (const trial of state.trials) {
          const stopped = trial.status === 'cancelled' && trial.stepsDone > 0;
          if (stopped && terminated === before) assertAgrees(checkpoints, trial);
        }
        if (state.status === 'done') break;
      }
      state = await runWith(checkpoints, { engine, plans }).start();
      assert.equal(state.status, 'done');
      assert.isUndefined(state.notices);
      assert.deepEqual(figures(state), whole);
      assert.isTrue(state.trials.some(({ resumed }) => resumed !== undefined && resumed.steps > 0));
    });
  }

  it('keeps every checkpoint whole, although their memory is handed over, several an epoch', async () => {
    const checkpoints = new MemoryCheckpoints();
    const settings = { ...never, everySeconds: 0 };
    await runWith(checkpoints, { plans: short.slice(0, 1), engine: 'tfjs-cpu', settings }).start();
    const all = checkpoints.kept.get(short[0]!.id)!.map(({ checkpoint }) => checkpoint);
    assert.isTrue(all.some(({ epoch }, index) => epoch === all[index + 1]?.epoch));
    for (const { session, generators } of all) {
      assert.lengthOf(generators.loader.words, 624);
      const { parameters, buffers } = stateOf(session);
      for (const layers of [parameters, ...Object.values(buffers)]) {
        for (const { inputs, outputs, weight, bias } of layers) {
          assert.deepEqual([weight.length, bias.length], [inputs * outputs, outputs]);
        }
      }
    }
  });

  it('goes on from the last epoch that was kept where its workers are lost', async () => {
    const whole = await wholeOn('wasm');
    const checkpoints = new MemoryCheckpoints();
    const pool = freshPool();
    const settings = { ...never, share: Infinity };
    const run = runWith(checkpoints, { pool, settings });
    onceDone(run, stepsOf(long) / 3, () => pool.close());
    const lost = await run.start();
    assert.notEqual(lost.trials.filter(({ status }) => status === 'done').length, 3);
    const begun = [...checkpoints.kept.values()].map((all) => all.at(-1)!.checkpoint.epoch);
    assert.isNotEmpty(begun);
    const state = await runWith(checkpoints).start();
    assert.deepEqual(figures(state), whole);
    for (const { plan, resumed } of state.trials) {
      const from = checkpoints.last(plan.id)?.checkpoint.epoch;
      assert.equal(
        resumed?.steps,
        from === undefined ? undefined : from * stepsPerEpoch(plan.trial),
      );
    }
  });

  it('keeps its trials when it is paused, and is done with them if nobody resumes it', async () => {
    const whole = await wholeOn('wasm');
    const checkpoints = new MemoryCheckpoints();
    const pool = freshPool();
    const run = runWith(checkpoints, { pool });
    const running = () => run.state.trials.filter(({ status }) => status === 'running');
    const ended = run.start();
    await until('two trials are trained', () => {
      return running().filter(({ stepsDone }) => stepsDone > 0).length === 2;
    });
    run.pause();
    await until('both are kept where they are held', () =>
      running().every(({ plan, stepsDone }) => {
        return checkpoints.last(plan.id)?.state.stepsDone === stepsDone;
      }),
    );
    assert.isNotEmpty(running());
    for (const trial of running()) assertAgrees(checkpoints, trial);
    pool.close();
    run.cancel();
    await ended;
    assert.deepEqual(figures(await runWith(checkpoints).start()), whole);
  });

  it('asks for a checkpoint when its trial starts, and not sooner', async () => {
    const checkpoints = new MemoryCheckpoints();
    const run = runWith(checkpoints);
    onceDone(run, 1, () => run.cancel());
    await run.start();
    assert.isAtMost(checkpoints.asked.length, 2);
  });

  it('lets the clock go on, and estimates from what it did itself', async () => {
    const checkpoints = new MemoryCheckpoints();
    const first = runWith(checkpoints);
    onceDone(first, stepsOf(long) / 3, () => first.cancel());
    const stopped = await first.start();
    const run = runWith(checkpoints);
    for (const all of checkpoints.kept.values()) {
      const last = all.at(-1)!;
      all.push({ ...last, checkpoint: { ...last.checkpoint, seconds: 1e6 } });
    }
    const estimates: number[] = [];
    run.subscribe(({ secondsLeft }) => secondsLeft !== null && estimates.push(secondsLeft));
    const state = await run.start();
    for (const { plan, seconds, resumed } of state.trials) {
      const before = stopped.trials.find((trial) => trial.plan.id === plan.id)!;
      if (before.stepsDone === 0) continue;
      assert.equal(resumed?.seconds, 1e6);
      assert.isAbove(seconds, 1e6);
    }
    assert.isTrue(
      estimates.every((seconds) => seconds < 1e4),
      String(estimates),
    );
  });

  it('starts from the beginning, and says so, where a checkpoint does not fit', async () => {
    const checkpoints = new MemoryCheckpoints();
    const settings = { ...never, at: [2] };
    await runWith(checkpoints, { settings, plans: short }).start();
    for (const spoil of ['other engine', 'losses missing'] as const) {
      if (spoil === 'losses missing') {
        for (const all of checkpoints.kept.values()) {
          const last = all.at(-1)!;
          const { batchLosses } = last.state;
          all.push({ ...last, state: { ...last.state, batchLosses: batchLosses.slice(1) } });
        }
      }
      const engine = spoil === 'other engine' ? 'tfjs-cpu' : 'wasm';
      const state = await runWith(checkpoints, { engine, plans: short }).start();
      assert.deepEqual(figures(state), await wholeOn(engine, short));
      assert.match(state.notices?.[0] ?? '', /checkpoint does not fit/);
      assert.isTrue(state.trials.every(({ resumed }) => resumed === undefined));
    }
  });
});
