/** Points of one's own: the file they are kept as, what is wanted of them, and every change undone. */
import { assert } from 'chai';
import fc from 'fast-check';
import { tableDataset } from '../../../src/data/tables/dataset.ts';
import { parseTable } from '../../../src/data/tables/parse.ts';
import { countRows, tableSettings } from '../../../src/data/tables/plan.ts';
import { liveExample, liveTrial, withLiveSetting } from '../../../src/lab/live/experiment.ts';
import {
  copiedPoints,
  countsText,
  farthest,
  isPointsTable,
  mostPoints,
  nearestPoint,
  placed,
  pointColumns,
  pointsCsv,
  pointsFile,
  pointsFormat,
  pointsOf,
  PointsHistory,
  wantedText,
  type OwnPoint,
} from '../../../src/lab/live/own-points.ts';
import type { LiveStart } from '../../../src/protocol/live.ts';

const coordinate = fc.double({ min: -20, max: 20, noNaN: true }).map(placed);
const anyPoint = fc.record({
  x: coordinate,
  y: coordinate,
  label: fc.constantFrom(0 as const, 1 as const),
});
const both: readonly OwnPoint[] = [0, 1, 2, 3, 4].flatMap((at) => [
  { x: at / 10, y: 0.5, label: 0 },
  { x: at / 10, y: -0.5, label: 1 },
]);

const read = (text: string) =>
  parseTable(new Blob([text]), { title: pointsFile, csv: pointsFormat });

describe('Points of one’s own', () => {
  it('come back from their file as they were put, in their order', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyPoint, { minLength: 1, maxLength: 60 }), async (more) => {
        const points = [...both, ...more];
        assert.deepEqual(pointsOf(await read(pointsCsv(points))), points);
      }),
      { numRuns: 40 },
    );
  });

  it('are a table that the live network can learn from, however they lie', async () => {
    const column = both.map((point) => ({ ...point, x: 0 }));
    for (const points of [both, column, both.map(({ label }) => ({ x: 1, y: 2, label }))]) {
      const own = await read(pointsCsv(points));
      const table = tableSettings(
        own.info,
        {
          target: pointColumns.target,
          task: 'classification',
          columns: pointColumns.features,
          categories: [],
          missing: 'drop',
        },
        countRows(own, pointColumns.target, pointColumns.features),
      );
      const dataset = tableDataset(own, table, false);
      assert.deepEqual([...dataset.features].slice(0, 4).length, 4);
      assert.deepEqual([...dataset.targets].slice(0, 2), [0, 1]);
      const found = liveTrial(withLiveSetting(liveExample, 'dataset', { name: 'table', table }));
      assert.isTrue(found.ok, found.ok ? '' : found.why);
    }
  });

  it('are no other table', async () => {
    for (const text of [
      'x,y,class\n1,2,blue\n2,1,red\n',
      'a,b,class\n1,2,blue\n2,1,orange\n',
      'x,y,class\n1,,blue\n2,1,orange\n',
      'x,y,class\n1,far,blue\n2,1,orange\n',
    ]) {
      const own = await read(text);
      assert.isFalse(isPointsTable(own.info), text);
      assert.isNull(pointsOf(own));
    }
  });

  it('are wanted of each class before the network learns', () => {
    assert.equal(
      wantedText([]),
      'Put 5 more blue and 5 more orange points: the network learns once there are at least 5 of each class.',
    );
    assert.match(wantedText(both.slice(1)), /^Put 1 more blue point: /);
    assert.match(wantedText(both.slice(0, -3)), /^Put 1 more blue and 2 more orange points: /);
    assert.equal(wantedText(both), '');
    assert.equal(countsText(both.slice(1)), '4 blue and 5\u00a0orange points');
    assert.equal(countsText(both.slice(0, 2)), '1 blue and 1\u00a0orange point');
  });

  it('lie inside the plane, to a thousandth', () => {
    assert.equal(placed(0.12345), 0.123);
    assert.equal(placed(99), farthest);
    assert.isTrue(Object.is(placed(-0.0001), 0));
  });

  it('are found by a press near them', () => {
    assert.equal(nearestPoint(both, 0.11, 0.49, 0.1), 2);
    assert.isNull(nearestPoint(both, 1.4, 1.4, 0.1));
    assert.isNull(nearestPoint([], 0, 0, Infinity));
  });

  it('can be copied from what a network learns from', () => {
    const part = (values: number[], classes: number[]) => ({
      features: Float32Array.from(values),
      classes: Uint8Array.from(classes),
    });
    const start = {
      train: part([-1, 0, 1, 0.5], [0, 1]),
      validation: null,
      test: part([2, 2], [1]),
      mean: [10 / 4, 1],
      deviation: [0.5, 2],
    } as unknown as LiveStart;
    assert.deepEqual(copiedPoints(start, true), [
      { x: 2, y: 1, label: 0 },
      { x: 3, y: 2, label: 1 },
      { x: 3.5, y: 5, label: 1 },
    ]);
    assert.deepEqual(copiedPoints(start, false)[2], { x: 2, y: 2, label: 1 });
    const many = {
      ...start,
      train: part(Array<number>(4000).fill(0), Array<number>(2000).fill(1)),
    };
    assert.lengthOf(copiedPoints(many, true), mostPoints);
  });

  it('can be undone to the first, and done again until another change', () => {
    fc.assert(
      fc.property(fc.array(fc.array(anyPoint, { maxLength: 3 }), { maxLength: 8 }), (steps) => {
        const history = new PointsHistory(both);
        for (const points of steps) history.set(points);
        for (const points of [both, ...steps].toReversed()) {
          assert.equal(history.points, points);
          history.undo();
        }
        assert.isFalse(history.canUndo);
        for (const points of steps) {
          history.redo();
          assert.equal(history.points, points);
        }
        assert.isFalse(history.canRedo);
        history.undo();
        history.set([]);
        assert.isFalse(history.canRedo);
      }),
    );
  });
});
