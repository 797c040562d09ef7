/** Which of an experiment's stored runs is shown. */
import { assert } from 'chai';
import { engineMeta } from '../../../src/catalog/registry/engine.meta.ts';
import { preferredRun } from '../../../src/lab/kept/kept.ts';
import { withTrials, type ListedRun } from '../../../src/lab/kept/stored-run.ts';

const today = `wasm (revision ${engineMeta.wasm.revision})`;
const before = 'wasm';

/** As far as it is looked at: what computed its trials, null for those without results. */
const run = (id: string, ...engines: (string | null)[]): ListedRun => {
  const trials = engines.map((engine, at) =>
    engine === null
      ? { id: String(at), key: null, status: 'waiting' as const, last: null }
      : { id: String(at), key: 'k', engine, status: 'done' as const, last: null },
  );
  return withTrials({ id }, trials) as unknown as ListedRun;
};

describe('Of the kept runs of an experiment', () => {
  const idOf = (...runs: ListedRun[]) => preferredRun(runs)?.id;

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
