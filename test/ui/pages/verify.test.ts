import { assert } from 'chai';
import { verdictText } from '../../../src/ui/pages/passport/verify.ts';
import { compareTrials } from '../../../src/lab/compare.ts';
import { finished, finishedBefore } from '../../store/made.ts';

describe('a kept trial that was trained again', () => {
  it('names the revisions where another revision of the engine came to other digits', () => {
    const [recorded] = finishedBefore();
    const [again] = finished();
    const comparison = compareTrials(recorded!, again!);
    const text = verdictText(recorded!, { kind: 'compared', comparison, again: again! });
    assert.match(
      text,
      /differs first at step 1\. It was computed by revision 1 of the engine; this is revision \d+\.$/,
    );
  });

  it('is equal where it is, whatever the revision', () => {
    const [again] = finished();
    const recorded = { ...again!, engine: finishedBefore()[0]!.engine };
    const comparison = compareTrials(recorded, again!);
    assert.match(
      verdictText(recorded, { kind: 'compared', comparison, again: again! }),
      /^equal, bit/,
    );
  });
});
