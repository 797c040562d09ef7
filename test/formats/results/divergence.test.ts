/** Divergence is read from documents as the lab and its PyTorch program write it. */
import { assert } from 'chai';
import fc from 'fast-check';
import { parseExperiment } from '../../../src/document/parse.ts';
import { divergenceError, divergenceOf } from '../../../src/formats/results/divergence.ts';
import { recordedTrial1 } from '../../../src/formats/results/version-1/trial.ts';
import { recordedTrial, trialResult } from '../../../src/formats/results/trial.ts';
import { afterEvent, settled, waitingTrial } from '../../../src/lab/reduce.ts';
import { smallExperiment } from '../../support/small-experiment.ts';
import { heldDocument1, trialResult1 } from './version-1.ts';

describe('a divergence in a document', () => {
  it('is read as it was written', () => {
    const loss = fc.constantFrom(NaN, Infinity, -Infinity);
    fc.assert(
      fc.property(loss, fc.integer({ min: 1, max: 1e9 }), (value, step) => {
        const divergence = { step, loss: value };
        assert.deepEqual(divergenceOf(divergenceError(divergence)), divergence);
      }),
    );
  });

  it('is written as every version of the lab wrote it', () => {
    assert.deepEqual(divergenceError({ step: 704, loss: NaN }), {
      code: 'diverged',
      message:
        'the loss became NaN at step 704: a smaller learning rate or initialisation may help',
    });
  });

  it('is none where another program says nothing of it', () => {
    assert.isNull(divergenceOf({ code: 'diverged', message: 'it went wrong' }));
    assert.isNull(divergenceOf(null));
  });

  it('goes with its trial into a document and out of it', () => {
    const parsed = parseExperiment(smallExperiment());
    if (!parsed.ok) throw new Error(parsed.issues[0]?.message);
    const [plan] = parsed.trials;
    const event = { type: 'diverged', step: 3, loss: Infinity } as const;
    const trial = settled(afterEvent(waitingTrial(plan!), event), null);
    const result = trialResult(trial);
    assert.deepEqual(result.end, { reason: 'diverged', epoch: 0, step: 3, loss: 'Infinity' });
    const said = { ...result, error: { code: 'diverged', message: 'in other words' } };
    const of1 = heldDocument1({ trials: [trialResult1(trial)] } as never).trials[0]!;
    for (const read of [recordedTrial(said, [], plan!), recordedTrial1(of1, plan!)]) {
      assert.deepEqual(read.divergence, { step: 3, loss: Infinity });
      assert.deepEqual(read.divergence, trial.divergence);
      assert.equal(read.status, 'diverged');
    }
  });
});
