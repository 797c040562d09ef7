import { assert } from 'chai';
import { idleState } from '../../../src/lab/session/merge.ts';
import { joined } from '../../../src/course/pages/assignment-page/joined.ts';
import type { RunState, RunStatus } from '../../../src/lab/state.ts';

const state = (status: RunStatus, part: Partial<RunState> = {}): RunState => ({
  ...idleState([]),
  status,
  ...part,
});

const statusOf = (...statuses: RunStatus[]) =>
  joined(
    statuses.map((status) => state(status)),
    0,
  ).status;

describe('runs shown as one', () => {
  it('run as long as one of them does, and end as the worst of them did', () => {
    assert.equal(statusOf('done', 'running', 'failed'), 'running');
    assert.equal(statusOf('preparing', 'cancelled'), 'preparing');
    assert.equal(statusOf('done', 'failed', 'cancelled'), 'failed');
    assert.equal(statusOf('done', 'cancelled'), 'cancelled');
    assert.equal(statusOf('done', 'done'), 'done');
    assert.equal(statusOf('done', 'idle'), 'idle');
    assert.equal(statusOf(), 'idle');
  });

  it('add up their steps and workers', () => {
    const both = joined(
      [
        state('running', { stepsDone: 3, stepsTotal: 10, workers: 1 }),
        state('running', { stepsDone: 4, stepsTotal: 5, workers: 2 }),
      ],
      7,
    );
    assert.include(both, { stepsDone: 7, stepsTotal: 15, workers: 3, secondsElapsed: 7 });
  });
});
