import { assert } from 'chai';
import { PauseSwitch } from '../../src/lab/pause.ts';
import { LabError } from '../../src/base/errors.ts';
import { Gate } from '../../workers/trial/gate.ts';

const codeOf = async (promise: Promise<unknown>): Promise<string> => {
  try {
    await promise;
    return '';
  } catch (error) {
    return error instanceof LabError ? error.code : String(error);
  }
};

describe('the switch of a run', () => {
  it('tells of changes, and only of those', () => {
    const pause = new PauseSwitch();
    const told: boolean[] = [];
    const stop = pause.onChange((paused) => told.push(paused));
    pause.set(false);
    pause.set(true);
    pause.set(true);
    pause.set(false);
    stop();
    pause.set(true);
    assert.deepEqual(told, [true, false]);
  });

  it('lets those through who wait, once it goes on or is cancelled', async () => {
    const pause = new PauseSwitch();
    await pause.whenGoing();
    pause.set(true);
    const controller = new AbortController();
    const [free, cancelled] = [pause.whenGoing(), codeOf(pause.whenGoing(controller.signal))];
    controller.abort();
    assert.equal(await cancelled, 'aborted');
    assert.isTrue(pause.paused);
    pause.set(false);
    await free;
    assert.equal(await codeOf(pause.whenGoing(controller.signal)), 'aborted');
  });
});

describe('the gate of a trial', () => {
  it('costs nothing while it is open', async () => {
    assert.equal(await new Gate().pass(), 0);
  });

  it('holds until it opens and says for how long', async () => {
    const gate = new Gate();
    gate.open = false;
    let through = false;
    const passed = gate.pass().finally(() => (through = true));
    // What is promised already happens before the next task.
    await new Promise((resolve) => setTimeout(resolve));
    assert.isFalse(through);
    gate.open = true;
    assert.isAtLeast(await passed, 0);
  });

  it('lets a cancelled trial through, so that it can end', async () => {
    const gate = new Gate();
    gate.open = false;
    const controller = new AbortController();
    const passed = gate.pass(controller.signal);
    controller.abort();
    await passed;
    assert.isFalse(gate.open);
    await gate.pass(controller.signal);
  });
});
