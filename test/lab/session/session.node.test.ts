/** A session from its document to its results, with no page around it. */
import { assert } from 'chai';
import { buildIfStale } from '../../../cli/build/stale.mjs';
import { isFinished } from '../../../src/document/trial-status.ts';
import type { ExperimentSession } from '../../../src/lab/session/session.ts';
import { MemoryStore } from '../../support/memory-store.ts';
import { until } from '../../support/until.ts';
import { closePools, nodeLab, openSession, planned, twoSeeds } from '../fixture/node-lab.ts';

/** Takes longer than any test waits for it. */
const endless = { epochs: 10_000, dataset: { name: 'housing-synthetic', trainSize: 12_000 } };

const lossesOf = ({ state }: ExperimentSession) =>
  state.trials.map(({ batchLosses, epochs }) => ({ batchLosses: [...batchLosses], epochs }));

const finishedIn = ({ state }: ExperimentSession): number => state.trials.filter(isFinished).length;

describe('a session in Node', () => {
  before(() => buildIfStale(['cli']));
  afterEach(closePools);

  it('trains on worker threads, tells of it and keeps what it finds', async () => {
    const store = new MemoryStore();
    const session = openSession(nodeLab(store));
    const seen = new Set<string>();
    session.subscribe(() => seen.add(session.state.status));
    await session.start();
    assert.equal(session.state.status, 'done');
    assert.includeMembers([...seen], ['preparing', 'done']);
    assert.equal(finishedIn(session), 2);
    assert.lengthOf(session.state.trials[0]!.batchLosses, 20);
    const run = await store.run(session.storedId ?? '');
    assert.equal(run?.status, 'done');
    assert.equal(run?.userAgent, 'node, for a test');
    assert.deepEqual(run?.trials.map(({ key }) => key).toSorted(), store.keys.toSorted());
  });

  it('needs no store, and comes to the same without', async () => {
    const [one, two] = [openSession(nodeLab(null)), openSession(nodeLab(new MemoryStore()))];
    await Promise.all([one.start(), two.start()]);
    assert.deepEqual(lossesOf(one), lossesOf(two));
    assert.isNull(one.storedId);
  });

  it('goes on where its store takes nothing, which says so', async () => {
    const store = new MemoryStore();
    store.refuses = true;
    const session = openSession(nodeLab(store));
    await session.start();
    assert.equal(finishedIn(session), 2);
    assert.equal(store.problem, 'The store takes nothing.');
  });

  it('shows what was kept, and trains it again only when asked to', async () => {
    const store = new MemoryStore();
    const first = openSession(nodeLab(store));
    await first.start();

    const lab = nodeLab(store);
    const later = openSession(lab);
    await later.restoreLatest();
    assert.equal(later.storedId, first.storedId);
    assert.deepEqual(lossesOf(later), lossesOf(first));
    await later.start(false);
    assert.isEmpty(lab.trained, 'all of it is kept');
    assert.equal(later.state.status, 'done');
    assert.lengthOf(await store.runs(), 1, 'nor is it a second run');
    await later.start(true);
    assert.lengthOf(lab.trained.flat(), 2);
    assert.deepEqual(lossesOf(later), lossesOf(first));
  });

  it('shows the run of a draft’s settings under the draft’s own name, and completes that run', async () => {
    const store = new MemoryStore();
    const first = openSession(nodeLab(store));
    await first.start();
    const lab = nodeLab(store);
    const later = openSession(lab, {}, []);
    later.edit({ ...first.shown, title: 'Another title' });
    await later.restoreLatest();
    assert.equal(later.storedId, first.storedId);
    assert.equal(later.shown.title, 'Another title');
    assert.deepEqual(lossesOf(later), lossesOf(first));
    await later.start(false);
    assert.isEmpty(lab.trained);
    assert.lengthOf(await store.runs(), 1);
  });

  it('shows no run of settings that the draft no longer has', async () => {
    const store = new MemoryStore();
    const first = openSession(nodeLab(store));
    await first.start();
    const later = openSession(nodeLab(store));
    const looking = later.restoreLatest();
    later.edit({ ...first.shown, axes: [] });
    await looking;
    assert.isNull(later.storedId);
    assert.equal(later.state.status, 'idle');
  });

  it('trains of a changed set-up what is not kept', async () => {
    const store = new MemoryStore();
    await openSession(nodeLab(store)).start();
    const lab = nodeLab(store);
    const axes = [{ path: 'seed', values: [1, 2, 3] }];
    const session = openSession(lab, {}, axes);
    await session.start();
    assert.deepEqual(lab.trained, [[planned({}, axes).trials[2]!.id]]);
    assert.equal(finishedIn(session), 3);
    assert.equal((await store.run(session.storedId ?? ''))?.status, 'done');
  });

  it('is cancelled at once, keeps what was finished, and trains the rest later', async () => {
    const store = new MemoryStore();
    const axes = [{ path: 'epochs', values: [1, 3_000] }];
    const session = openSession(nodeLab(store), {}, axes);
    const ended = session.start();
    await until('the first trial is finished', () => finishedIn(session) === 1);
    session.cancel();
    await ended;
    assert.equal(session.state.status, 'cancelled');
    const run = await store.run(session.storedId ?? '');
    assert.equal(run?.status, 'cancelled');
    assert.deepEqual(
      run?.trials.map(({ status }) => status),
      ['done', 'cancelled'],
    );

    const lab = nodeLab(store);
    const later = openSession(lab, {}, axes);
    await later.restoreLatest();
    assert.equal(finishedIn(later), 1);
    await later.startRest();
    assert.deepEqual(lab.trained, [[later.state.trials[1]!.plan.id]]);
    assert.equal(later.state.status, 'done');
    assert.equal((await store.run(later.storedId ?? ''))?.status, 'done');
  });

  it('pauses where it is, and goes on', async () => {
    const session = openSession(nodeLab(null), endless);
    const ended = session.start();
    await until('it trains', () => session.state.stepsDone > 0);
    session.pause();
    assert.isTrue(session.state.paused);
    session.resume();
    const before = session.state.stepsDone;
    await until('it goes on', () => session.state.stepsDone > before);
    session.cancel();
    await ended;
    assert.equal(session.state.status, 'cancelled');
  });

  it('says why where its data cannot be had', async () => {
    const session = openSession(
      nodeLab(null),
      { dataset: { name: 'california-housing' } },
      twoSeeds,
    );
    await session.start();
    assert.equal(session.state.status, 'failed');
    assert.match(session.state.error?.code ?? '', /^dataset-/);
  });
});

describe('two sessions with one store', () => {
  before(() => buildIfStale(['cli']));
  afterEach(closePools);

  it('train each trial once between them', async () => {
    const store = new MemoryStore();
    const labs = [nodeLab(store), nodeLab(store)] as const;
    const axes = [{ path: 'epochs', values: [400, 401] }];
    const [one, two] = [openSession(labs[0], {}, axes), openSession(labs[1], {}, axes)];
    const first = one.start();
    await until('the first trains', () => one.state.stepsDone > 0);
    await Promise.all([first, two.start()]);
    assert.lengthOf(
      labs.flatMap(({ trained }) => trained.flat()),
      2,
    );
    assert.deepEqual(lossesOf(two), lossesOf(one));
    assert.equal(two.state.status, 'done');
  });

  it('train here what the other gives up', async () => {
    const store = new MemoryStore();
    const labs = [nodeLab(store), nodeLab(store)] as const;
    const axes = [{ path: 'epochs', values: [2_000, 2_001] }];
    const [one, two] = [openSession(labs[0], {}, axes), openSession(labs[1], {}, axes)];
    const first = one.start();
    await until('the first trains', () => one.state.stepsDone > 0);
    const second = two.start();
    await until('the second waits', () => two.state.notices !== undefined);
    one.cancel();
    await Promise.all([first, second]);
    assert.equal(one.state.status, 'cancelled');
    assert.equal(two.state.status, 'done');
  });
});
