import { assert } from 'chai';
import { manyLosses, recordedLosses } from '../../src/lab/recording.ts';
import { recordingText } from '../../src/text/recording.ts';
import { document, trialsOf } from '../document/documents.ts';

describe('what a run will record', () => {
  const plans = trialsOf(document());

  it('is the loss of every step of every trial that records them', () => {
    const all = plans.length * 5 * 469;
    assert.equal(recordedLosses(plans), all);
    const [first, ...others] = plans.map((plan) => structuredClone(plan));
    const none = { ...first!.trial, measure: { ...first!.trial.measure, batchLosses: false } };
    assert.equal(recordedLosses([{ trial: none }, ...others]), all - 5 * 469);
    assert.isBelow(all, manyLosses);
  });

  it('is told as bytes in memory and in a file', () => {
    assert.equal(
      recordingText(30_600_000).replaceAll('\u00A0', ' '),
      'This run records the loss of every batch, 30,600,000 losses in all: 122 MB in memory, and 163 MB as a results document.',
    );
  });
});
