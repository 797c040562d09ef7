import { install } from '@sinonjs/fake-timers';
import { assert } from 'chai';
import { withAxis, withSetting } from '../../../src/ui/elements/settings-form/draft.ts';
import { parseExperiment } from '../../../src/document/parse.ts';
import { csvField } from '../../../src/formats/csv.ts';
import { resultsCsv } from '../../../src/ui/pages/csv.ts';
import { merged } from '../../../src/lab/session/merge.ts';
import { ExperimentSession } from '../../../src/lab/session/session.ts';
import { SessionStore } from '../../../src/lab/session/sessions.ts';
import type { RunState } from '../../../src/lab/state.ts';
import { documents, fakeLab } from '../fixture/fake-lab.ts';
import { done, running, troubled } from '../fixture/states.ts';

function open(name = 'I1d') {
  const parsed = parseExperiment(documents[name]);
  if (!parsed.ok) throw new Error(name);
  const lab = fakeLab();
  const session = new ExperimentSession(parsed.experiment, parsed.trials, lab);
  let told = 0;
  session.subscribe(() => told++);
  return { lab, session, trials: parsed.trials, told: () => told };
}

describe('an experiment while the page is open', () => {
  it('shows what would run before it does', () => {
    const { session } = open();
    assert.equal(session.state.status, 'idle');
    assert.equal(session.state.stepsTotal, 9380);
    assert.isFalse(session.changed);
  });

  it('follows the draft as long as nothing has run', () => {
    const { session } = open();
    session.edit(withSetting(session.draft, 'epochs', 1));
    assert.equal(session.state.stepsTotal, 4 * 469);
    assert.isTrue(session.changed);
    session.reset();
    assert.isFalse(session.changed);
    assert.equal(session.state.stepsTotal, 9380);
  });

  it('keeps bad input, says what is wrong with it and does not run it', async () => {
    const { session, lab } = open();
    session.edit(withSetting(session.draft, 'batchSize', 'many'));
    assert.equal(session.draft.trial.batchSize, 'many');
    assert.equal(session.issues[0]?.path, 'trial.batchSize');
    assert.equal(session.defaults.batchSize, 128);
    await session.start();
    assert.isEmpty(lab.runs);
    session.edit(withSetting(session.draft, 'batchSize', 64));
    assert.isEmpty(session.issues);
    assert.equal(session.defaults.batchSize, 64);
  });

  it('runs, tells of it and ends', async () => {
    const { session, lab, trials, told } = open();
    const ended = session.start();
    assert.isTrue(session.active);
    lab.runs[0]!.show(running(trials));
    assert.equal(session.state.status, 'running');
    lab.runs[0]!.end(done(trials));
    await ended;
    assert.equal(session.state.status, 'done');
    assert.isFalse(session.active);
    assert.isAtLeast(told(), 3);
  });

  it('tells at most ten times a second while it runs', () => {
    const clock = install({ toFake: ['setTimeout', 'clearTimeout', 'Date', 'performance'] });
    try {
      const { session, lab, trials, told } = open();
      void session.start();
      lab.runs[0]!.show(running(trials));
      const before = told();
      for (const times of [1, 2]) {
        for (let event = 0; event < 50; event++) {
          lab.runs[0]!.show({ ...running(trials), stepsDone: event });
          clock.tick(1);
        }
        clock.tick(49);
        assert.equal(told(), before + times - 1);
        clock.tick(1);
        assert.equal(told(), before + times);
        assert.equal(session.state.stepsDone, 49);
      }
      clock.tick(10_000);
      assert.equal(told(), before + 2, 'nothing new, nothing told');
    } finally {
      clock.uninstall();
    }
  });

  it('changes nothing while it runs', () => {
    const { session, lab } = open();
    void session.start();
    session.edit(withSetting(session.draft, 'epochs', 1));
    assert.isFalse(session.changed);
    void session.start();
    assert.equal(lab.runs.length, 1);
  });

  it('keeps the figures of the last run beside a changed set-up', async () => {
    const { session, lab, trials } = open();
    const ended = session.start();
    lab.runs[0]!.end(done(trials));
    await ended;
    session.edit(withAxis(session.draft, 'seed', [1, 2]));
    assert.isTrue(session.stale);
    assert.equal(session.state.trials.length, 4);
    assert.equal(session.planned.trials.length, 8);
    assert.equal(session.shown.axes.length, 1);
    session.reset();
    assert.isFalse(session.stale);
  });

  it('pauses and goes on, and tells of it at once', () => {
    const { session, lab, trials, told } = open();
    void session.start();
    lab.runs[0]!.show(running(trials));
    const before = told();
    session.pause();
    assert.isTrue(session.state.paused);
    assert.isTrue(session.active);
    assert.equal(told(), before + 1);
    session.resume();
    assert.isFalse(session.state.paused);
    assert.equal(told(), before + 2);
  });

  it('sets one trial off until another run', async () => {
    const { session, lab, trials, told } = open();
    session.highlight(trials[1]!.id);
    session.highlight(trials[1]!.id);
    assert.equal(session.highlighted, trials[1]!.id);
    assert.equal(told(), 1);
    const ended = session.start();
    assert.isNull(session.highlighted);
    lab.runs[0]!.end(done(trials));
    await ended;
  });

  it('cancels', async () => {
    const { session, lab } = open();
    const ended = session.start();
    session.cancel();
    await ended;
    assert.isTrue(lab.runs[0]!.cancelled);
    assert.equal(session.state.status, 'cancelled');
  });

  it('runs a failed trial again and keeps the others', async () => {
    const { session, lab, trials } = open();
    const first = session.start();
    lab.runs[0]!.end(troubled(trials));
    await first;
    const again = session.startAgain([trials[1]!.id]);
    assert.deepEqual(
      lab.runs[1]!.plans.map(({ id }) => id),
      [trials[1]!.id],
    );
    assert.equal(session.state.trials.length, 4);
    assert.equal(session.state.trials[1]?.status, 'waiting');
    assert.equal(session.state.trials[0]?.status, 'diverged');
    lab.runs[1]!.end(done([trials[1]!]));
    await again;
    assert.deepEqual(
      session.state.trials.map(({ status }) => status),
      ['diverged', 'done', 'cancelled', 'done'],
    );
    await session.startAgain(['no such trial']);
    assert.equal(lab.runs.length, 2);
  });
});

describe('a run that is repeated', () => {
  const finishedRun = async () => {
    const opened = open();
    const ended = opened.session.start();
    opened.lab.runs[0]!.end(done(opened.trials));
    await ended;
    return opened;
  };
  const statuses = (state: RunState) => state.trials.map(({ status }) => status);

  it('keeps each trial’s figures until it has new ones', async () => {
    const { session, lab, trials } = await finishedRun();
    const { results: before } = session;
    assert.equal(before, session.state);
    const again = session.start();
    assert.equal(session.state.trials[0]?.status, 'waiting');
    assert.deepEqual(session.results.trials, before.trials);
    assert.equal(session.results, session.results, 'nothing is drawn again for nothing');
    assert.equal(session.results.status, session.state.status);
    const now = running(trials);
    lab.runs[1]!.show(now);
    assert.equal(session.results.trials[0], session.state.trials[0]);
    const late = now.trials.findIndex(({ epochs }) => epochs.length === 0);
    assert.isAtLeast(late, 0);
    assert.equal(session.results.trials[late], before.trials[late]);
    const after = done(trials);
    lab.runs[1]!.end(after);
    await again;
    assert.equal(session.results, session.state);
    assert.deepEqual(session.state.trials, after.trials);
  });

  it('shows what was there before it, where it is cancelled or fails', async () => {
    const { session, lab, trials } = await finishedRun();
    const before = session.state;
    const cancelled = session.start();
    session.cancel();
    await cancelled;
    assert.deepEqual(session.state.trials, before.trials);
    assert.equal(session.state.status, 'done');
    assert.match(session.state.notices?.join() ?? '', /^The earlier results are shown: .* 0 of 4/);
    assert.isTrue(session.again);

    const failing = session.start();
    const error = { code: 'worker-died', message: 'The worker ended.' } as const;
    lab.runs[2]!.end({ ...troubled(trials), status: 'failed', error });
    await failing;
    assert.deepEqual(session.state.trials, before.trials);
    assert.equal(session.state.error, error);

    const whole = session.start();
    lab.runs[3]!.end(done(trials));
    await whole;
    assert.isNull(session.state.error);
    assert.isUndefined(session.state.notices);
  });

  it('keeps the figures of one trial that is trained again', async () => {
    const { session, lab, trials } = await finishedRun();
    const before = session.state;
    const again = session.startAgain([trials[1]!.id]);
    assert.equal(session.state.trials[1]?.status, 'waiting');
    assert.deepEqual(session.results.trials, before.trials);
    session.cancel();
    await again;
    assert.isTrue(lab.runs[1]!.cancelled);
    assert.deepEqual(session.state.trials, before.trials);
  });

  it('has nothing to keep where another set-up runs', async () => {
    const { session, trials } = await finishedRun();
    session.edit(withSetting(session.draft, 'seed', 7));
    void session.start();
    assert.deepEqual(
      statuses(session.results),
      trials.map(() => 'waiting'),
    );
    session.cancel();
  });
});

describe('states shown as one', () => {
  it('add up', () => {
    const { trials } = open();
    const both = merged(troubled(trials), done(trials.slice(0, 1)));
    assert.equal(both.trials.length, 4);
    assert.equal(both.stepsTotal, 9380);
    assert.equal(
      both.stepsDone,
      both.trials.reduce((sum, trial) => sum + trial.stepsDone, 0),
    );
    assert.closeTo(both.secondsElapsed, 24.8, 1e-9);
  });
});

describe('the store of sessions', () => {
  it('opens each experiment once', async () => {
    const store = new SessionStore(fakeLab());
    const { signal } = new AbortController();
    assert.isUndefined(store.peek('I1d'));
    const [one, two] = await Promise.all([store.open('I1d', signal), store.open('I1d', signal)]);
    assert.equal(one, two);
    assert.equal(store.peek('I1d'), one);
    assert.isEmpty(store.active());
    void one.start();
    assert.deepEqual(store.active(), [one]);
  });

  it('says what is wrong with a preset', async () => {
    const store = new SessionStore({
      ...fakeLab(),
      preset: () => Promise.resolve({ format: 'x' }),
    });
    let message = '';
    try {
      await store.open('I1d', new AbortController().signal);
    } catch (error) {
      message = String(error);
    }
    assert.include(message, 'The experiment I1d is not valid: format');
  });
});

describe('the table as CSV', () => {
  it('quotes what needs it and lets no text become a formula', () => {
    assert.deepEqual(['plain', 'a,b', 'say "yes"', '=1+1', '-x', null, 0.1, NaN].map(csvField), [
      'plain',
      '"a,b"',
      '"say ""yes"""',
      "'=1+1",
      "'-x",
      '',
      '0.1',
      '',
    ]);
  });

  it('has one line a trial, figures in full', () => {
    const { trials, session } = open();
    const csv = resultsCsv(done(trials).trials, session.shown.axes, 'fashion-mnist');
    const [head, ...rows] = csv.trimEnd().split('\r\n');
    assert.match(head!, /^dataset,init,status,testAccuracy,/);
    assert.equal(rows.length, 4);
    assert.match(rows[3]!, /^fashion-mnist,Xavier,done,0\.\d{6,},/);
  });
});
