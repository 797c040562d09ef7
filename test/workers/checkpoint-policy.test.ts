import { assert } from 'chai';
import fc from 'fast-check';
import { CheckpointPolicy } from '../../workers/trial/checkpoint-policy.ts';

const settings = { everySeconds: 30, share: 0.05 };

describe('CheckpointPolicy', () => {
  it('wants one after so many seconds without one, whatever it costs', () => {
    const policy = new CheckpointPolicy(settings, 1000);
    assert.isFalse(policy.due(30_999));
    assert.isTrue(policy.due(31_000));
    policy.taken(100_000, 31_500);
    assert.isFalse(policy.due(61_000));
    assert.isTrue(policy.due(61_500));
    assert.equal(policy.epochEnd(61_500), 'time');
  });

  it('takes none at the epochs’ ends of trials that are over in a second', () => {
    const policy = new CheckpointPolicy(settings, 0);
    for (let now = 0; now < 1000; now += 100) assert.isNull(policy.epochEnd(now));
    assert.equal(policy.epochEnd(1000), 'epoch');
  });

  it('expects the next one to cost what the last one did', () => {
    const policy = new CheckpointPolicy(settings, 0);
    policy.taken(200, 1000);
    assert.isNull(policy.epochEnd(7999));
    assert.equal(policy.epochEnd(8000), 'epoch');
  });

  it('keeps the cost of those at epochs’ ends within the share, if each costs what it did before', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.001, max: 1, noNaN: true }),
        fc.array(fc.double({ min: 1, max: 5000, noNaN: true }), { minLength: 1 }),
        fc.double({ min: 0, max: 500, noNaN: true }),
        (share, epochs, cost) => {
          const policy = new CheckpointPolicy({ everySeconds: Infinity, share }, 0);
          let [now, spent, taken] = [0, 0, 0];
          for (const milliseconds of epochs) {
            now += milliseconds;
            if (policy.epochEnd(now) === null) continue;
            policy.taken(cost, now);
            taken += 1;
            spent += cost;
            // Nothing is known of the first.
            if (taken > 1) assert.isAtMost(spent, share * now * (1 + 1e-12));
          }
        },
      ),
    );
  });

  it('takes all that it can where costs do not matter, and none where they may be nothing', () => {
    assert.equal(new CheckpointPolicy({ ...settings, share: Infinity }, 5).epochEnd(5), 'epoch');
    assert.isNull(new CheckpointPolicy({ ...settings, share: 0 }, 0).epochEnd(29_000));
  });

  it('knows the rungs of a search', () => {
    const policy = new CheckpointPolicy({ ...settings, at: [1, 3] }, 0);
    assert.deepEqual(
      [1, 2, 3, 4].filter((epoch) => policy.isRung(epoch)),
      [1, 3],
    );
    assert.isFalse(new CheckpointPolicy(settings, 0).isRung(1));
  });
});
