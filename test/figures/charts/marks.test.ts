import { assert } from 'chai';
import { bandRuns, axisExits, markerIndices } from '../../../src/figures/charts/marks.ts';

describe('marks on lines', () => {
  const lefts = Array.from({ length: 11 }, (_, index) => index * 10);

  it('are at every point where there is room', () => {
    const few = [0, 50, null, 150];
    assert.deepEqual(markerIndices(few, 150, 4, 0), [0, 1, 3]);
  });

  it('are here and there where points are close, always at an end', () => {
    const dense = Array.from({ length: 500 }, (_, index) => index);
    const found = markerIndices(dense, 499, 500, 0);
    assert.isBelow(found.length, 9);
    assert.equal(found.at(-1), 499);
    assert.notDeepEqual(markerIndices(dense, 499, 500, 1), found);
  });

  it('say where a line leaves the axis, above and below, not at every point', () => {
    const places = [0, 2, 2, 2, 2, 2, 0.5, -1, null, 1, 0];
    const found = axisExits(places, lefts, { min: 0, max: 1 });
    assert.deepEqual(found, [
      { index: 1, side: 'top' },
      { index: 5, side: 'top' },
      { index: 7, side: 'bottom' },
    ]);
    assert.isEmpty(axisExits([0, 1, 0.5], lefts, { min: 0, max: 1 }));
  });

  it('break bands where a line breaks, and go over gaps where it does', () => {
    const column = [1, 2, null, 3];
    const spread = { low: column, high: column, counts: [1, 1, 0, 1], of: 1 };
    const line = { group: 'a', name: '', dashed: false, values: column, spread };
    assert.deepEqual(bandRuns(line), [[0, 1], [3]]);
    assert.deepEqual(bandRuns({ ...line, sparse: true }), [[0, 1, 3]]);
    assert.isEmpty(bandRuns({ group: 'a', name: '', dashed: false, values: column }));
  });
});
