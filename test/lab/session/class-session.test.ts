import { assert } from 'chai';
import { withSetting } from '../../../src/ui/elements/settings-form/draft.ts';
import { studentSeed } from '../../../src/document/classroom.ts';
import { parseExperiment } from '../../../src/document/parse.ts';
import type { Prediction } from '../../../src/formats/results/document.ts';
import type { Classroom } from '../../../src/document/schema.ts';
import type { Origin } from '../../../src/lab/session/class-session.ts';
import { ExperimentSession } from '../../../src/lab/session/session.ts';
import { documents, fakeLab } from '../fixture/fake-lab.ts';
import { done } from '../fixture/states.ts';

function open(classroom: Classroom, name = 'I1d', origin: Origin = 'link') {
  const parsed = parseExperiment({ ...(documents[name] as object), classroom });
  if (!parsed.ok) throw new Error(parsed.issues[0]?.message);
  const lab = fakeLab();
  return { lab, session: new ExperimentSession(parsed.experiment, parsed.trials, lab, origin) };
}

const question = 'Which ends highest?';
const said = (answer: string): Prediction => ({
  question,
  answer,
  date: '2026-03-01T09:00:00.000Z',
});

describe('a session of an experiment for a class', () => {
  it('does not run before the prediction, and ties it to its run', async () => {
    const { session, lab } = open({ predict: question });
    await session.start();
    assert.isEmpty(lab.runs);
    assert.include(session.classroom.blocked, 'predict before you run');
    session.forClass((classroom) => classroom.answer(said('Xavier')));
    session.forClass((classroom) => classroom.answer(said('Xavier, by far')));
    assert.isFalse(session.classroom.fixed, 'it can be changed before the run');
    assert.deepEqual(session.classroom.record, {}, 'of no run yet');
    const run = session.start();
    assert.lengthOf(lab.runs, 1);
    assert.isTrue(session.classroom.fixed);
    session.forClass((classroom) => classroom.answer(said('late')));
    assert.equal(session.classroom.prediction?.answer, 'Xavier, by far');
    const { trials } = parseExperimentOf(session);
    lab.runs[0]!.end(done(trials));
    await run;
    assert.deepEqual(session.classroom.record, { prediction: said('Xavier, by far') });

    // Another prediction is for another run; until that has begun, the shown one keeps its own.
    session.forClass((classroom) => classroom.renew(true));
    await session.start();
    assert.lengthOf(lab.runs, 1, 'blocked until it is written');
    session.forClass((classroom) => classroom.answer(said('again Xavier')));
    assert.deepEqual(session.classroom.record, { prediction: said('Xavier, by far') });
    void session.start();
    assert.lengthOf(lab.runs, 2);
    assert.deepEqual(session.classroom.record, { prediction: said('again Xavier') });
  });

  it('gives the seed of the reader’s id, and another with another id', () => {
    const { session } = open({ studentSeed: true }, 'I2c');
    assert.include(session.classroom.blocked, 'student id');
    session.forClass((classroom) => classroom.setStudent(' Ab12 '));
    const seed = studentSeed('ab12', 'I2c');
    assert.deepEqual(session.classroom.student, { id: 'ab12', seed });
    assert.equal(session.draft.trial.seed, seed);
    assert.equal(session.defaults.seed, seed);
    assert.isFalse(session.changed);
    session.edit(withSetting(session.draft, 'seed', 1));
    assert.equal(session.draft.trial.seed, seed, 'the seed is locked');
    session.edit(withSetting(session.draft, 'epochs', 2));
    assert.equal(session.draft.trial.epochs, 2);
    session.reset();
    assert.equal(session.draft.trial.seed, seed);
    session.forClass((classroom) => classroom.setStudent('zz'));
    assert.equal(session.draft.trial.seed, studentSeed('zz', 'I2c'));
    // Kept for the next experiment that asks.
    assert.equal(open({ studentSeed: true }, 'I1d').session.classroom.student?.id, 'zz');
  });

  it('never runs by itself where something is asked first', () => {
    assert.isTrue(open({}, 'I1c').session.quick);
    assert.isFalse(open({ predict: question }, 'I1c').session.quick);
  });

  it('keeps what is locked, and asks nothing of its author', () => {
    const lock = ['optimizer.learningRate'];
    const { session } = open({ lock, predict: question });
    session.edit(withSetting(session.draft, 'optimizer.learningRate', 9));
    assert.isFalse(session.changed);
    assert.deepEqual(session.classroom.locked(session.draft), lock);
    const author = open({ lock, predict: question, studentSeed: true }, 'I1d', 'playground');
    assert.equal(author.session.classroom.blocked, '');
    assert.deepEqual(author.session.classroom.locked(author.session.draft), lock);
  });

  it('asks nothing of a program, which runs the document as it is', () => {
    const classroom = { predict: question, studentSeed: true, lock: ['epochs'] };
    const { session, lab } = open(classroom, 'I1d', 'program');
    assert.equal(session.classroom.blocked, '');
    assert.isEmpty(session.classroom.locked(session.draft));
    assert.isFalse(session.classroom.authoring);
    void session.start();
    assert.lengthOf(lab.runs, 1);
    assert.deepEqual(session.shown, session.original);
    assert.deepEqual(session.classroom.record, {});
  });
});

function parseExperimentOf({ valid }: ExperimentSession) {
  const parsed = parseExperiment(valid);
  if (!parsed.ok) throw new Error(valid.name);
  return parsed;
}
