/** Sessions of listed layers on the lab's own engine: against float64, stopped and resumed, one after the other. */
import { assert } from 'chai';
import fc from 'fast-check';
import { parse } from 'valibot';
import { forwardNetwork } from '../../src/catalog/lookup/forward.ts';
import { initTensors } from '../../src/catalog/lookup/init-network.ts';
import { sizeOf } from '../../src/catalog/lookup/layer.ts';
import {
  planNetwork,
  readsBatches,
  type LayerElement,
  type NetworkPlan,
} from '../../src/catalog/lookup/network.ts';
import { optimizerSchema, type OptimizerSettings } from '../../src/document/schema.ts';
import { drawBernoulli } from '../../src/torch/bernoulli.ts';
import { Generator } from '../../src/torch/mt19937.ts';
import type { ListOptions, ListSession } from '../../workers/engine/types.ts';
import { startWasm, type WasmEngine } from '../../workers/engine/wasm/engine.ts';
import {
  conv,
  dropout,
  flatten,
  layerNorm,
  linear,
  norm,
  planned,
  pool,
  residual,
  trainedList,
} from './lists.ts';
import { codeOf, count, randomPart, worst } from './networks.ts';
import { optimizerForms } from './optimizers.ts';

const about = { name: 'wasm', reason: 'a test', revision: 0 } as const;
const start = (): Promise<WasmEngine> => startWasm(about, { deterministic: true });
const sgd: OptimizerSettings = parse(optimizerSchema, { name: 'sgd', learningRate: 0.1 });

/** Smooth, so that numeric derivatives exist. */
const smooth = ['tanh', 'sigmoid', 'gelu', 'identity'].map((name): LayerElement => ({
  name,
  ...(name === 'gelu' && { approximate: 'none' }),
}));
const activation = fc.constantFrom(...smooth);
const onFeatures = fc.oneof(
  fc
    .record({ width: fc.integer({ min: 1, max: 9 }), bias: fc.boolean() })
    .map(({ width, bias }) => linear(width, bias)),
  activation,
  fc.constantFrom(norm, layerNorm, dropout(0.3)),
);
const onPictures = fc.oneof(
  fc
    .record({
      channels: fc.integer({ min: 1, max: 6 }),
      kernel: fc.integer({ min: 1, max: 4 }),
      stride: fc.integer({ min: 1, max: 3 }),
      padding: fc.integer({ min: 0, max: 2 }),
      bias: fc.boolean(),
    })
    .map(({ channels, kernel, ...rest }) => conv(channels, kernel, rest)),
  fc
    .record({ kernel: fc.integer({ min: 1, max: 3 }), stride: fc.integer({ min: 1, max: 3 }) })
    .map(({ kernel, stride }) => pool('avg-pool2d', kernel, { stride })),
  activation,
  fc.constantFrom(norm, dropout(0.3)),
);
const block = (inner: fc.Arbitrary<LayerElement>) =>
  fc.oneof(
    { weight: 3, arbitrary: inner },
    {
      weight: 1,
      arbitrary: fc
        .tuple(fc.array(inner, { minLength: 1, maxLength: 3 }), fc.boolean())
        .map(([layers, projection]) => residual(layers, projection)),
    },
  );
const lists = fc.record({
  pictures: fc.array(block(onPictures), { maxLength: 4 }),
  features: fc.array(block(onFeatures), { maxLength: 4 }),
  seed: fc.nat(),
  rows: fc.integer({ min: 2, max: 19 }),
  classes: fc.boolean(),
});
type Drawn = typeof lists extends fc.Arbitrary<infer T> ? T : never;

/** Null for lists that do not fit. */
function planOf({ pictures, features, classes }: Drawn): NetworkPlan | null {
  const layers = [...pictures, ...(pictures.length > 0 ? [flatten] : []), ...features];
  const planning = planNetwork(layers, [2, 5, 6], 60, classes ? 4 : 1);
  return planning.ok ? planning.plan : null;
}

function optionsOf(drawn: Drawn, plan: NetworkPlan, optimizer: OptimizerSettings): ListOptions {
  const generator = new Generator(drawn.seed);
  const loss = drawn.classes ? 'cross-entropy' : 'mse';
  const tensors = initTensors(plan, { name: 'torch-default' }, generator);
  const part = (rows: number) => randomPart(loss, rows, 60, plan.outputs, false, generator);
  const [train, test] = [part(drawn.rows), part(11)];
  return { plan, tensors, optimizer, loss, train, test, draws: generator.state() };
}

/** The mean loss of a training batch in float64, with these tensors. */
function lossOf(
  { plan, train, loss, draws }: ListOptions,
  tensors: readonly ArrayLike<number>[],
): number {
  const generator = Generator.from(draws!);
  const { values } = forwardNetwork(plan, tensors, Float64Array.from(train.features), {
    training: true,
    kept: (_, elements) => drawBernoulli(elements, 0.7, generator),
  });
  const z = values.at(-1)!;
  const width = plan.outputs;
  let sum = 0;
  for (let row = 0; row < train.count; row++) {
    const own = z.subarray(row * width, (row + 1) * width);
    const target = train.targets[row]!;
    if (loss === 'mse') sum += (own[0]! - target) ** 2;
    else {
      const most = Math.max(...own);
      sum += Math.log(own.reduce((total, each) => total + Math.exp(each - most), 0));
      sum -= own[target]! - most;
    }
  }
  return sum / train.count;
}

describe('A session of listed layers', () => {
  it('has the loss, gradients and buffers of float64', async () => {
    const engine = await start();
    await fc.assert(
      fc.asyncProperty(lists, async (drawn) => {
        const plan = planOf(drawn);
        fc.pre(plan !== null);
        const rate = 2 ** -3;
        const optimizer = parse(optimizerSchema, { name: 'sgd', learningRate: rate });
        const options = optionsOf(drawn, plan, optimizer);
        const before = options.tensors.map(({ values }) => Float64Array.from(values));
        const session = await engine.openList(options);
        const [loss] = await trainedList(session, count(drawn.rows), drawn.rows);
        const after = await session.tensors();
        session.close();
        assert.closeTo(loss!, lossOf(options, before), 2e-5 * Math.max(1, Math.abs(loss!)));
        // Along random directions, in which all gradients of a tensor take part.
        const random = new Generator(drawn.seed + 1);
        for (const [index, { role, name }] of plan.tensors.entries()) {
          if (role === 'buffer' || role === 'steps') continue;
          const direction = before[index]!.map(() => random.nextFloat64() - 0.5);
          const moved = (step: number) =>
            before.map((values, at) =>
              at === index ? values.map((value, k) => value + step * direction[k]!) : values,
            );
          const step = 1e-4;
          const slope = (lossOf(options, moved(step)) - lossOf(options, moved(-step))) / (2 * step);
          let found = 0;
          let size = 1e-2;
          for (const [k, value] of before[index]!.entries()) {
            const gradient = (value - after[index]!.values[k]!) / rate;
            found += gradient * direction[k]!;
            size += Math.abs(gradient * direction[k]!);
          }
          assert.closeTo(found, slope, 2e-3 * size, name);
        }
        const generator = Generator.from(options.draws!);
        const { buffers } = forwardNetwork(
          plan,
          before,
          Float64Array.from(options.train.features),
          {
            training: true,
            kept: (_, elements) => drawBernoulli(elements, 0.7, generator),
          },
        );
        for (const [index, values] of buffers)
          assert.isBelow(worst(after[index]!.values, values), 1e-4, plan.tensors[index]!.name);
      }),
      { numRuns: 60 },
    );
  });

  it('evaluates as float64 does, and looks at gradients without leaving a trace', async () => {
    const engine = await start();
    await fc.assert(
      fc.asyncProperty(lists, async (drawn) => {
        const plan = planOf(drawn);
        fc.pre(plan !== null);
        const options = optionsOf(drawn, plan, sgd);
        const session = await engine.openList(options);
        await trainedList(session, count(drawn.rows), drawn.rows);
        const before = await session.state();
        const { norms } = await session.activationGradients(count(drawn.rows));
        assert.lengthOf(norms, plan.ops.filter(({ kind }) => kind === 'activation').length);
        assert.deepEqual(await session.state(), before);
        const outputs = new Float32Array(11 * plan.outputs);
        await session.evaluate('test', 0, 11, outputs);
        session.close();
        const { values } = forwardNetwork(
          plan,
          before.tensors.map((tensor) => tensor.values),
          Float64Array.from(options.test.features),
          { training: false },
        );
        assert.isBelow(worst(outputs, values.at(-1)!), 1e-4);
      }),
      { numRuns: 40 },
    );
  });

  it('goes on from its state in mid-epoch with the bits of one session, with every optimiser', async () => {
    const rows = 37;
    const layers = [
      conv(3, 3, { padding: 1 }),
      ...[norm, { name: 'relu' }, pool('max-pool2d', 2), dropout(0.4), flatten, linear(7)],
      residual([linear(7), norm, { name: 'tanh' }]),
    ];
    const plan = planned(layers, [2, 5, 6], 60, 4);
    const drawn = { pictures: [], features: [], seed: 5, rows, classes: true };
    for (const optimizer of optimizerForms) {
      const options = optionsOf(drawn, plan, optimizer);
      const found = async (session: ListSession) => ({
        losses: await trainedList(session, count(rows).reverse(), 7),
        sums: await session.evaluate('test', 0, 11),
        ...(await session.state()),
      });
      const whole = await (await start()).openList(options);
      const first = await trainedList(whole, count(rows), 5);
      const wanted = await found(whole);
      for (const at of [1, 4]) {
        const before = await (await start()).openList(options);
        const begun = await trainedList(before, count(at * 5), 5);
        const resume = structuredClone(await before.state());
        before.close();
        const after = await (await start()).openList({ ...options, resume });
        const rest = await trainedList(after, count(rows).subarray(at * 5), 5);
        assert.deepEqual([...begun, ...rest], first);
        assert.deepEqual(await found(after), wanted);
        after.close();
      }
      whole.close();
    }
  });

  it('ends a step that has begun, and no other', async () => {
    const plan = planned([linear(300), norm, dropout(0.5), linear(300)], null, 60, 4);
    const drawn = { pictures: [], features: [], seed: 5, rows: 400, classes: true };
    const options = optionsOf(drawn, plan, sgd);
    const session = await (await start()).openList(options);
    const losses: number[] = [];
    for (const { losses: news } of session.train(count(400), 40)) {
      losses.push(...news);
      session.finishStep();
    }
    assert.isBelow(losses.length, 10);
    const rest = await trainedList(session, count(400).subarray(losses.length * 40), 40);
    const other = await (await start()).openList(options);
    assert.deepEqual([...losses, ...rest], await trainedList(other, count(400), 40));
    assert.deepEqual(await session.state(), await other.state());
  });

  it('takes no more memory over two hundred sessions than over one', async () => {
    const engine = await start();
    const plan = planned([conv(4, 3), norm, dropout(0.5), flatten], [2, 5, 6], 60, 4);
    const drawn = { pictures: [], features: [], seed: 5, rows: 24, classes: true };
    const options = optionsOf(drawn, plan, parse(optimizerSchema, { name: 'adam' }));
    let losses: number[] | null = null;
    let bytes = 0;
    for (let round = 0; round < 200; round++) {
      const session = await engine.openList(options);
      const own = await trainedList(session, count(24), 24);
      session.close();
      losses ??= own;
      bytes ||= engine.bytes;
      // The same bits in memory that was used before.
      assert.deepEqual(own, losses);
    }
    assert.equal(engine.bytes, bytes);
  });

  it('refuses a batch of one row where rows are compared, before any step', async () => {
    const plan = planned([linear(3), norm], null, 60, 4);
    assert.isTrue(readsBatches(plan));
    const drawn = { pictures: [], features: [], seed: 5, rows: 9, classes: true };
    const session = await (await start()).openList(optionsOf(drawn, plan, sgd));
    const before = await session.state();
    let message = '';
    await trainedList(session, count(9), 4).catch((error: unknown) => (message = String(error)));
    assert.match(message, /batch of one row/);
    assert.deepEqual(await session.state(), before);
    session.close();
    const code = await session.state().then(() => 'none', codeOf);
    assert.equal(code, 'internal');
    assert.equal(sizeOf(plan.inputs), 60);
  });
});
