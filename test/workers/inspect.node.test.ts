/** The first batch of the assignment's networks, against PyTorch's own order of rows. */
import { assert } from 'chai';
import I1c from '../../public/experiments/I1c.json' with { type: 'json' };
import golden from '../golden/torch.json' with { type: 'json' };
import { parseExperiment } from '../../src/document/parse.ts';
import { inspectTrial } from '../../workers/trial/inspect.ts';
import { loadFromFolder } from '../data/folder.ts';

describe('the networks of question I1c, looked at', () => {
  it('see the batch that PyTorch’s loader draws first, and fade or grow as they should', async function () {
    const dataset = await loadFromFolder('fashion-mnist');
    if (dataset === null) return this.skip();
    const parsed = parseExperiment(I1c);
    if (!parsed.ok) throw new Error('I1c is not valid');
    const deviations: number[] = [];
    for (const { trial } of parsed.trials) {
      const { layers, images } = await inspectTrial(trial, dataset);
      assert.deepEqual(
        [...images!.rows.subarray(0, 16)],
        golden.dataloader.N60000_B128.explicit_generator_433.epochs[0]!.first16,
      );
      deviations.push(layers[7]!.outputValues.deviation);
    }
    const [small, middle, large, xavier] = deviations as [number, number, number, number];
    // Eight ReLU layers without biases scale with d⁸: the draws of a seed are the same but for d.
    assert.closeTo(middle / small, 1e8, 1e3);
    assert.closeTo(large / middle, 1e8, 1e3);
    assert.isTrue(xavier > middle && xavier < large);
  });
});
