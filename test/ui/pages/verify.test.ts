import { assert } from 'chai';
import { verdictText } from '../../../src/ui/pages/passport/text.ts';
import { compareTrials } from '../../../src/lab/compare.ts';
import type { TrialState } from '../../../src/lab/state.ts';
import { finished, finishedBefore } from '../../lab/fixture/made.ts';

const textOf = (recorded: TrialState, again: TrialState): string => {
  const comparison = compareTrials(recorded, again);
  return verdictText({ kind: 'trial', recorded, again, comparison, proven: comparison.equal });
};

describe('a kept trial that is retrained', () => {
  it('names the revisions where another revision of the engine came to other digits', () => {
    const [recorded] = finishedBefore();
    const [again] = finished();
    assert.match(
      textOf(recorded!, again!),
      /differs first at step 1\. It was computed by revision 1 of the engine; this is revision \d+\.$/,
    );
  });

  it('is equal where it is, whatever the revision', () => {
    const [again] = finished();
    const recorded = { ...again!, engine: finishedBefore()[0]!.engine };
    assert.match(textOf(recorded, again!), /^equal, bit/);
  });
});
