import { assert } from 'chai';
import { movedCursor } from '../../../src/ui/elements/chart/cursor.ts';
import { tableRows } from '../../../src/ui/elements/chart/data-table.ts';

describe('reading a chart with the keyboard', () => {
  it('steps with the arrows and stays on the data', () => {
    assert.equal(movedCursor('ArrowRight', 2, 4), 3);
    assert.equal(movedCursor('ArrowRight', 4, 4), 4);
    assert.equal(movedCursor('ArrowLeft', 0, 4), 0);
    assert.equal(movedCursor('ArrowUp', 1, 4), 2);
  });

  it('starts at the end that the key comes from', () => {
    assert.equal(movedCursor('ArrowRight', null, 4), 0);
    assert.equal(movedCursor('ArrowLeft', null, 4), 4);
  });

  it('jumps by a tenth, to the start and to the end', () => {
    assert.equal(movedCursor('PageUp', 100, 999), 200);
    assert.equal(movedCursor('PageDown', 50, 999), 0);
    assert.equal(movedCursor('Home', 3, 4), 0);
    assert.equal(movedCursor('End', null, 4), 4);
  });

  it('leaves other keys alone, and all keys where there is nothing to read', () => {
    assert.isUndefined(movedCursor('Tab', 2, 4));
    assert.isUndefined(movedCursor('ArrowRight', null, -1));
    assert.isNull(movedCursor('Escape', 2, 4));
    assert.isUndefined(movedCursor('Escape', null, 4));
  });

  it('shows every point of a short table and some of a long one', () => {
    assert.deepEqual(tableRows(3), [0, 1, 2]);
    assert.deepEqual(tableRows(0), []);
    assert.isAtMost(tableRows(48_400).length, 200);
  });
});
