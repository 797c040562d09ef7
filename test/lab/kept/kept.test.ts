/** Which of an experiment's stored runs is shown. */
import { assert } from 'chai';
import { engineMeta } from '../../../src/catalog/registry/engine.meta.ts';
import { preferredRun } from '../../../src/lab/kept/kept.ts';
import type { StoredRun } from '../../../src/lab/kept/stored-run.ts';
import { trialKey } from '../../../src/lab/kept/stored-trial.ts';

const today = trialKey('id', `wasm (revision ${engineMeta.wasm.revision})`, 'data');
const before = trialKey('id', 'wasm', 'data');

/** As far as it is looked at: the keys of its trials. */
const run = (id: string, ...keys: (string | null)[]): StoredRun =>
  ({ id, trials: keys.map((key) => ({ key })) }) as StoredRun;

describe('Of the kept runs of an experiment', () => {
  const idOf = (...runs: StoredRun[]) => preferredRun(runs)?.id;

  it('a finished one is shown rather than a later one that was cut off, also when the engine has changed since', () => {
    const outdated = run('outdated', before, before);
    assert.equal(idOf(run('cut', today, null), outdated), 'outdated');
    assert.equal(idOf(run('cut', null, null), outdated), 'outdated');
    assert.equal(idOf(outdated, run('whole', today, today)), 'whole');
    assert.equal(idOf(run('later', today, today), run('whole', today, today)), 'later');
    assert.equal(idOf(run('nothing', null), run('some', today, null)), 'some');
    assert.isUndefined(idOf());
  });
});
