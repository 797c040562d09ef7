import { assert } from 'chai';
import { pauses, yieldToEventLoop } from '../../src/base/event-loop.ts';
import { settings } from '../support/settings.mjs';

describe('pauses of a calculation', () => {
  it('let messages through while it lasts', async () => {
    const heard: string[] = [];
    void yieldToEventLoop().then(() => heard.push('a message'));
    const pause = pauses();
    const end = performance.now() + settings.patience;
    while (heard.length === 0 && performance.now() < end) await pause();
    assert.deepEqual(heard, ['a message']);
  });
});
