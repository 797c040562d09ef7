/** What a report is made of, collected without a page. */
import { assert } from 'chai';
import { Gathering } from '../../../src/course/handin/gathering.ts';
import { assignmentPresets } from '../../../src/course/handin/questions.ts';
import { waitingTrial } from '../../../src/lab/reduce.ts';
import { RunRecorder } from '../../../src/lab/kept/recorder.ts';
import type { StoredRun } from '../../../src/lab/kept/stored-run.ts';
import { idleState } from '../../../src/lab/session/merge.ts';
import { SessionStore } from '../../../src/lab/session/sessions.ts';
import { fakeLab } from '../../lab/fixture/fake-lab.ts';
import { finished, planned } from '../../lab/fixture/made.ts';
import { MemoryStore } from '../../support/memory-store.ts';
import { until } from '../../support/until.ts';

async function keep(store: MemoryStore, name: string): Promise<StoredRun> {
  const { experiment, trials: plans } = planned(name);
  const recorder = RunRecorder.begin({
    store,
    experiment,
    trials: plans.map(waitingTrial),
    machine: { engine: 'wasm', deterministic: true },
    userAgent: 'node, for a test',
    checksum: () => Promise.reject(new Error('not asked')),
  });
  const trials = finished(name);
  await recorder.end({ ...idleState(plans), status: 'done', trials, secondsElapsed: 1 });
  return (await store.run(recorder.runId))!;
}

function gatheringOf(store: MemoryStore): Gathering {
  const lab = { ...fakeLab(), store };
  return new Gathering(lab, new SessionStore(lab), () => undefined);
}

describe('what a report is made of', () => {
  let life = new AbortController();
  beforeEach(() => (life = new AbortController()));
  afterEach(() => life.abort());

  it('are the kept runs of the assignment, in its order, and the answers', async () => {
    const store = new MemoryStore();
    for (const name of ['I2c', 'I1d']) await keep(store, name);
    const gathering = gatheringOf(store);
    await gathering.open(life.signal);
    assert.equal(gathering.trouble, '');
    assert.isTrue(gathering.ready);
    assert.deepEqual(
      gathering.opened.map(({ original }) => original.name),
      [...assignmentPresets],
    );
    assert.deepEqual(
      gathering.runs.map(({ experiment }) => experiment.name),
      ['I1d', 'I2c'],
    );
    assert.isNotEmpty(gathering.theory);
  });

  it('are a run that is kept while somebody looks, and the one that is chosen', async () => {
    const store = new MemoryStore();
    const first = await keep(store, 'I1d');
    const gathering = gatheringOf(store);
    await gathering.open(life.signal);
    assert.equal(gathering.chosen('I1d'), first.id);
    const second = await keep(store, 'I1d');
    await until('the later run is taken', () => gathering.chosen('I1d') === second.id);
    gathering.choose('I1d', first.id);
    assert.equal(gathering.chosen('I1d'), first.id);
  });

  it('exclude unverified runs from files', async () => {
    const store = new MemoryStore();
    const run = await keep(store, 'I1d');
    const imported = { file: 'friend.json', at: 1, engine: 'wasm' };
    await store.change(run.id, (now) => ({ ...now, imported }));
    const gathering = gatheringOf(store);
    await gathering.open(life.signal);
    assert.lengthOf(gathering.candidates('I1d'), 1);
    assert.equal(gathering.chosen('I1d'), '');
    assert.isEmpty(gathering.runs);
  });
});
