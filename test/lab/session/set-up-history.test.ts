import { install } from '@sinonjs/fake-timers';
import { assert } from 'chai';
import fc from 'fast-check';
import {
  withAxis,
  withoutAxis,
  withSetting,
} from '../../../src/ui/elements/settings-form/draft.ts';
import { parseExperiment } from '../../../src/document/parse.ts';
import { ExperimentSession } from '../../../src/lab/session/session.ts';
import { SetUpHistory } from '../../../src/lab/session/set-up-history.ts';
import { changedSettings, movedText } from '../../../src/text/set-up-change.ts';
import type { Experiment } from '../../../src/document/schema.ts';
import { documents, fakeLab } from '../fixture/fake-lab.ts';
import { done, running } from '../fixture/states.ts';

function open(name = 'I1d', change: Partial<Experiment> = {}) {
  const parsed = parseExperiment({ ...(documents[name] as Experiment), ...change });
  if (!parsed.ok) throw new Error(name);
  const lab = fakeLab();
  const session = new ExperimentSession(parsed.experiment, parsed.trials, lab, 'link');
  const history = new SetUpHistory(session, (a, b) => changedSettings(a, b).join(' '));
  const set = (path: string, value: unknown) =>
    session.edit(withSetting(session.draft, path, value));
  const said = () => {
    const moved = history.undo();
    return moved === null ? '' : movedText('Undone', moved.from, moved.to);
  };
  const again = () => {
    const moved = history.redo();
    return moved === null ? '' : movedText('Redone', moved.from, moved.to);
  };
  return { lab, session, history, set, said, again, trials: parsed.trials };
}

describe('the history of a set-up', () => {
  it('undoes and redoes edits, a reset and the machine, and says what', () => {
    const { session, set, said, again } = open();
    set('optimizer.learningRate', 0.1);
    set('epochs', 7);
    session.setMachine({ ...session.machine, workers: 3 });
    const edited = session.draft;
    session.reset();
    assert.equal(said(), 'Undone: learning rate back to 0.1 and epochs back to 7');
    assert.deepEqual(session.draft, edited);
    assert.equal(said(), 'Undone: workers back to automatic');
    assert.isNull(session.machine.workers);
    assert.equal(said(), 'Undone: epochs back to 5');
    assert.equal(said(), 'Undone: learning rate back to 0.01');
    assert.equal(said(), '');
    assert.isFalse(session.changed);
    assert.equal(again(), 'Redone: learning rate 0.1');
    assert.equal(again(), 'Redone: epochs 7');
    assert.equal(session.draft.trial.epochs, 7);
  });

  it('says axes, choices and what is not a setting', () => {
    const { session, set, said, again } = open();
    session.edit(withAxis(session.draft, 'batchSize', [16, 32]));
    session.edit(withAxis(session.draft, 'epochs', [1, 2]));
    session.edit(withoutAxis(session.draft, 'batchSize'));
    set('optimizer.name', 'adam');
    session.edit({ ...session.draft, classroom: { lock: ['seed'] } });
    session.edit({ ...session.draft, title: 'Another' });
    assert.match(said(), /^Undone: the title back to /);
    assert.equal(said(), 'Undone: the class settings as before');
    assert.equal(said(), 'Undone: optimiser back to SGD');
    assert.equal(said(), 'Undone: batch size back to 16, 32');
    assert.equal(said(), 'Undone: epochs back to 5');
    assert.equal(said(), 'Undone: batch size back to 128');
    assert.equal(again(), 'Redone: batch size 16, 32');
  });

  it('takes a burst in one setting as one step, and slow typing as well', () => {
    const clock = install({ toFake: ['performance'] });
    try {
      const { history, set, said } = open();
      for (const rate of ['', 0, 0, 0.1]) {
        set('optimizer.learningRate', rate);
        clock.tick(300);
      }
      clock.tick(2000);
      set('optimizer.learningRate', 0.5);
      history.commit();
      history.typing = true;
      for (const rate of ['', 1]) {
        set('optimizer.learningRate', rate);
        clock.tick(5000);
      }
      history.commit();
      assert.equal(said(), 'Undone: learning rate back to 0.5');
      assert.equal(said(), 'Undone: learning rate back to 0.1');
      assert.equal(said(), 'Undone: learning rate back to 0.01');
      assert.equal(said(), '');
    } finally {
      clock.uninstall();
    }
  });

  it('undoes nothing during a run, and everything after it', async () => {
    const { lab, session, history, set, said } = open();
    set('epochs', 2);
    const ended = session.start();
    const plans = lab.runs[0]!.plans;
    lab.runs[0]!.show(running(plans));
    assert.isFalse(history.canUndo);
    assert.equal(said(), '');
    assert.equal(session.draft.trial.epochs, 2);
    lab.runs[0]!.end(done(plans));
    await ended;
    assert.equal(said(), 'Undone: epochs back to 5');
    assert.isTrue(session.stale);
  });

  it('starts again when a class’s reader changes, whose seed is another', () => {
    const { session, set, history } = open('I1d', { classroom: { studentSeed: true } });
    session.forClass((classroom) => classroom.setStudent('11'));
    set('epochs', 2);
    session.forClass((classroom) => classroom.setStudent('12'));
    const { seed } = session.draft.trial;
    history.undo();
    assert.equal(session.draft.trial.seed, seed);
  });

  it('comes back to any earlier draft, whatever was edited', () => {
    const edits = fc.array(
      fc.tuple(
        fc.constantFrom('epochs', 'batchSize', 'seed', 'model.depth', 'optimizer.learningRate'),
        fc.oneof(fc.nat(99), fc.constant(''), fc.string({ maxLength: 3 })),
      ),
      { maxLength: 30 },
    );
    fc.assert(
      fc.property(edits, (all) => {
        const { session, history, set } = open();
        const first = session.draft;
        for (const [path, value] of all) {
          history.commit();
          set(path, value);
        }
        const last = session.draft;
        while (history.undo() !== null);
        assert.deepEqual(session.draft, first);
        while (history.redo() !== null);
        assert.deepEqual(session.draft, last);
      }),
      { numRuns: 30 },
    );
  });
});
