/** Axes over lists of layers, and locks inside them. */
import { assert } from 'chai';
import { linkOf, readLink } from '../../src/document/link.ts';
import { keepLocked, lockedChanges } from '../../src/document/locks.ts';
import { parseForeign } from '../../src/document/parse-text.ts';
import { parseExperiment } from '../../src/document/parse.ts';
import { isSetting, readPath } from '../../src/document/settings.ts';
import { document, trialsOf } from './documents.ts';
import { cnn, linear, refusedAt, small } from './lists.ts';

describe('axes over lists of layers', () => {
  const valuesAt = (path: string, values: readonly unknown[], layers: readonly unknown[]) =>
    trialsOf(document({ axes: [{ path, values }] }, { model: { layers } })).map(({ trial }) =>
      readPath(trial, path),
    );

  it('set a layer’s settings, also inside others', () => {
    assert.deepEqual(valuesAt('model.layers.3.p', [0.1, 0.2], small), [0.1, 0.2]);
    const nested = [linear(8), { name: 'residual', layers: [{ name: 'dropout' }] }];
    assert.deepEqual(valuesAt('model.layers.1.layers.0.p', [0.1, 0.2], nested), [0.1, 0.2]);
    const [one] = trialsOf(
      document(
        { axes: [{ path: 'model.layers.3.p', values: [0.1] }] },
        { model: { layers: small } },
      ),
    );
    assert.isArray(readPath(one!.trial, 'model.layers'));
  });

  it('name a layer: the settings of the one before are dropped', () => {
    const names = ['batch-norm', 'dropout', 'identity'];
    assert.deepEqual(
      valuesAt('model.layers.1.name', names, [
        linear(8),
        { name: 'dropout', p: 0.3 },
        cnn[1],
      ]).slice(0, 2),
      ['batch-norm', 'dropout'],
    );
    assert.deepEqual(valuesAt('model.layers.1', [{ name: 'dropout' }], small)[0], {
      name: 'dropout',
      p: 0.5,
    });
  });

  it('set whole networks, in either form', () => {
    const models = [{ depth: 2, width: 8 }, { layers: small }];
    const trials = trialsOf(document({ axes: [{ path: 'model', values: models }] }));
    assert.deepEqual(
      trials.map(({ trial }) => 'layers' in trial.model),
      [false, true],
    );
    const lists = trialsOf(document({ axes: [{ path: 'model.layers', values: [small, cnn] }] }));
    assert.lengthOf(lists, 2);
    assert.equal(lists[0]!.id, trials[1]!.id);
  });

  it('are refused where the network has no such place', () => {
    const axes = [{ path: 'model.layers.7.p', values: [0.1] }];
    assert.include(
      refusedAt(small, {}, { axes }),
      "axes.0.path: expected a place in the list of layers; the trial's network has no model.layers.7",
    );
    const short = parseExperiment(document({ axes }));
    assert.include(short.ok ? '' : short.issues[0]!.message, 'axes.0.path');
  });

  it('keep paths as they are written in: no other numbers, and no other lists', () => {
    for (const path of [
      'model.layers.03.p',
      'model.layers.-1.p',
      'model.layers.3.p.q',
      'epochs.0',
    ]) {
      const parsed = parseExperiment(document({ axes: [{ path, values: [1] }] }));
      assert.isFalse(parsed.ok, path);
    }
  });

  it('are paths of settings, which locks may name', () => {
    for (const path of [
      'model.layers',
      'model.layers.2',
      'model.layers.2.layers.0.width',
      'model.depth',
    ])
      assert.isTrue(isSetting(path), path);
    for (const path of ['model.layers.p', 'model.layers.2.colour', 'model.depth.2', 'epochs.0'])
      assert.isFalse(isSetting(path), path);
  });

  it('are checked also where no trial uses a value', () => {
    const axes = [{ path: 'model.layers', values: [small] }];
    const layers = [{ name: 'dropout', p: 2, rate: 1 }];
    const parsed = parseForeign(document({ axes }, { model: { layers } }));
    const messages = parsed.ok ? [] : parsed.issues.map(({ message }) => message);
    assert.include(messages.join('\n'), 'trial.model.layers.0.p: expected a number');
    assert.include(messages.join('\n'), 'trial.model.layers.0.rate: expected no such key');
    assert.isTrue(parseForeign(document({ axes }, { model: { layers: small } })).ok);
  });

  it('come back from links', async () => {
    const axes = [
      { path: 'model.layers.3.p', values: [0.1, 0.5] },
      { path: 'model.layers.0.width', values: [8, 9] },
    ];
    const parsed = parseExperiment(document({ axes }, { model: { layers: small } }));
    if (!parsed.ok) throw new Error('not valid');
    const linked = await readLink(await linkOf(parsed.experiment));
    if (!linked.ok) throw new Error(linked.issues[0]!.message);
    assert.deepEqual(
      linked.trials.map(({ id }) => id),
      parsed.trials.map(({ id }) => id),
    );
  });
});

describe('locks inside lists of layers', () => {
  const experimentOf = (layers: readonly unknown[], lock: readonly string[]) => {
    const parsed = parseExperiment(document({ classroom: { lock } }, { model: { layers } }));
    if (!parsed.ok) throw new Error(parsed.issues[0]!.message);
    return parsed.experiment;
  };
  const lock = ['model.layers.3.p'];
  const own = experimentOf(small, lock);

  it('find what an edit changes, also of a default or of a list that means the short form', () => {
    const edited = experimentOf(small.with(3, { name: 'dropout', p: 0.5 }), lock);
    assert.equal(
      lockedChanges(own, edited, lock)[0]?.message,
      'trial.model.layers.3.p: expected 0.25, as its author set it, got 0.5',
    );
    const left = experimentOf(small.with(3, { name: 'dropout' }), lock);
    assert.lengthOf(lockedChanges(own, left, lock), 1);
    assert.isEmpty(lockedChanges(edited, left, lock));
    const width = ['model.layers.0.width'];
    const [narrow, wide] = [4, 5].map((n) => experimentOf([linear(n), { name: 'relu' }], width));
    assert.lengthOf(lockedChanges(narrow!, wide!, width), 1);
  });

  it('undo it, and let a layer go that is no longer there', () => {
    const edited = experimentOf(small.with(3, { name: 'dropout', p: 0.5 }), lock);
    assert.deepEqual(keepLocked(own, edited, lock).trial, own.trial);
    const shorter = experimentOf(small.slice(0, 2), lock);
    assert.deepEqual(keepLocked(own, shorter, lock).trial, shorter.trial);
    assert.lengthOf(lockedChanges(own, shorter, ['model']), 1);
  });
});
