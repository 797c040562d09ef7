/** Experiments without training rerun at every edit. */
import { install, type Clock } from '@sinonjs/fake-timers';
import { assert } from 'chai';
import { withSetting } from '../../../src/ui/elements/settings-form/draft.ts';
import type { Availability } from '../../../src/data/availability.ts';
import { parseExperiment } from '../../../src/document/parse.ts';
import { ExperimentSession } from '../../../src/lab/session/session.ts';
import { documents, fakeLab } from '../fixture/fake-lab.ts';
import { done } from '../fixture/states.ts';

const kept: Availability = { available: true, bytes: 1, cached: true };

function open(name = 'I1c', available = kept) {
  const parsed = parseExperiment(documents[name]);
  if (!parsed.ok) throw new Error(name);
  const lab = fakeLab(available);
  const session = new ExperimentSession(parsed.experiment, parsed.trials, lab);
  const edit = (path: string, value: unknown) =>
    session.edit(withSetting(session.draft, path, value));
  return { lab, session, edit };
}

/** Milliseconds after the last edit at which a run begins. */
const quiet = 100;

describe('an experiment that trains nothing', () => {
  let clock: Clock;
  beforeEach(() => {
    clock = install({ toFake: ['setTimeout', 'clearTimeout', 'Date', 'performance'] });
  });
  afterEach(() => clock.uninstall());

  /** Lets pending promises run without advancing time. */
  const atOnce = () => clock.tickAsync(0);

  it('starts by an edit, but not before one', async () => {
    const { lab, session, edit } = open();
    assert.isTrue(session.quick);
    assert.equal(session.live.status, 'none');
    assert.isEmpty(lab.runs);
    edit('model.depth', 4);
    assert.equal(session.live.status, 'computing');
    await clock.tickAsync(quiet - 1);
    assert.isEmpty(lab.runs);
    await clock.tickAsync(1);
    assert.lengthOf(lab.runs, 1);
    assert.propertyVal(lab.runs[0]!.plans[0]!.trial.model, 'depth', 4);
    assert.isFalse(session.active, 'the form stays open');
    lab.runs[0]!.end(done(lab.runs[0]!.plans));
    await atOnce();
    assert.equal(session.live.status, 'computed');
    assert.equal(session.state.status, 'done');
    assert.isFalse(session.stale);
    assert.equal(session.shown, session.draft);
  });

  it('is no stored run: it does not pass for the one that was shown before', async () => {
    const { lab, session, edit } = open();
    void session.start();
    lab.runs[0]!.end(done(lab.runs[0]!.plans));
    await atOnce();
    edit('model.depth', 4);
    await clock.tickAsync(quiet);
    lab.runs[1]!.end(done(lab.runs[1]!.plans));
    await atOnce();
    assert.equal(session.live.status, 'computed');
    assert.isNull(session.storedId);
    assert.isNull(session.imported);
  });

  it('keeps its figures until the next ones are there, and drops what an edit overtakes', async () => {
    const { lab, session, edit } = open();
    void session.start();
    lab.runs[0]!.end(done(lab.runs[0]!.plans));
    await atOnce();
    assert.isFalse(session.active);
    const before = session.state;
    edit('model.width', 32);
    assert.isFalse(session.stale, 'nothing to press: it is on its way');
    await clock.tickAsync(quiet);
    assert.lengthOf(lab.runs, 2);
    assert.equal(session.state, before);
    edit('model.width', 64);
    await clock.tickAsync(quiet);
    assert.lengthOf(lab.runs, 3);
    assert.isTrue(lab.runs[1]!.cancelled);
    assert.equal(session.state, before);
    lab.runs[2]!.end(done(lab.runs[2]!.plans));
    await atOnce();
    assert.notEqual(session.state, before);
    assert.propertyVal(session.state.trials[0]?.plan.trial.model, 'width', 64);
  });

  it('runs once for edits that follow each other quickly', async () => {
    const { lab, edit } = open();
    for (const width of [3, 32, 321]) {
      edit('model.width', width);
      await clock.tickAsync(quiet - 1);
    }
    assert.isEmpty(lab.runs);
    await clock.tickAsync(10_000);
    assert.lengthOf(lab.runs, 1);
    assert.propertyVal(lab.runs[0]!.plans[0]!.trial.model, 'width', 321);
  });

  it('fetches nothing for an edit, and says so', async () => {
    const { lab, session, edit } = open('I1c', { ...kept, cached: false });
    edit('model.depth', 4);
    await clock.tickAsync(quiet);
    assert.equal(session.live.status, 'waiting-for-data');
    await clock.tickAsync(10_000);
    assert.isEmpty(lab.runs);
    edit('dataset.name', 'fashion-synthetic');
    await clock.tickAsync(quiet);
    assert.lengthOf(lab.runs, 1);
  });

  it('leaves alone what is switched off, wrong, large or trains', async () => {
    const { lab, session, edit } = open();
    session.setLive(false);
    edit('model.depth', 4);
    assert.equal(session.live.status, 'none');
    session.setLive(true);
    edit('model.depth', 'deep');
    assert.equal(session.live.status, 'none');
    edit('model.depth', 60);
    edit('model.width', 500);
    assert.isFalse(session.quick);
    assert.equal(session.live.status, 'none');
    const trains = open('I1d');
    assert.isFalse(trains.session.quick);
    trains.edit('model.depth', 4);
    assert.equal(trains.session.live.status, 'none');
    await clock.tickAsync(10_000);
    assert.isEmpty([...lab.runs, ...trains.lab.runs]);
  });

  it('gives way to Run', async () => {
    const { lab, session, edit } = open();
    edit('model.depth', 4);
    await clock.tickAsync(quiet);
    assert.lengthOf(lab.runs, 1);
    void session.start();
    assert.isTrue(lab.runs[0]!.cancelled);
    assert.isTrue(session.active);
    assert.lengthOf(lab.runs, 2);
    lab.runs[1]!.end(done(lab.runs[1]!.plans));
    await atOnce();
    assert.isFalse(session.active);
    assert.equal(session.live.status, 'none');
  });
});
