/** The state of sessions on the engines that start in Node; the browser's test has the others. */
import { assert } from 'chai';
import { chooseEngine } from '../../workers/engine/choose.ts';
import { startOwnEngine } from '../support/own-engine.ts';
import { codeOf, count, optionsOf, plain } from './networks.ts';
import { optimizerForms } from './optimizers.ts';
import { describeSessionState } from './session-state-suite.ts';

describeSessionState('wasm', () => startOwnEngine());
describeSessionState('wasm, relaxed', () => startOwnEngine(false));
describeSessionState('tfjs-cpu', () => chooseEngine('tfjs-cpu'));

describe('a step that takes several pieces', () => {
  const network = { ...plain, inputs: 300, hidden: [200, 200] };
  const options = () => optionsOf(network, optimizerForms[8]!, 600);
  const order = count(600);

  /** With a clock that leaps, so that every piece is as small as pieces get. */
  async function slowly(work: () => Promise<void>): Promise<void> {
    let time = 0;
    performance.now = () => (time += 1000);
    try {
      await work();
    } finally {
      Reflect.deleteProperty(performance, 'now');
    }
  }

  it('is ended where it is asked for, and no sooner, wherever it is then', async () => {
    const whole = await (await startOwnEngine()).open(options());
    const wanted: number[] = [];
    for (const { losses } of whole.train(order, 250) as Iterable<{ losses: Float32Array }>) {
      wanted.push(...losses);
    }
    const end = await whole.state();
    const engine = await startOwnEngine();
    await slowly(async () => {
      for (let asked = 1; asked < 60; asked += 7) {
        const session = await engine.open(options());
        const losses: number[] = [];
        let pieces = 0;
        while (losses.length < wanted.length) {
          for await (const stretch of session.train(order.subarray(losses.length * 250), 250)) {
            losses.push(...stretch.losses);
            pieces += 1;
            if (pieces !== asked) continue;
            if (stretch.fraction > 0) {
              assert.equal(await session.state().then(() => 'none', codeOf), 'internal');
            }
            session.finishStep();
          }
          // Nothing is lost between two steps.
          await session.state();
        }
        assert.deepEqual(losses, wanted);
        assert.deepEqual(await session.state(), end);
        session.close();
      }
    });
  });

  it('that another trial left in memory is not taken for one of the next', async () => {
    const engine = await startOwnEngine();
    await slowly(async () => {
      const left = await engine.open(options());
      for await (const { fraction } of left.train(order, 600)) if (fraction > 0) break;
      left.close();
    });
    const session = await engine.open(options());
    assert.equal((await session.state()).steps, 0);
  });
});
