import { assert } from 'chai';
import fc from 'fast-check';
import type { ChartModel } from '../../../src/figures/charts/model.ts';
import { beyond, yAxisOf, type ShownChart } from '../../../src/figures/charts/range.ts';
import { specOf } from './support.ts';

const style = { colour: 5, marker: 'circle' } as const;

const modelOf = (
  columns: Readonly<Record<string, readonly (number | null)[]>>,
  diverged: readonly string[] = [],
): ChartModel => ({
  x: Object.values(columns)[0]?.map((_, index) => index + 1) ?? [],
  groups: Object.keys(columns).map((id) => ({
    id,
    label: id,
    style,
    ...(diverged.includes(id) ? { note: 'diverged at step 12', diverged: true } : {}),
  })),
  lines: Object.entries(columns).map(([group, values]) => ({
    group,
    name: 'test',
    dashed: false,
    values,
  })),
});

const shown = (model: ChartModel, changes: Partial<ShownChart> = {}): ShownChart => ({
  spec: specOf(),
  model,
  kind: 'linear',
  zoomed: false,
  leaveOut: true,
  ...changes,
});

/** 100 values between 1 and 2. */
const calm = Array.from({ length: 100 }, (_, index) => 1.5 + 0.5 * Math.sin(index));

describe('the y axis and its outliers', () => {
  it('offers nothing while nothing stretches it', () => {
    const { range, stretched } = yAxisOf(shown(modelOf({ a: calm, b: calm })));
    assert.isFalse(stretched);
    assert.deepEqual([range.min, range.max], [0, 2]);
  });

  it('can leave out a trial that diverged', () => {
    const wild = calm.map((value, index) => value * 2 ** index);
    const model = modelOf({ a: calm, b: wild }, ['b']);
    const all = yAxisOf(shown(model, { leaveOut: false }));
    assert.isTrue(all.stretched);
    assert.isAtLeast(all.range.max, Math.max(...wild));
    const { range, stretched } = yAxisOf(shown(model));
    assert.isTrue(stretched);
    assert.deepEqual([range.min, range.max], [0, 2]);
    const [out, ...more] = beyond(model, 'linear', range);
    assert.isEmpty(more);
    assert.equal(out?.line.group, 'b');
    assert.equal(out?.value, Math.max(...wild));
  });

  it('can leave out one spike that no trial diverged for', () => {
    const spiky = calm.with(50, 80);
    assert.equal(yAxisOf(shown(modelOf({ a: spiky }))).range.max, 2);
    assert.equal(yAxisOf(shown(modelOf({ a: spiky }), { leaveOut: false })).range.max, 80);
  });

  it('holds on a log axis in decades', () => {
    const wild = calm.map((value, index) => value * 10 ** (index / 5));
    const model = modelOf({ a: calm, b: wild }, ['b']);
    const { range, stretched } = yAxisOf(shown(model, { kind: 'log' }));
    assert.isTrue(stretched);
    assert.isAtMost(range.max, 1);
    // 2.5 is no outlier where the axis always spans it.
    const wide = specOf({ yUsual: [0.01, 1e30] });
    assert.isFalse(yAxisOf(shown(model, { kind: 'log', spec: wide })).stretched);
  });

  it('leaves an axis alone that is fixed, or has too few values to judge', () => {
    const fixed = specOf({ yRange: [0, 1] });
    assert.deepEqual(yAxisOf(shown(modelOf({ a: [1e9] }, ['a']), { spec: fixed })), {
      range: { min: 0, max: 1, zeroTop: null },
      stretched: false,
    });
    assert.isFalse(yAxisOf(shown(modelOf({ a: [1, 1.1, 1.2, 50] }))).stretched);
  });

  it('shows all trials where all diverged', () => {
    const model = modelOf({ a: calm.map((value) => value * 1e6) }, ['a']);
    assert.isFalse(yAxisOf(shown(model)).stretched);
  });

  it('keeps the band for zeros', () => {
    const model = modelOf({ a: calm.with(0, 0), b: calm.map((value) => value * 1e12) }, ['b']);
    const { range } = yAxisOf(shown(model, { kind: 'log', spec: specOf({ zeroBand: true }) }));
    assert.isNotNull(range.zeroTop);
  });

  it('never cuts anything off unless asked, and then cuts only outliers', () => {
    const values = fc.array(
      fc.option(fc.double({ min: -1e9, max: 1e9, noNaN: true }), { nil: null }),
      { minLength: 1, maxLength: 120 },
    );
    fc.assert(
      fc.property(values, values, fc.boolean(), (a, b, diverged) => {
        const model = modelOf({ a, b }, diverged ? ['b'] : []);
        const all = yAxisOf(shown(model, { leaveOut: false }));
        assert.isEmpty(beyond(model, 'linear', all.range));
        const { range, stretched } = yAxisOf(shown(model));
        if (!stretched) assert.deepEqual(range, all.range);
        else assert.isBelow(2 * (range.max - range.min), all.range.max - all.range.min);
        // At least half of what did not diverge stays in sight.
        const rest = [...a, ...(diverged ? [] : b)].filter((value) => value !== null);
        const within = rest.filter((value) => value >= range.min && value <= range.max);
        assert.isAtLeast(within.length, rest.length / 2 - 1);
      }),
    );
  });

  it('follows what is in sight when looked at closely', () => {
    const high = calm.map((value) => 80 + value);
    const { range } = yAxisOf(
      shown(modelOf({ a: high }), { zoomed: true, spec: specOf({ yRange: [0, 100] }) }),
    );
    assert.isAtLeast(range.min, 80);
    assert.isAtMost(range.max, 83);
    const flat = yAxisOf(shown(modelOf({ a: [5, 5] }), { zoomed: true })).range;
    assert.isBelow(flat.min, 5.01);
    assert.isAbove(flat.max, flat.min);
    const log = yAxisOf(shown(modelOf({ a: [2.3, 2.31] }), { zoomed: true, kind: 'log' })).range;
    assert.isBelow(10 ** log.max - 10 ** log.min, 0.5);
    assert.isBelow(log.min, Math.log10(2.3));
    assert.isAbove(log.max, Math.log10(2.31));
  });
});
