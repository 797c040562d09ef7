import { assert } from 'chai';
import { withSetting } from '../../../src/ui/elements/settings-form/draft.ts';
import { ExperimentSession } from '../../../src/lab/session/session.ts';
import { isOutdatedRun } from '../../../src/lab/kept/kept-state.ts';
import { Elsewhere } from '../../../src/lab/session/elsewhere.ts';
import { SessionStore } from '../../../src/lab/session/sessions.ts';
import { waitingTrial } from '../../../src/lab/reduce.ts';
import type { RunState, TrialState } from '../../../src/lab/state.ts';
import type { Store } from '../../../src/store/store.ts';
import { hasAll } from '../../../src/lab/kept/kept.ts';
import { hasOutdatedTrials } from '../../../src/lab/kept/stored-run.ts';
import { finished, finishedBefore, planned } from '../../lab/fixture/made.ts';
import { closeAll, newName, openStore } from '../../store/support.ts';
import { until } from '../../support/until.ts';
import { fakeLab, type FakeRun } from '../../lab/fixture/fake-lab.ts';
import { running } from '../../lab/fixture/states.ts';

function open(store: Store) {
  const lab = fakeLab(undefined, store);
  const { experiment, trials } = planned();
  return { lab, trials, session: new ExperimentSession(experiment, trials, lab) };
}

const ended = (trials: readonly TrialState[], status: RunState['status'] = 'done'): RunState => ({
  ...running([]),
  status,
  trials,
  workers: 0,
  secondsElapsed: 3,
});

function nextRun(runs: readonly FakeRun[], index: number): Promise<FakeRun> {
  return until(`run ${index} begins`, () => runs[index]);
}

/** A first tab in which the first `count` trials finish before it is closed. */
async function cutOff(
  name: string,
  count: number,
  results: readonly TrialState[] = finished(),
): Promise<void> {
  const store = openStore(name);
  const { session, lab, trials } = open(store);
  void session.start();
  const run = await nextRun(lab.runs, 0);
  const some = results.slice(0, count);
  run.show(ended([...some, ...trials.slice(count).map(waitingTrial)], 'running'));
  const id = session.storedId!;
  await until(`${count} trials are written`, async () => {
    const stored = await store.run(id);
    return stored?.trials.filter(({ key }) => key !== null).length === count;
  });
  await store.close();
}

describe('an experiment whose results are kept', () => {
  afterEach(closeAll);

  it('is shown again when the page is opened again, and trains nothing', async () => {
    const name = newName();
    await cutOff(name, 4);
    const lab = fakeLab(undefined, openStore(name));
    const session = await new SessionStore(lab).open('I1d', new AbortController().signal);
    await until('the kept run is shown', () => session.state.status === 'done');
    assert.isEmpty(lab.runs);
    // Figures come first.
    await until('its losses are read', () =>
      session.state.trials.every(({ keptLosses }) => keptLosses === undefined),
    );
    assert.deepEqual(
      session.state.trials.map(({ batchLosses }) => batchLosses),
      finished().map(({ batchLosses }) => batchLosses),
    );
    assert.match(session.state.note ?? '', /^4 trials, kept from \d/);
    assert.isTrue(session.again);
  });

  it('shows what a closed tab had finished, and trains only the rest', async () => {
    const name = newName();
    await cutOff(name, 3);
    const store = openStore(name);
    const { session, lab, trials } = open(store);
    await session.restoreLatest();
    assert.deepEqual(
      session.state.trials.map(({ status }) => status),
      ['done', 'done', 'done', 'waiting'],
    );
    assert.match(session.state.note ?? '', /^3 of 4 trials finished, kept from/);
    const rest = session.startRest();
    const run = await nextRun(lab.runs, 0);
    assert.deepEqual(
      run.plans.map(({ id }) => id),
      [trials[3]!.id],
    );
    assert.isUndefined(session.state.note);
    run.end(ended(finished().slice(3)));
    await rest;
    assert.equal(session.state.status, 'done');
    const runs = await store.runs();
    assert.lengthOf(runs, 1);
    assert.equal(runs[0]?.status, 'done');
    assert.isTrue(hasAll(runs[0]!));
  });

  it('does not train an identical trial twice, unless asked', async () => {
    const name = newName();
    await cutOff(name, 2);
    const store = openStore(name);
    const { session, lab, trials } = open(store);
    const first = session.start();
    const run = await nextRun(lab.runs, 0);
    assert.deepEqual(
      run.plans.map(({ id }) => id),
      trials.slice(2).map(({ id }) => id),
    );
    assert.isNumber(session.state.trials[0]?.kept);
    run.end(ended(finished().slice(2)));
    await first;
    assert.isTrue(session.state.trials.every(({ status }) => status === 'done'));

    // Another set-up of which all is kept: shown at once, and no second run is made of it.
    session.edit(withSetting(session.draft, 'epochs', 1));
    session.reset();
    const before = (await store.runs()).length;
    await session.start(false);
    assert.lengthOf(lab.runs, 1);
    assert.equal(session.state.status, 'done');
    assert.lengthOf(await store.runs(), before);

    void session.start();
    assert.isTrue(session.active);
    const anew = await nextRun(lab.runs, 1);
    assert.lengthOf(anew.plans, 4);
    anew.end(ended(finished()));
  });

  it('is shown as of an earlier engine where it is, and never goes on as today’s', async () => {
    const name = newName();
    await cutOff(name, 3, finishedBefore());
    const store = openStore(name);
    const { session, lab, trials } = open(store);
    await session.restoreLatest();
    assert.match(
      session.state.note ?? '',
      /^3 of 4 trials finished, kept from .*, by an earlier revision of the engine$/,
    );
    assert.isTrue(isOutdatedRun(session));
    // The rest alone would stand beside results of another engine: all are trained, in a run of its own.
    const rest = session.startRest();
    const run = await nextRun(lab.runs, 0);
    assert.deepEqual(
      run.plans.map(({ id }) => id),
      trials.map(({ id }) => id),
    );
    run.end(ended(finished()));
    await rest;
    assert.isFalse(isOutdatedRun(session));
    assert.lengthOf(await store.runs(), 2);

    // Results of today that are all there are not written over the run of before.
    const [today, before] = (await store.runs()).toSorted(
      (a, b) => Number(hasOutdatedTrials(a)) - Number(hasOutdatedTrials(b)),
    );
    assert.equal(session.storedId, today!.id);
    const keys = (await store.run(before!.id))!.trials.map(({ key }) => key);
    await store.delete([today!.id]);
    const again = open(store);
    await again.session.start(false);
    assert.isEmpty(again.lab.runs);
    assert.deepEqual(
      (await store.run(before!.id))?.trials.map(({ key }) => key),
      keys,
    );
    assert.notEqual(again.session.storedId, before!.id);
  });

  it('can be cancelled while kept trials are looked for', async () => {
    const store = openStore();
    const { session, lab } = open(store);
    const start = session.start();
    assert.isTrue(session.active);
    session.cancel();
    await start;
    assert.isFalse(session.active);
    assert.equal(session.state.status, 'cancelled');
    assert.isEmpty(lab.runs);
  });

  it('keeps a run in memory whose record was deleted, and writes it again', async () => {
    const store = openStore();
    const { session, lab } = open(store);
    const first = session.start();
    const run = await nextRun(lab.runs, 0);
    const [one, ...others] = finished() as [TrialState, ...TrialState[]];
    run.end(ended([one, ...others.map((each) => ({ ...each, status: 'cancelled' as const }))]));
    await first;
    await store.clear();
    const again = session.startRest();
    (await nextRun(lab.runs, 1)).end(ended(others));
    await again;
    const [kept] = await store.runs();
    assert.equal(kept?.tally.kept, 4);
  });

  it('is shown in another tab as it is trained, and as interrupted once that tab is closed', async () => {
    const name = newName();
    const store = openStore(name);
    const { session, lab, trials } = open(store);
    void session.start();
    const run = await nextRun(lab.runs, 0);
    await until('the run is written', () => store.run(session.storedId!));

    const { session: other, lab: otherLab } = open(openStore(name));
    let told = 0;
    const elsewhere = new Elsewhere(otherLab, other, () => told++);
    const stop = elsewhere.follow();
    assert.isFalse(elsewhere.training);
    await other.restoreLatest();
    assert.equal(other.storedId, session.storedId);
    await until('it is known to be trained', () => elsewhere.training);
    assert.isAbove(told, 0);
    run.show(ended([...finished().slice(0, 2), ...trials.slice(2).map(waitingTrial)], 'running'));
    await until('two trials are shown', () => other.state.trials[1]?.status === 'done');
    assert.equal(other.state.trials[2]?.status, 'waiting');
    assert.isTrue(elsewhere.training);
    await store.close();
    await until('it is known to have ended', () => !elsewhere.training);
    assert.match(other.state.note ?? '', /^2 of 4 trials finished/);
    stop();
  });

  it('shows a kept run of another set-up, which reset takes back to the original', async () => {
    const name = newName();
    const store = openStore(name);
    const { session, lab } = open(store);
    session.edit(withSetting(session.draft, 'seed', 7));
    const start = session.start();
    (await nextRun(lab.runs, 0)).cancel();
    await start;
    const [run] = await store.runs();
    const other = open(store).session;
    assert.isTrue(await other.restore(run!));
    assert.equal(other.defaults.seed, 7);
    assert.isFalse(other.stale);
    other.reset();
    assert.equal(other.defaults.seed, 433);
    assert.isTrue(other.stale);
  });
});
