import { assert } from 'chai';
import { parseExperiment } from '../../src/document/parse.ts';
import { recordVersion } from '../../src/lab/kept/record-version.ts';
import { sentenceOf } from '../../src/text/sentence.ts';
import { document, trialsOf } from './documents.ts';

const idOf = (trial: object): string => trialsOf(document({}, trial))[0]!.id;

function refused(clip: unknown): string {
  const parsed = parseExperiment(document({}, { clip }));
  return parsed.ok ? '' : parsed.issues.map(({ message }) => message).join('; ');
}

describe('clipping in a document', () => {
  it('leaves a trial’s id where it was if nothing is limited', () => {
    for (const clip of [{}, { norm: null }, { norm: null, value: null }])
      assert.equal(idOf({ clip }), idOf({}));
    assert.notEqual(idOf({ clip: { norm: 1 } }), idOf({}));
    assert.equal(idOf({ clip: { norm: 1, value: null } }), idOf({ clip: { norm: 1 } }));
    assert.notEqual(idOf({ clip: { norm: 1 } }), idOf({ clip: { value: 1 } }));
  });

  it('tells at its place what is wrong', () => {
    assert.include(
      refused({ norm: 1, value: 1 }),
      'trial.clip: expected the key norm or the key value',
    );
    assert.include(refused({ norm: 0 }), 'trial.clip.norm: expected a number >0, got 0');
    // No short form means this one.
    const model = {
      layers: [
        { name: 'linear', width: 8 },
        { name: 'dropout', p: 0.5 },
      ],
    };
    const init = { name: 'torch-default' };
    const parsed = parseExperiment(document({}, { model, init, clip: { norm: 1 } }));
    const issues = parsed.ok ? [] : parsed.issues.map(({ message }) => message);
    assert.include(issues.join(), 'trial.clip: expected no key clip with a list of layers');
    assert.include(refused({ length: 1 }), 'trial.clip.length: expected no such key');
  });

  it('is an axis with and without, in the sentence and in the version of kept records', () => {
    const axes = [{ path: 'clip.norm', values: [null, 0.5] }];
    const [without, limited] = trialsOf(document({ axes }));
    assert.notProperty(without!.trial, 'clip');
    assert.deepEqual(limited!.trial.clip, { norm: 0.5 });
    const words = sentenceOf(limited!.trial, axes).map(({ text }) => text);
    assert.include(words, 'highest gradient norm none or highest gradient norm 0.5');
    const [{ trial }] = trialsOf(document({}, { clip: { value: 2 } })) as [typeof limited & object];
    assert.include(
      sentenceOf(trial, []).map(({ text }) => text),
      'highest gradient 2',
    );
    assert.equal(recordVersion([trial]), 3);
  });
});
