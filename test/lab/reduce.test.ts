import { assert } from 'chai';
import fc from 'fast-check';
import type { TrialEvent } from '../../src/protocol/worker-api.ts';
import { secondsLeft } from '../../src/lab/estimate.ts';
import { afterEvent, settled, waitingTrial } from '../../src/lab/reduce.ts';
import { agrees, resumed } from '../../src/lab/under-way.ts';
import type { TrialState } from '../../src/lab/state.ts';
import { document, trialsOf } from '../document/documents.ts';

const [plan] = trialsOf(document());
const start: TrialEvent = {
  type: 'start',
  engine: { name: 'tfjs-wasm', reason: 'a test' },
  steps: 2345,
};
const batches = (step: number, ...losses: number[]): TrialEvent => ({
  type: 'batches',
  fraction: 0,
  step,
  losses: new Float32Array(losses),
});
const after = (...events: TrialEvent[]): TrialState =>
  events.reduce((state, event) => afterEvent(state, event), waitingTrial(plan!));

describe('a trial’s state', () => {
  it('counts its steps before it starts', () => {
    assert.equal(waitingTrial(plan!).stepsTotal, 5 * 469);
  });

  it('gathers losses and steps', () => {
    const state = after(start, batches(2, 2.5, 2.25), batches(3, 2));
    assert.equal(state.status, 'running');
    assert.equal(state.stepsDone, 3);
    assert.deepEqual([...state.batchLosses], [2.5, 2.25, 2]);
  });

  it('forgets what it had when a lost device makes it start again', () => {
    const state = after(start, batches(2, 2.5, 2.25), start, batches(1, 2.5));
    assert.equal(state.stepsDone, 1);
    assert.deepEqual([...state.batchLosses], [2.5]);
  });

  it('says where it diverged and keeps that when it is over', () => {
    const state = settled(after(start, { type: 'diverged', step: 12, loss: Infinity }), null);
    assert.equal(state.status, 'diverged');
    assert.include(state.error?.message, 'step 12');
  });

  it('ends as done, cancelled or failed', () => {
    assert.equal(settled(after(start), null).status, 'done');
    assert.equal(settled(after(start), { code: 'aborted', message: '' }).status, 'cancelled');
    const failed = settled(after(start), { code: 'worker-crashed', message: 'it died' });
    assert.equal(failed.status, 'failed');
    assert.equal(failed.error?.message, 'it died');
  });
});

describe('the time that a run still takes', () => {
  const at = (fraction: number): TrialState => ({
    ...after(start),
    stepsDone: Math.round(fraction * 2345),
  });

  it('is not known before anything was done', () => {
    assert.isNull(secondsLeft([at(0)], 1, 10));
    assert.isNull(secondsLeft([at(0.5)], 1, 0.1));
  });

  it('is what is left at the speed so far', () => {
    assert.closeTo(secondsLeft([at(0.25)], 1, 10) ?? NaN, 30, 0.1);
  });

  it('is shared by the workers, but for what only one can do', () => {
    const waiting = waitingTrial(plan!);
    assert.closeTo(secondsLeft([at(0.5), at(0.5), waiting, waiting], 2, 20) ?? NaN, 30, 0.1);
    assert.closeTo(secondsLeft([at(0.99), waiting], 2, 10) ?? NaN, 10.1, 0.1);
  });

  it('is nothing once all are over, and never negative', () => {
    assert.equal(secondsLeft([settled(at(1), null)], 1, 10), 0);
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1 }),
        fc.integer({ min: 1, max: 8 }),
        fc.double({ min: 0, max: 1e4, noNaN: true }),
        (fractions, workers, busy) => {
          const left = secondsLeft(fractions.map(at), workers, busy);
          assert.isTrue(left === null || left >= 0);
        },
      ),
    );
  });
});

describe('a trial that goes on from a checkpoint', () => {
  const recorded = {
    ...after(start, batches(2, 2.5, 2.25)),
    status: 'cancelled',
    seconds: 7,
  } as const;
  const again = {
    type: 'start',
    engine: { name: 'wasm', reason: 'another' },
    steps: 2345,
    resumed: { epoch: 0, step: 2, seconds: 5 },
  } as const;

  it('has what was recorded, and goes on with its engine, its time and losses of its own', () => {
    const state = resumed(recorded, again);
    assert.equal(state.status, 'running');
    assert.equal(state.engine?.reason, 'another');
    assert.equal(state.seconds, 5);
    assert.deepEqual(state.resumed, { steps: 2, seconds: 5 });
    assert.deepEqual([...afterEvent(state, batches(3, 2)).batchLosses], [2.5, 2.25, 2]);
    assert.deepEqual([...recorded.batchLosses], [2.5, 2.25]);
    const { resumed: forgotten } = afterEvent(state, start);
    assert.isUndefined(forgotten, 'after the loss of a device');
  });

  it('needs every loss and every epoch before it', () => {
    const { trial } = plan!;
    assert.isTrue(agrees(recorded, { epoch: 0, step: 2 }, trial));
    assert.isFalse(agrees(recorded, { epoch: 0, step: 3 }, trial));
    assert.isFalse(agrees(recorded, { epoch: 1, step: 2 }, trial));
    const without = { ...trial, measure: { ...trial.measure, batchLosses: false } };
    assert.isFalse(agrees(recorded, { epoch: 0, step: 2 }, without));
    assert.isTrue(
      agrees({ ...recorded, batchLosses: new Float32Array() }, { epoch: 0, step: 2 }, without),
    );
  });

  it('is not taken for fast because of what was done before', () => {
    const done = 2345 / 2;
    const half = { ...resumed(recorded, again), resumed: { steps: done, seconds: 1000 } };
    assert.isNull(secondsLeft([{ ...half, stepsDone: done }], 1, 1000));
    // A tenth of it in 10 s.
    const now = { ...half, stepsDone: 0.6 * 2345 };
    assert.closeTo(secondsLeft([now], 1, 1010) ?? NaN, 40, 1e-6);
  });
});
