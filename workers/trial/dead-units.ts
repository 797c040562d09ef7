/** Dead units of a network that is a list of layers. Loaded only by trials that have one. */
import { forwardNetwork } from '../../src/catalog/lookup/forward.ts';
import { sizeOf } from '../../src/catalog/lookup/layer.ts';
import { activationMeta } from '../../src/catalog/registry/activation.meta.ts';
import { planOf } from '../../src/document/parameters.ts';
import type { DeadUnits } from '../../src/document/results.ts';
import type { Trial } from '../../src/document/schema.ts';
import type { TrialData } from '../../src/protocol/dataset.ts';
import type { NamedTensor } from '../../src/torch/layers.ts';
import { Pace } from '../engine/pace.ts';
import { affordableRows, rowOf } from './measures.ts';

/**
 * For every activation that can be zero for good, in order: the share of its units that are zero for each of the first
 * rows of the training part. A unit of a picture is a channel, and zero if all of its places are. The network is as in
 * evaluation; a unit that is NaN counts as alive.
 * @param pause called about every 25 ms; what it throws ends the pass
 */
export async function deadInList(
  trial: Trial,
  tensors: readonly NamedTensor[],
  { train, inputs }: Pick<TrialData, 'train' | 'inputs'>,
  pause: () => Promise<void>,
): Promise<DeadUnits> {
  const plan = planOf(trial);
  const values = tensors.map((tensor) => tensor.values);
  const watched = plan.ops.flatMap((op) =>
    op.kind === 'activation' && activationMeta[op.name].traits.canDie ? [op.output] : [],
  );
  const alive = watched.map((value) => new Uint8Array(plan.values[value]![0]!));
  const rows = Math.min(train.count, affordableRows(plan.products));
  const pace = new Pace(1);
  for (let row = 0; row < rows;) {
    const until = Math.min(rows, row + pace.amount);
    const started = performance.now();
    const from = row;
    for (; row < until; row++) {
      const x = Float64Array.from(rowOf(train, inputs, row));
      const pass = forwardNetwork(plan, values, x, { training: false });
      watched.forEach((value, at) => {
        const shape = plan.values[value]!;
        const places = sizeOf(shape) / shape[0]!;
        pass.values[value]!.forEach((each, index) => {
          // Values that underflow float32 are zero in the engines too.
          if (Math.fround(each) !== 0) alive[at]![Math.floor(index / places)] = 1;
        });
      });
    }
    pace.measured(until - from, performance.now() - started);
    await pause();
  }
  const shares = alive.map((units) => units.filter((flag) => flag === 0).length / units.length);
  return { shares, rows };
}
