import { assert } from 'chai';
import { progressOf } from '../../../src/surfaces/app/sessions.ts';
import { SessionStore } from '../../../src/lab/session/sessions.ts';
import { fakeLab } from '../../lab/fixture/fake-lab.ts';
import { done, running } from '../../lab/fixture/states.ts';

const { signal } = new AbortController();

describe('the tab’s title while experiments train', () => {
  it('begins with the share of all their steps, and tells of every change', async () => {
    const lab = fakeLab();
    const store = new SessionStore(lab);
    const [one, two] = [await store.open('I1d', signal), await store.open('I1f', signal)];
    let told = 0;
    const stop = store.subscribe(() => told++);
    assert.equal(progressOf(store.active()), '');
    const ended = one.start();
    assert.isAbove(told, 0);
    lab.runs[0]!.show(running(lab.runs[0]!.plans));
    const { stepsDone, stepsTotal } = one.state;
    assert.equal(progressOf(store.active()), `${Math.floor((100 * stepsDone) / stepsTotal)} % · `);
    void two.start();
    const both = stepsTotal + two.state.stepsTotal;
    assert.equal(progressOf(store.active()), `${Math.floor((100 * stepsDone) / both)} % · `);
    one.pause();
    two.pause();
    assert.match(progressOf(store.active()), /^paused at \d+ % · $/);
    lab.runs[0]!.end(done(lab.runs[0]!.plans));
    await ended;
    lab.runs[1]!.cancel();
    stop();
  });
});
