import { assert } from 'chai';
import golden from '../golden/torch.json' with { type: 'json' };
import more from '../golden/torch-more.json' with { type: 'json' };
import { constructLayers } from '../../src/catalog/lookup/init.ts';
import { explicitOrder } from '../../src/torch/loader-order.ts';
import { Generator } from '../../src/torch/mt19937.ts';
import { randomSplit } from '../../src/torch/split.ts';
import { globalOrder, sequentialOrder } from '../oracle/loader-order.ts';
import { allParameters, sha256 } from './support.ts';

const seed = 433;

const loaders = [
  { rows: 60000, expected: golden.dataloader.N60000_B128 },
  { rows: 15480, expected: golden.dataloader.N15480_B32 },
];

describe("a data loader's order", () => {
  for (const { rows, expected } of loaders) {
    it(`equals PyTorch's over ${rows} rows with its own generator`, () => {
      const generator = new Generator(seed);
      const order = explicitOrder(rows, generator);
      for (const epoch of expected.explicit_generator_433.epochs) {
        const visited = order.nextEpoch();
        assert.deepEqual([...visited.subarray(0, 16)], epoch.first16);
        assert.strictEqual(sha256(visited), epoch.sha256_i32le);
      }
      assert.strictEqual(
        generator.nextFloat32(),
        expected.explicit_generator_433.next_gen_rand_f32,
      );
    });

    it(`equals PyTorch's over ${rows} rows with the global generator`, () => {
      const global = new Generator(seed);
      const order = globalOrder(rows, global);
      for (const epoch of expected.global_generator.epochs) {
        const visited = order.nextEpoch();
        assert.deepEqual([...visited.subarray(0, 16)], epoch.first16);
        assert.strictEqual(sha256(visited), epoch.sha256_i32le);
      }
      assert.strictEqual(global.nextFloat32(), expected.global_generator.next_global_rand_f32);
    });
  }

  const kinds = {
    explicit: explicitOrder,
    global: globalOrder,
    sequential: sequentialOrder,
  };
  for (const each of more.loaders) {
    it(`equals PyTorch's after an interrupted pass (${each.kind}, seed ${each.seed})`, () => {
      const open = kinds[each.kind as keyof typeof kinds];
      const generator = new Generator(each.seed);
      const order = open(1000, generator);
      const first = order.interruptedEpoch().subarray(0, 64);
      assert.strictEqual(sha256(first), each.broken_first64_sha256);

      const twin = new Generator(each.seed);
      open(1000, twin).interruptedEpoch();
      assert.strictEqual(twin.nextFloat32(), each.broken_next_rand);

      assert.strictEqual(sha256(order.nextEpoch()), each.whole_sha256);
      assert.strictEqual(generator.nextFloat32(), each.whole_next_rand);
    });
  }

  it('follows PyTorch through a whole program: seed, network, split, epochs and evaluations', () => {
    // The script seeds, builds the network and then draws from the one global generator throughout;
    // only the split has a generator of its own.
    const global = new Generator(seed);
    const layers = constructLayers([8, 64, 32, 1], global);
    assert.strictEqual(sha256(...allParameters(layers)), golden.end_to_end.params_sha256);

    const [train] = randomSplit([15480, 5160], new Generator(seed));
    assert.isDefined(train);
    const trainOrder = globalOrder(15480, global);
    const testOrder = sequentialOrder(5160, global);
    for (const epoch of golden.end_to_end.epochs) {
      const rows = trainOrder.nextEpoch().map((position) => train[position]!);
      assert.deepEqual([...rows.subarray(0, 16)], epoch.first16_dataset_indices);
      assert.strictEqual(sha256(rows), epoch.sha256_i32le);
      testOrder.nextEpoch();
    }
    assert.strictEqual(global.nextFloat32(), golden.end_to_end.next_rand_f32);
  });

  it('is refused for no rows at all', () => {
    assert.throws(() => explicitOrder(0, new Generator(0)), RangeError, 'rows');
    assert.throws(() => globalOrder(0, new Generator(0)), RangeError, 'rows');
  });
});
