/** The tfjs engine: what every engine is asked, and that tfjs keeps nothing behind. */
import { outerProduct, zeros, type Rank } from '@tensorflow/tfjs-core';
import { assert } from 'chai';
import { LabError } from '../../src/base/errors.ts';
import { chooseEngine } from '../../workers/engine/choose.ts';
import { heldTensors } from './held-tensors.ts';
import type { Engine } from '../../workers/engine/types.ts';
import { describeEngine, type EngineUnderTest } from './engine-suite.ts';
import { count, optionsOf, plain, sgd, trained } from './networks.ts';

/** Software WebGPU compiles shaders for every new shape, so it sees fewer cases, less exactly. */
const engines: readonly EngineUnderTest[] = [
  { choice: 'tfjs-wasm', runs: 150, tolerance: 2e-6 },
  { choice: 'tfjs-cpu', runs: 150, tolerance: 2e-6 },
  { choice: 'tfjs-webgpu', runs: 6, tolerance: 2e-5 },
];

for (const engine of engines) describeEngine(engine);

describe('The engine tfjs-wasm without memory', () => {
  it('says so, and goes on with what it has', async () => {
    const engine = await chooseEngine('tfjs-wasm');
    const session = await engine.open(optionsOf(plain, sgd(0.1)));
    const wanted = await trained(session, count(20), 8);
    const column = zeros<Rank.R1>([33_000]);
    let error: unknown;
    try {
      outerProduct(column, column);
    } catch (caught) {
      error = caught;
    }
    assert.isTrue(error instanceof LabError && error.code === 'out-of-memory');
    assert.lengthOf(wanted, 3);
    assert.isTrue((await trained(session, count(20), 8)).every(Number.isFinite));
    session.close();
    column.dispose();
  });
});

for (const { choice } of engines) {
  describe(`The tensors of ${choice}`, () => {
    let engine: Engine;

    before(async function () {
      try {
        engine = await chooseEngine(choice);
      } catch (error) {
        if (error instanceof LabError && error.code === 'engine-unavailable') this.skip();
        throw error;
      }
    });

    it('are as many after a hundred steps as after one, and none after closing', async () => {
      const optimizer = {
        name: 'rmsprop',
        learningRate: 0.01,
        alpha: 0.9,
        epsilon: 1e-8,
        momentum: 0.9,
        centered: true,
        weightDecay: 0.1,
      } as const;
      const before = heldTensors();
      // What leaks does so in each step and each session: the software adapter, which is slow, shows it in few.
      const [rounds, turns] = choice === 'tfjs-webgpu' ? [2, 2] : [5, 20];
      for (let round = 0; round < rounds; round++) {
        const session = await engine.open(optionsOf(plain, optimizer));
        await trained(session, count(20), 8);
        await session.activationGradients(count(8));
        const opened = heldTensors();
        for (let k = 0; k < turns; k++) {
          await trained(session, count(20), 8);
          await session.evaluate('test', 0, 11);
          await session.activationGradients(count(8));
          await session.parameters();
        }
        assert.equal(heldTensors(), opened);
        session.close();
        assert.equal(heldTensors(), before);
      }
    });

    it('are not lost by rows that are not there', async () => {
      const session = await engine.open(optionsOf(plain, sgd(0.1)));
      await trained(session, count(8), 8);
      const before = heldTensors();
      await trained(session, Int32Array.of(0, 20), 2).catch(() => undefined);
      assert.equal(heldTensors(), before);
      session.close();
    });
  });
}
