/** Trainings come to the bits that they came to, wide and narrow, however their sums are grouped. */
import { assert } from 'chai';
import grouping from './1/grouping.json' with { type: 'json' };
import trajectories from './1/trajectories.json' with { type: 'json' };
import { shapes, wideTrials } from './cases.ts';
import { groupingOf, trajectoryOf } from './measured.ts';

describe('Frozen bits', () => {
  it(`have the sums of ${shapes.length} networks grouped as they were`, () => {
    assert.deepEqual(
      grouping.map(({ shape }) => shape),
      shapes.map((shape) => ({ ...shape, hidden: [...shape.hidden] })),
    );
    for (const { shape, grouping: wanted } of grouping)
      assert.deepEqual(groupingOf(shape), wanted, JSON.stringify(shape));
  });

  for (const [index, { trial, bits }] of trajectories.entries()) {
    const { model, dataset, batchSize } = trial;
    it(`are those of ${model.depth} × ${model.width} on ${dataset.name}, ${batchSize} rows a step`, async () => {
      assert.deepEqual(JSON.parse(JSON.stringify(wideTrials[index])), trial);
      assert.deepEqual(await trajectoryOf(wideTrials[index]!), bits);
    });
  }
});
