import { assert } from 'chai';
import { ExperimentSession } from '../../../src/lab/session/session.ts';
import { waitingTrial } from '../../../src/lab/reduce.ts';
import type { RunState, TrialState } from '../../../src/lab/state.ts';
import type { Store } from '../../../src/store/store.ts';
import { finished, planned } from '../fixture/made.ts';
import { closeAll, newName, openStore } from '../../store/support.ts';
import { until } from '../../support/until.ts';
import { fakeLab, type FakeRun } from '../fixture/fake-lab.ts';
import { running } from '../fixture/states.ts';

/** A tab of the lab on one database. */
function tab(name: string) {
  const store = openStore(name);
  return { store, ...pageOf(store) };
}

function pageOf(store: Store) {
  const lab = fakeLab(undefined, store);
  const { experiment, trials } = planned();
  return { lab, trials, session: new ExperimentSession(experiment, trials, lab) };
}

const during = (trials: readonly TrialState[]): RunState => ({ ...running([]), trials });
const ended = (trials: readonly TrialState[]): RunState => ({
  ...running([]),
  status: 'done',
  trials,
  workers: 0,
  secondsElapsed: 3,
});

const begins = (runs: readonly FakeRun[], index = 0): Promise<FakeRun> =>
  until(`run ${index} begins`, () => runs[index]);

const ids = (run: FakeRun) => run.plans.map(({ id }) => id);

/** Ends every run of a tab as it begins, until so many trials were trained. */
async function trainAll(runs: readonly FakeRun[], trials: number): Promise<void> {
  for (let at = 0; runs.slice(0, at).flatMap(ids).length < trials; at++) {
    const next = await begins(runs, at);
    next.end(ended(finished().filter(({ plan }) => ids(next).includes(plan.id))));
  }
}

/** A first tab that trains all four trials, and a second that was asked for the same. */
async function both() {
  const name = newName();
  const [one, two] = [tab(name), tab(name)];
  const first = one.session.start();
  const run = await begins(one.lab.runs);
  const second = two.session.start();
  await until(
    'the second tab waits',
    () => two.session.state.notices?.some((text) => text.includes('Another tab')) === true,
  );
  return { one, two, first, second, run };
}

describe('two tabs that were asked for the same trials', () => {
  afterEach(closeAll);

  it('train them once: the second takes each as the first has kept it', async () => {
    const { one, two, first, second, run } = await both();
    const [done, ...others] = finished() as [TrialState, ...TrialState[]];
    const waiting = others.map(({ plan }) => waitingTrial(plan));
    run.show(during([done, ...waiting]));
    await until('the first trial is there', () => two.session.state.trials[0]?.status === 'done');
    assert.deepEqual(two.session.state.trials[0]?.batchLosses, done.batchLosses);
    assert.isNumber(two.session.state.trials[0]?.kept);
    assert.isTrue(two.session.active);
    assert.match(two.session.state.note ?? '', /^Training elsewhere · 1\/4\strials$/);
    assert.match(two.session.state.notices?.join() ?? '', /is training 3 of these trials/);

    run.end(ended([done, ...others]));
    await Promise.all([first, second]);
    assert.isEmpty(two.lab.runs);
    assert.equal(two.session.state.status, 'done');
    assert.isUndefined(two.session.state.notices);
    assert.deepEqual(
      two.session.state.trials.map(({ batchLosses }) => batchLosses),
      finished().map(({ batchLosses }) => batchLosses),
    );
    // Each tab has a run of its own, with the trials of both.
    const runs = await one.store.runs();
    assert.lengthOf(runs, 2);
    for (const kept of runs) {
      assert.equal(kept.status, 'done');
      assert.equal(kept.tally.kept, kept.tally.trials);
    }
  });

  it('train none that the first keeps between the look of the second and its claim', async () => {
    const name = newName();
    const [one, two] = [tab(name), tab(name)];
    const first = one.session.start();
    const run = await begins(one.lab.runs);
    const look = two.store.trials.bind(two.store);
    let looked = 0;
    two.store.trials = async (...asked) => {
      const found = await look(...asked);
      looked += 1;
      if (looked === 1) {
        run.end(ended(finished()));
        await first;
      }
      return found;
    };
    await two.session.start();
    assert.isAbove(looked, 1);
    assert.isEmpty(two.lab.runs);
    assert.equal(two.session.state.status, 'done');
    assert.isTrue(two.session.state.trials.every(({ kept }) => kept !== undefined));
    const { held = [] } = await navigator.locks.query();
    assert.isEmpty(held.filter(({ name: lock }) => lock?.includes(name)));
  });

  it('are told how far the other is, and that it is paused', async () => {
    const { two, first, second, run, one } = await both();
    const [begun, ...others] = one.trials.map(waitingTrial) as [TrialState, ...TrialState[]];
    run.show(during([{ ...begun, status: 'running', stepsDone: 40 }, ...others]));
    await until(
      'the steps of the first tab are shown',
      () => two.session.state.trials[0]?.stepsDone === 40,
    );
    assert.equal(two.session.state.trials[0]?.status, 'running');
    assert.equal(two.session.state.stepsDone, 40);
    one.session.pause();
    await until('the pause is told', () =>
      two.session.state.notices?.some((text) => text.includes('has these trials and is paused')),
    );
    assert.match(two.session.state.note ?? '', /^Paused elsewhere/);
    one.session.resume();
    run.end(ended(finished()));
    await Promise.all([first, second]);
  });

  it('go on in the second where the first is cancelled', async () => {
    const { one, two, first, second, run } = await both();
    const [done, ...others] = finished() as [TrialState, ...TrialState[]];
    run.show(during([done, ...others.map(({ plan }) => waitingTrial(plan))]));
    one.session.cancel();
    run.end({
      ...ended([done, ...others.map((trial) => ({ ...trial, status: 'cancelled' as const }))]),
      status: 'cancelled',
    });
    await first;
    await trainAll(two.lab.runs, 3);
    await second;
    assert.sameMembers(
      two.lab.runs.flatMap(ids),
      others.map(({ plan }) => plan.id),
    );
    assert.isTrue(two.session.state.trials.every(({ status }) => status === 'done'));
  });

  it('go on in the second where the first is closed', async () => {
    const { one, two, second } = await both();
    await one.store.close();
    await trainAll(two.lab.runs, 4);
    await second;
    assert.equal(two.session.state.status, 'done');
  });

  it('may stop waiting, which ends nothing in the first', async () => {
    const { two, first, second, run, one } = await both();
    two.session.cancel();
    await second;
    assert.equal(two.session.state.status, 'cancelled');
    assert.isEmpty(two.lab.runs);
    assert.isTrue(one.session.active);
    run.end(ended(finished()));
    await first;
    assert.equal(one.session.state.status, 'done');
  });

  it('share what both have, and train the rest side by side', async () => {
    const name = newName();
    const one = tab(name);
    const other = fakeLab(undefined, openStore(name));
    const { experiment, trials } = planned();
    const two = new ExperimentSession(experiment, trials, other);
    void one.session.start();
    const run = await begins(one.lab.runs);
    two.edit({
      ...experiment,
      axes: [...experiment.axes, { path: 'seed', values: [trials[0]!.trial.seed, 7] }],
    });
    const second = two.start();
    const beside = await begins(other.runs);
    assert.lengthOf(beside.plans, 4);
    assert.isTrue(beside.plans.every(({ trial }) => trial.seed === 7));
    beside.end(ended(beside.plans.map((plan, at) => ({ ...finished()[at]!, plan }))));
    run.end(ended(finished()));
    await second;
    assert.lengthOf(other.runs, 1);
    assert.isTrue(two.state.trials.every(({ status }) => status === 'done'));
  });
});
