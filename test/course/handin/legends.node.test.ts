/** The report's charts of many trials: labels leave room for the plot. */
import { assert } from 'chai';
import { charts } from '../../../src/course/handin/runs.ts';
import { troublesOf } from '../../../src/insights/diagnosis.ts';
import { trained } from '../../insights/explanation/made.ts';

describe('the report’s chart of more than four trials', () => {
  it('names each by its settings, beside the plot: how it ended is in the table', async () => {
    const sizes = [50, 60, 75, 100, 150];
    const { experiment, trials } = await trained({
      trial: {
        init: { name: 'uniform', d: 0.01 },
        epochs: 2,
        dataset: { name: 'fashion-synthetic', trainSize: 300, testSize: 100 },
      },
      axis: { path: 'batchSize', values: sizes },
    });
    const badges = trials.map((trial) => troublesOf(trial)[0]?.badge ?? assert.fail('no trouble'));
    const [block] = charts({ experiment, trials }, { whole: ['accuracy'] });
    if (block?.kind !== 'figure') return assert.fail('no figure');
    for (const size of sizes) assert.include(block.svg, `>batch ${size}</text>`);
    for (const badge of badges) {
      assert.notInclude(block.svg, badge);
      assert.notInclude(block.caption, badge);
    }
    const [width, height] = ['width', 'height'].map((key) =>
      Number(new RegExp(`<svg[^>]* ${key}="([\\d.]+)"`).exec(block.svg)?.[1]),
    );
    assert.isBelow(height! / width!, 0.5, 'no legend below');
  });
});
