import { assert } from 'chai';
import fc from 'fast-check';
import {
  dimensionsOf,
  evenScale,
  within,
  type Limits,
} from '../../src/figures/parallel-coordinates/dimensions.ts';
import { metricsOf } from '../../src/figures/heatmap/grid.ts';
import { bundles, linesOf, nearest } from '../../src/figures/parallel-coordinates/lines.ts';
import { spacingOf, tickGap } from '../../src/figures/parallel-coordinates/spacing.ts';
import { parallelCsv, summaryOf } from '../../src/figures/parallel-coordinates/text.ts';
import { parseExperiment } from '../../src/document/parse.ts';
import { columnsOf } from '../../src/text/columns.ts';
import { documents } from '../lab/fixture/fake-lab.ts';
import { done, running } from '../lab/fixture/states.ts';

function of(axes?: readonly unknown[]) {
  const document = documents.I2d as { axes: unknown[] };
  const parsed = parseExperiment({ ...document, axes: axes ?? document.axes });
  if (!parsed.ok) throw new Error('not valid');
  const { trials, experiment } = parsed;
  const state = done(trials).trials;
  const metrics = metricsOf(columnsOf(state, experiment.axes), experiment.axes);
  return {
    trials,
    experiment,
    state,
    metrics,
    dimensions: dimensionsOf(state, experiment.axes, metrics),
  };
}

describe('evenly spaced stops', () => {
  const stops = fc
    .uniqueArray(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 2, maxLength: 12 })
    .map((values) => values.toSorted((a, b) => a - b))
    .filter((values) => values.every((value, at) => at === 0 || value - values[at - 1]! > 1e-6));

  it('come back from their places, and so does all between', () => {
    fc.assert(
      fc.property(stops, fc.double({ min: 0, max: 1, noNaN: true }), (values, t) => {
        const { place, value } = evenScale(values);
        values.forEach((stop, index) =>
          assert.closeTo(place(stop), index / (values.length - 1), 1e-9),
        );
        assert.closeTo(place(value(t)), t, 1e-6);
      }),
    );
  });

  it('keep the order', () => {
    fc.assert(
      fc.property(stops, fc.double({ noNaN: true }), fc.double({ noNaN: true }), (values, a, b) => {
        const { place } = evenScale(values);
        const [low, high] = a < b ? [a, b] : [b, a];
        assert.isAtMost(place(low), place(high));
      }),
    );
  });
});

describe('parallel coordinates', () => {
  it('have what was varied first, then the figures', () => {
    const { dimensions } = of();
    assert.deepEqual(
      dimensions.map(({ key }) => key),
      ['optimizer.learningRate', 'batchSize', 'testMse', 'testMae', 'seconds'],
    );
    assert.deepEqual(
      dimensions[0]!.ticks.map(({ label }) => label),
      ['0.001', '0.01', '0.1'],
    );
  });

  it('place names in the experiment’s order, the first on top', () => {
    const { dimensions, state } = of([
      { path: 'optimizer.name', values: ['sgd', 'adam', 'rmsprop'] },
      { path: 'seed', values: [1] },
    ]);
    const [names] = dimensions;
    assert.deepEqual(names!.stops, ['RMSProp', 'Adam', 'SGD']);
    assert.deepEqual(
      state.map((trial) => names!.place(names!.read(trial)!)),
      [1, 0.5, 0],
    );
    assert.notInclude(
      dimensions.map(({ key }) => key),
      'seed',
    );
  });

  it('end at the settings for trials without figures', () => {
    const { trials, experiment, metrics } = of();
    const state = running(trials).trials;
    const dimensions = dimensionsOf(state, experiment.axes, metrics);
    const going = state.find(({ status }) => status === 'running')!;
    assert.deepEqual(
      dimensions.map(({ read }) => read(going) === null),
      [false, false, true, true, true],
    );
  });

  it('find the line nearest to a press, and only among those within the limits', () => {
    const { state, dimensions } = of();
    const look = {
      highlighted: state[3]!.plan.id,
      colour: () => ({ series: 1, fill: null }),
      x: (index: number) => index * 100,
      y: (place: number) => (1 - place) * 100,
    };
    const lines = linesOf(state, dimensions, { ...look, limits: new Map() });
    assert.equal(lines.at(-1)!.id, state[3]!.plan.id);
    // Learning rate 0.1 is on top of the first axis, batch size 16 at the bottom of the second.
    const pressed = nearest(lines, 99, 99)!;
    assert.equal(state.find(({ plan }) => plan.id === pressed.id)!.plan.trial.batchSize, 16);
    const limits: Limits = new Map([['batchSize', { low: 64, high: null }]]);
    const limited = linesOf(state, dimensions, { ...look, limits });
    const other = nearest(limited, 99, 99)!;
    assert.equal(state.find(({ plan }) => plan.id === other.id)!.plan.trial.batchSize, 64);
    assert.isNull(nearest([], 0, 0));
  });

  it('draw lines that look the same as one, and lose none', () => {
    const { state, dimensions } = of();
    const lines = linesOf(state, dimensions, {
      limits: new Map([['batchSize', { low: 64, high: null }]]),
      highlighted: null,
      colour: () => ({ series: 1, fill: null }),
      x: (index) => index,
      y: (place) => place,
    });
    const drawn = bundles(lines);
    assert.lengthOf(drawn, 2);
    const starts =
      drawn
        .map(({ d }) => d)
        .join('')
        .split('M').length - 1;
    assert.equal(starts, lines.length);
  });

  it('limit by both ends, included', () => {
    const { dimensions, state, metrics } = of();
    const limits: Limits = new Map([['batchSize', { low: 32, high: null }]]);
    const inside = state.filter((trial) => within(trial, dimensions, limits));
    assert.lengthOf(inside, 6);
    const text = summaryOf(state, dimensions, limits, metrics[0]);
    assert.include(text, 'Within batch size from 32: 6 of 9.');
    assert.include(text, 'Best of these by Test MSE');
    assert.include(parallelCsv(state, dimensions, limits), ',done,no\r\n');
  });
});

describe('the places of parallel axes', () => {
  const labelled = fc.record({
    name: fc.string({ minLength: 1, maxLength: 40 }),
    log: fc.boolean(),
    ticks: fc.array(fc.record({ at: fc.constant(0), label: fc.string({ maxLength: 20 }) })),
  });

  it('leave room for every label, at the edges and between axes', () => {
    const several = fc.array(labelled, { minLength: 2, maxLength: 9 });
    fc.assert(
      fc.property(several, fc.integer({ min: -31, max: 3000 }), (dimensions, room) => {
        const { width, x } = spacingOf(dimensions, room);
        assert.isAtLeast(width, room);
        let end = 0;
        dimensions.forEach(({ name, ticks }, index) => {
          const half = (name.length * 7) / 2;
          assert.isAtLeast(x(index) - half, end, name);
          end = x(index) + half;
          const longest = Math.max(0, ...ticks.map(({ label }) => label.length));
          assert.isAtLeast(x(index) - tickGap - longest * 7, index === 0 ? 0 : x(index - 1));
        });
        assert.isAtMost(end, width);
        assert.equal(x(dimensions.length), width);
      }),
    );
  });
});

describe('values that are not finite', () => {
  it('are marked beyond the worse end, and leave the axes to the others', () => {
    const { state, experiment, metrics, dimensions } = of();
    const [first, ...others] = state;
    const broken = [{ ...first!, status: 'diverged' as const }, ...others];
    const made = dimensionsOf(broken, experiment.axes, metrics);
    const look = {
      limits: new Map(),
      highlighted: null,
      colour: () => ({ series: 0, fill: null }),
      x: (index: number) => index,
      y: (place: number) => 100 * (1 - place),
    };
    const line = linesOf(broken, made, look).find(({ id }) => id === first!.plan.id)!;
    const ranked = metrics.filter(({ better }) => better !== null);
    assert.lengthOf(line.edges, ranked.length);
    line.edges.forEach(([, y], index) => {
      assert.equal(y < 0, ranked[index]!.better === 'low');
      assert.isTrue(y < 0 || y > 100, 'beyond the ends');
    });
    assert.isEmpty(linesOf(state, dimensions, look).flatMap(({ edges }) => edges));
    assert.match(summaryOf(broken, made, new Map(), undefined), /1\strial diverged \(×/);
    for (const dimension of made.filter(({ stops, log }) => stops === null && !log)) {
      const values = others.flatMap((trial) => dimension.read(trial) ?? []);
      if (!ranked.some(({ key }) => key === dimension.key)) continue;
      assert.equal(dimension.value(0), Math.min(...values), dimension.name);
      assert.equal(dimension.value(1), Math.max(...values), dimension.name);
    }
  });
});
