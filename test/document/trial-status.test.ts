import { assert } from 'chai';
import {
  endOf,
  endedEarly,
  hasEnded,
  isComplete,
  isFinished,
  isLacking,
  isOpen,
  statusAfter,
  trialEnds,
  trialStatuses,
  type TrialStatus,
} from '../../src/document/trial-status.ts';

describe('what a trial’s state means', () => {
  const those = (holds: (trial: { status: TrialStatus }) => boolean) =>
    trialStatuses.filter((status) => holds({ status }));

  it('is one table', () => {
    assert.deepEqual(those(hasEnded), ['done', 'diverged', 'failed', 'cancelled']);
    assert.deepEqual(those(isFinished), ['done', 'diverged']);
    assert.deepEqual(those(isComplete), ['done']);
    assert.deepEqual(those(endedEarly), ['diverged', 'failed', 'cancelled']);
    assert.deepEqual(those(isLacking), ['failed', 'cancelled']);
    assert.deepEqual(those(isOpen), ['waiting', 'running', 'cancelled']);
  });

  it('is in a document how the trial ended: what never ended was cancelled', () => {
    assert.sameMembers([...trialEnds], those(hasEnded));
    for (const status of trialEnds) assert.equal(endOf({ status }), status);
    for (const status of ['waiting', 'running'] as const) {
      assert.equal(endOf({ status }), 'cancelled');
    }
  });

  it('follows at its end from what went wrong', () => {
    const running = { status: 'running' } as const;
    assert.equal(statusAfter(running, null), 'done');
    assert.equal(statusAfter({ status: 'diverged' }, null), 'diverged');
    assert.equal(statusAfter(running, { code: 'aborted' }), 'cancelled');
    assert.equal(statusAfter(running, { code: 'worker-crashed' }), 'failed');
  });
});
