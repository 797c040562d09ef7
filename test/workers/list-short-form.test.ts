/** A network in the short form is the same as a list of layers, on the lab's own engine. */
import { assert } from 'chai';
import type { Criterion } from '../../src/catalog/kinds/loss.ts';
import type { LossName } from '../../src/catalog/registry/loss.meta.ts';
import type { ListOptions, SessionOptions } from '../../workers/engine/types.ts';
import { startWasm } from '../../workers/engine/wasm/engine.ts';
import { linear, planned, trainedList } from './lists.ts';
import { count, optionsOf, plain, sgd as sgdOf, trained, worst } from './networks.ts';

const about = { name: 'wasm', reason: 'a test', revision: 0 } as const;
const start = () => startWasm(about, { deterministic: true });
const sgd = sgdOf(0.1);

/** The same network as a list. */
function listed({ sizes, activation, parameters, ...rest }: SessionOptions): ListOptions {
  const [inputs = 0, ...widths] = sizes;
  const layers = widths.slice(0, -1).flatMap((width) => [linear(width), { name: activation }]);
  const plan = planned(layers, null, inputs, widths.at(-1)!);
  const tensors = plan.tensors.map(({ name, shape, op }) => {
    const own = parameters[plan.ops.slice(0, op).filter(({ kind }) => kind === 'layer').length]!;
    return { name, shape, values: name.endsWith('weight') ? own.weight : own.bias };
  });
  const { loss, optimizer, train, test, criterion, clip } = rest;
  const settings = { ...(criterion && { criterion }), ...(clip && { clip }) };
  return { plan, tensors, loss, optimizer, train, test, ...settings };
}

describe('A network in both forms', () => {
  it('trains as the same network in the short form, with every loss and its settings', async () => {
    const engine = await start();
    const forms: readonly (readonly [LossName, Criterion])[] = [
      ['cross-entropy', { coefficients: [0.1], weights: [0.5, 2, 1, 3] }],
      ['cross-entropy', { coefficients: [0] }],
      ['mse', { coefficients: [] }],
      ['huber', { coefficients: [0.7] }],
    ];
    for (const [loss, criterion] of forms) {
      const network = { ...plain, loss, rows: 37, activation: 'tanh' } as const;
      const options = { ...optionsOf(network, sgd, 37), criterion };
      const [short, list] = [await engine.open(options), await engine.openList(listed(options))];
      const [wanted, found] = [
        await trained(short, count(37), 5),
        await trainedList(list, count(37), 5),
      ];
      assert.isBelow(worst(found, wanted), 1e-5, loss);
      const [one, other] = [
        await short.evaluate('test', 0, 11),
        await list.evaluate('test', 0, 11),
      ];
      assert.isBelow(worst(Object.values(other), Object.values(one)), 1e-5, loss);
      short.close();
      list.close();
    }
  });

  it('clips as in the short form, and tells the same norms', async () => {
    const engine = await start();
    for (const clip of [
      { by: 'norm', limit: 0.05 },
      { by: 'value', limit: 0.01 },
    ] as const) {
      const options = { ...optionsOf({ ...plain, rows: 37, activation: 'tanh' }, sgd, 37), clip };
      const sessions = [await engine.open(options), await engine.openList(listed(options))];
      const [wanted, found] = await Promise.all(
        sessions.map(async (session) => {
          const told: number[] = [];
          for await (const { losses, norms } of session.train(count(37), 5))
            told.push(...losses, ...norms!);
          session.close();
          return told;
        }),
      );
      assert.isBelow(worst(found!, wanted!), 1e-5);
      const free = await engine.openList(
        listed(optionsOf({ ...plain, rows: 37, activation: 'tanh' }, sgd, 37)),
      );
      assert.isAbove(worst(await trainedList(free, count(37), 5), wanted!.slice(0, 8)), 1e-4);
      free.close();
    }
  });

  it('has the gradients at activations of the same network in the short form', async () => {
    const engine = await start();
    for (const activation of ['relu', 'tanh', 'gelu'] as const) {
      const short = optionsOf({ ...plain, hidden: [6, 5, 7], rows: 13, activation }, sgd, 13);
      const [one, other] = [await engine.open(short), await engine.openList(listed(short))];
      const [wanted, found] = [
        await one.activationGradients(count(13)),
        await other.activationGradients(count(13)),
      ];
      assert.closeTo(found.loss, wanted.loss, 1e-6);
      assert.isBelow(worst(found.norms, wanted.norms), 1e-5);
      one.close();
      other.close();
    }
  });
});
