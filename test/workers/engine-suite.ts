/** Tests for every engine, against a float64 network and the reference optimisers. */
import { assert } from 'chai';
import fc from 'fast-check';
import { engineMeta } from '../../src/catalog/registry/engine.meta.ts';
import type { EngineChoice } from '../../src/catalog/lookup/engine.ts';
import { measuredLoss } from '../../src/catalog/lookup/loss.ts';
import { lossMeta } from '../../src/catalog/registry/loss.meta.ts';
import { chooseEngine } from '../../workers/engine/choose.ts';
import type { Engine, Session, SessionOptions } from '../../workers/engine/types.ts';
import {
  arbitraryNetwork,
  codeOf,
  count,
  optionsOf,
  plain,
  reference,
  sgd,
  trained,
  worst,
} from './networks.ts';

export interface EngineUnderTest {
  readonly choice: EngineChoice;
  /** Random networks per property. */
  readonly runs: number;
  /** Relative to float64; the gradient of a step is allowed five times as much. */
  readonly tolerance: number;
  readonly deterministic?: boolean;
}

export function describeEngine({ choice, runs, tolerance, deterministic }: EngineUnderTest): void {
  const kind = deterministic === false ? ', relaxed' : '';
  describe(`The engine ${choice}${kind}`, () => {
    let engine: Engine;

    before(async function () {
      try {
        engine = await chooseEngine(choice, { deterministic });
      } catch (error) {
        if (codeOf(error) === 'engine-unavailable') this.skip();
        throw error;
      }
    });

    const property = (
      test: (session: Session, options: SessionOptions, rows: number) => Promise<void>,
    ) =>
      fc.assert(
        fc.asyncProperty(arbitraryNetwork, async (network) => {
          // A learning rate of 1 makes a step show the gradient itself.
          const options = optionsOf(network, sgd(1));
          const session = await engine.open(options);
          try {
            await test(session, options, network.rows);
          } finally {
            session.close();
          }
        }),
        { seed: 433, numRuns: runs },
      );

    it('says its revision', () => {
      assert.equal(engine.info.revision, engineMeta[engine.info.name].revision);
    });

    it('computes the loss and ‖∂L/∂a‖ of any network', () =>
      property(async (session, options, rows) => {
        const wanted = reference(options, options.train, count(rows));
        const { loss, norms } = await session.activationGradients(count(rows));
        assert.isAtMost(worst([loss], [wanted.loss]), tolerance);
        assert.isAtMost(worst(norms, wanted.activationNorms), 2 * tolerance);
      }));

    it('steps along the gradient of any network, and records the loss before the step', () =>
      property(async (session, options, rows) => {
        const wanted = reference(options, options.train, count(rows));
        const losses = await trained(session, count(rows), rows);
        assert.lengthOf(losses, 1);
        assert.isAtMost(worst(losses, [wanted.loss]), tolerance);
        const after = await session.parameters();
        for (const [l, { weight, bias }] of options.parameters.entries()) {
          const { weight: dWeight, bias: dBias } = wanted.gradients[l]!;
          const differ = (found: Float32Array, before: Float32Array, gradient: Float64Array) => {
            const wanted = Array.from(before, (value, i) => value - gradient[i]!);
            return worst(found, wanted, gradient);
          };
          assert.isAtMost(differ(after[l]!.weight, weight, dWeight), 5 * tolerance);
          assert.isAtMost(differ(after[l]!.bias, bias, dBias), 5 * tolerance);
        }
      }));

    it('evaluates any rows of either part', () =>
      property(async (session, options) => {
        for (const [name, part, from, to] of [
          ['train', options.train, 0, 20],
          ['test', options.test, 3, 10],
        ] as const) {
          const rows = count(to).subarray(from);
          const measured = { ...options, loss: measuredLoss(options.loss) };
          const { outputs, loss } = reference(measured, part, rows);
          const sums = await session.evaluate(name, from, to);
          assert.isAtMost(worst([sums.loss / rows.length], [loss]), tolerance);
          if (lossMeta[options.loss].targets === 'value') {
            const absolute = outputs.reduce(
              (sum, value, i) => sum + Math.abs(value - part.targets[rows[i]!]!),
              0,
            );
            assert.isAtMost(worst([sums.absolute], [absolute]), tolerance);
            assert.equal(sums.correct, 0);
          } else {
            const hits = Array.from(rows).filter((row, i) => {
              const logits = [...outputs.subarray(i * 4, i * 4 + 4)];
              return logits.indexOf(Math.max(...logits)) === part.targets[row];
            });
            assert.equal(sums.correct, hits.length);
            assert.equal(sums.absolute, 0);
          }
        }
      }));

    it('hands out the outputs of any rows, and comes to the same sums', () =>
      property(async (session, options) => {
        for (const [from, to] of [
          [0, 20],
          [3, 10],
        ] as const) {
          const rows = count(to).subarray(from);
          const { outputs: wanted } = reference(options, options.train, rows);
          const outputs = new Float32Array(wanted.length);
          const sums = await session.evaluate('train', from, to);
          assert.deepEqual(await session.evaluate('train', from, to, outputs), sums);
          // An output can be small beside what it is the sum of.
          const { bias } = options.parameters.at(-1)!;
          assert.isAtMost(worst(outputs, wanted, bias), tolerance);
        }
      }));

    it('evaluates rows that are held back as it would any part', () =>
      property(async (session, options) => {
        let refused = false;
        try {
          await session.evaluate('validation', 0, 1);
        } catch (error) {
          refused = error instanceof RangeError;
        }
        assert.isTrue(refused);
        const other = await engine.open({ ...options, validation: options.test });
        const wanted = await session.evaluate('test', 3, 10);
        assert.deepEqual(await other.evaluate('validation', 3, 10), wanted);
        other.close();
      }));

    it('gives the same bits however the steps are cut into calls, with a short last batch', async () => {
      const options = optionsOf(plain, sgd(0.1));
      const results = [];
      for (const cut of [20, 12, 6]) {
        const session = await engine.open(options);
        const losses: number[] = [];
        for (let from = 0; from < 20; from += cut) {
          losses.push(...(await trained(session, count(20).subarray(from, from + cut), 6)));
        }
        results.push({ losses, parameters: await session.parameters() });
        session.close();
      }
      assert.lengthOf(results[0]!.losses, 4);
      assert.deepEqual(results[1], results[0]);
      assert.deepEqual(results[2], results[0]);
    });

    it('knows pixels by their quotient in float32', async () => {
      const bytes = optionsOf(plain, sgd(0.1));
      const floats: SessionOptions = {
        ...bytes,
        train: {
          ...bytes.train,
          features: Float32Array.from(bytes.train.features, (pixel) => pixel / 255),
          divisor: 1,
        },
      };
      const results = [];
      for (const options of [bytes, floats]) {
        const session = await engine.open(options);
        results.push(await trained(session, count(20), 8));
        session.close();
      }
      assert.deepEqual(results[0], results[1]);
    });

    it('takes the slope of ReLU at 0 as 0, as PyTorch does', async () => {
      const options = optionsOf(plain, sgd(1));
      const first = options.parameters[0]!;
      const zeroed = { ...first, weight: first.weight.map(() => 0), bias: first.bias.map(() => 0) };
      const session = await engine.open({
        ...options,
        parameters: [zeroed, ...options.parameters.slice(1)],
      });
      await trained(session, count(8), 8);
      const [after] = await session.parameters();
      assert.isTrue(after!.weight.every((value) => value === 0));
      assert.isTrue(after!.bias.every((value) => value === 0));
      session.close();
    });

    it('survives logits beyond what an exponential can hold', async () => {
      const options = optionsOf({ ...plain, hidden: [] }, sgd(1e-3));
      const large = options.parameters.map((layer) => ({
        ...layer,
        weight: layer.weight.map((value) => value * 1e4),
      }));
      const session = await engine.open({ ...options, parameters: large });
      const wanted = reference(options, options.train, count(20), large);
      assert.isAbove(Math.max(...wanted.outputs), 1000);
      const [loss] = await trained(session, count(20), 20);
      assert.isAtMost(worst([loss!], [wanted.loss]), tolerance);
      session.close();
    });

    it('refuses rows that are not there', async () => {
      const session = await engine.open(optionsOf(plain, sgd(0.1)));
      await trained(session, count(8), 8);
      let caught: unknown;
      await trained(session, Int32Array.of(0, 20), 2).catch((error: unknown) => (caught = error));
      assert.instanceOf(caught, RangeError);
      session.close();
    });

    it('refuses work after it was closed, and closing twice does nothing', async () => {
      const session = await engine.open(optionsOf(plain, sgd(0.1)));
      session.close();
      session.close();
      let code = '';
      await session.parameters().catch((error: unknown) => (code = codeOf(error)));
      assert.equal(code, 'internal');
    });
  });
}
