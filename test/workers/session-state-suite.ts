/** A session that goes on from another one's state gives the bits of one session. */
import { assert } from 'chai';
import fc from 'fast-check';
import { activations } from '../../src/document/schema.ts';
import { bufferNames } from '../../src/catalog/lookup/optimizer.ts';
import type { SessionState } from '../../src/protocol/checkpoint.ts';
import type { Engine, Session, SessionOptions } from '../../workers/engine/types.ts';
import { codeOf, count, losses, optionsOf, trained, type NetworkCase } from './networks.ts';
import { optimizerForms } from './optimizers.ts';

/** Everything that a session can tell of where it stands. */
async function found(session: Session, options: SessionOptions) {
  const outputs = new Float32Array(options.test.count * options.sizes.at(-1)!);
  return {
    state: await session.state(),
    parameters: await session.parameters(),
    sums: await session.evaluate('test', 0, options.test.count, outputs),
    outputs,
  };
}

/** Trains up to a step in mid-epoch, by `finishStep` where the session yields there or earlier. */
async function trainedTo(
  session: Session,
  rows: Int32Array,
  batchSize: number,
  step: number,
): Promise<number[]> {
  const all: number[] = [];
  while (all.length < step) {
    const rest = rows.subarray(all.length * batchSize, step * batchSize);
    for await (const { losses } of session.train(rest, batchSize)) {
      all.push(...losses);
      session.finishStep();
    }
  }
  return all;
}

const rows = 37;
const batchSize = 5;
const steps = Math.ceil(rows / batchSize);

/** Odd widths leave padding, and so does the last batch, which is short. */
const network = (part: Partial<NetworkCase>): NetworkCase => ({
  seed: 7,
  inputs: 53,
  hidden: [6, 5],
  activation: 'relu',
  loss: 'cross-entropy',
  rows,
  pixels: true,
  ...part,
});

/**
 * Two epochs in one piece, and again with a fresh engine from a step of the first of them on.
 * @param start a new engine each time
 */
async function compare(
  start: () => Promise<Engine>,
  options: SessionOptions,
  ats: readonly number[],
  pass: (state: SessionState) => SessionState = structuredClone,
): Promise<boolean> {
  const order = count(rows).reverse();
  const whole = await (await start()).open(options);
  const wanted = [await trained(whole, order, batchSize), await trained(whole, count(rows), 7)];
  const end = await found(whole, options);
  whole.close();
  let equal = true;
  for (const at of ats) {
    const before = await (await start()).open(options);
    const begun = await trainedTo(before, order, batchSize, at);
    const resume = pass(await before.state());
    before.close();
    const after = await (await start()).open({ ...options, resume });
    const rest = await trained(after, order.subarray(at * batchSize), batchSize);
    const own = [Float32Array.from([...begun, ...rest]), await trained(after, count(rows), 7)];
    const last = await found(after, options);
    after.close();
    // Numbers that are not finite are equal where their kind is.
    try {
      assert.deepEqual({ losses: own, ...last }, { losses: wanted, ...end });
    } catch (error) {
      if (pass === structuredClone) throw error;
      equal = false;
    }
  }
  return equal;
}

export function describeSessionState(name: string, start: () => Promise<Engine>): void {
  describe(`the state of a session of ${name}`, () => {
    for (const form of optimizerForms) {
      it(`holds all of ${JSON.stringify(form)}, after every step`, async () => {
        const ats = Array.from({ length: steps + 1 }, (_, at) => at);
        for (const [index, activation] of activations.entries()) {
          const loss = losses[index % losses.length]!;
          const options = optionsOf(network({ activation, loss }), form, rows);
          await compare(start, options, ats.slice(index % 2));
        }
      });
    }

    it('holds it without an epsilon, where padding has no step that is a number', async () => {
      for (const form of optimizerForms) {
        if (!('epsilon' in form)) continue;
        const options = optionsOf(network({ inputs: 3 }), { ...form, epsilon: 0 }, rows);
        await compare(start, options, [1, 4, steps]);
      }
    });

    it('holds it for any network', async () => {
      const arbitrary = fc.record({
        seed: fc.nat(),
        inputs: fc.integer({ min: 1, max: 130 }),
        hidden: fc.array(fc.integer({ min: 1, max: 21 }), { maxLength: 3 }),
        activation: fc.constantFrom(...activations),
        loss: fc.constantFrom(...losses),
        pixels: fc.boolean(),
      });
      await fc.assert(
        fc.asyncProperty(
          arbitrary,
          fc.constantFrom(...optimizerForms),
          fc.integer({ min: 0, max: steps }),
          async (part, form, at) => {
            await compare(start, optionsOf(network(part), form, rows), [at]);
          },
        ),
        { numRuns: 25 },
      );
    });

    it('names the buffers as the catalog does, in the shapes of the parameters', async () => {
      const engine = await start();
      for (const form of optimizerForms) {
        const options = optionsOf(network({}), form, rows);
        const session = await engine.open(options);
        const { parameters, buffers, steps: taken } = await session.state();
        session.close();
        assert.deepEqual(parameters, options.parameters);
        assert.equal(taken, 0);
        assert.sameMembers(Object.keys(buffers), [...bufferNames(form)]);
        for (const layers of Object.values(buffers)) {
          for (const [index, { inputs, outputs, weight, bias }] of layers.entries()) {
            const own = options.parameters[index]!;
            assert.deepEqual([inputs, outputs], [own.inputs, own.outputs]);
            assert.deepEqual(weight, new Float32Array(own.weight.length));
            assert.deepEqual(bias, new Float32Array(own.bias.length));
          }
        }
      }
    });

    it('shares no memory with the session', async () => {
      const options = optionsOf(network({}), optimizerForms[10]!, rows);
      const session = await (await start()).open(options);
      await trained(session, count(rows), batchSize);
      const state = await session.state();
      const copy = structuredClone(state);
      const other = await (await start()).open({ ...options, resume: state });
      await trained(session, count(rows), batchSize);
      await trained(other, count(rows), batchSize);
      assert.deepEqual(state, copy);
      for (const { weight, bias } of [state.parameters, ...Object.values(state.buffers)].flat()) {
        weight.fill(NaN);
        bias.fill(NaN);
      }
      assert.deepEqual(await other.state(), await session.state());
      session.close();
      other.close();
    });

    it('is told apart where the steps or a buffer are forgotten', async () => {
      const adam = optimizerForms.find(({ name }) => name === 'adam')!;
      const options = optionsOf(network({ activation: 'tanh' }), adam, rows);
      assert.isFalse(await compare(start, options, [3], (state) => ({ ...state, steps: 0 })));
      for (const buffer of bufferNames(adam)) {
        const forget = (state: SessionState): SessionState => ({
          ...state,
          buffers: {
            ...state.buffers,
            [buffer]: state.buffers[buffer]!.map((layer) => ({
              ...layer,
              weight: new Float32Array(layer.weight.length),
            })),
          },
        });
        assert.isFalse(await compare(start, options, [3], forget), buffer);
      }
    });

    it('cannot be had from a session that is closed', async () => {
      const session = await (await start()).open(optionsOf(network({}), optimizerForms[0]!, rows));
      session.close();
      const code = await session.state().then(() => 'none', codeOf);
      assert.equal(code, 'internal');
    });
  });
}
