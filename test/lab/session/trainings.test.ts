import { assert } from 'chai';
import { Trainings } from '../../../src/lab/session/trainings.ts';
import { parseExperiment } from '../../../src/document/parse.ts';
import { documents, FakeRun } from '../fixture/fake-lab.ts';

function newRun(): FakeRun {
  const parsed = parseExperiment(documents.I1d);
  if (!parsed.ok) throw new Error('I1d is wrong');
  return new FakeRun(parsed.trials);
}

describe('what trains in a tab', () => {
  it('counts a run from its start to its end, a paused one too, and tells of all three', () => {
    const trainings = new Trainings();
    const told: boolean[] = [];
    trainings.subscribe(() => told.push(trainings.active));
    const [one, two] = [trainings.watch(newRun()), trainings.watch(newRun())];
    assert.isFalse(trainings.active);
    one.show({ ...one.state, status: 'preparing' });
    two.show({ ...two.state, status: 'running' });
    one.pause();
    one.show({ ...one.state, status: 'done' });
    assert.isTrue(trainings.active, 'the other one goes on');
    two.show({ ...two.state, status: 'failed' });
    assert.isFalse(trainings.active);
    assert.deepEqual(told, [true, true, true, true, false]);
  });

  it('knows whether anything computes, or all of it is paused', () => {
    const trainings = new Trainings();
    const told: boolean[] = [];
    trainings.subscribe(() => told.push(trainings.computing));
    const [one, two] = [trainings.watch(newRun()), trainings.watch(newRun())];
    one.show({ ...one.state, status: 'running' });
    one.show({ ...one.state, stepsDone: 7 });
    two.show({ ...two.state, status: 'running' });
    one.pause();
    two.pause();
    one.resume();
    one.show({ ...one.state, status: 'done' });
    assert.isTrue(trainings.active, 'a paused one is under way');
    two.cancel();
    assert.deepEqual(told, [true, true, true, false, true, false, false]);
  });
});
