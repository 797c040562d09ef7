import { assert } from 'chai';
import fc from 'fast-check';
import {
  contrast,
  luminance,
  rampColour,
  rampCss,
  textOn,
} from '../../src/figures/heatmap/colour.ts';
import { cellText, cellValue, gridOf, metricsOf } from '../../src/figures/heatmap/grid.ts';
import { nextCell } from '../../src/figures/heatmap/moves.ts';
import { metricScale } from '../../src/figures/heatmap/scale.ts';
import { choiceText } from '../../src/figures/heatmap/text.ts';
import { parseExperiment } from '../../src/document/parse.ts';
import { bestOf, columnsOf } from '../../src/text/columns.ts';
import { isGrid } from '../../src/text/grid.ts';
import { documents } from '../lab/fixture/fake-lab.ts';
import { done, running, troubled } from '../lab/fixture/states.ts';

const place = fc.double({ min: 0, max: 1, noNaN: true });
const theme = fc.constantFrom('light' as const, 'dark' as const);

function grid(axes: readonly { path: string; values: readonly unknown[] }[]) {
  const parsed = parseExperiment({ ...(documents.I2d as object), axes });
  if (!parsed.ok) throw new Error(parsed.issues.map(({ message }) => message).join());
  return parsed;
}

describe('the colours of cells', () => {
  it('let every text on them be read', () => {
    fc.assert(
      fc.property(place, theme, (t, shown) => {
        const colour = rampColour(t, shown);
        assert.isAtLeast(contrast(colour, textOn(colour)), 4.5);
      }),
    );
  });

  it('grow steadily darker, or lighter in the dark', () => {
    fc.assert(
      fc.property(place, place, theme, (a, b, shown) => {
        const [low, high] = a < b ? [a, b] : [b, a];
        if (high - low < 0.02) return;
        const change = luminance(rampColour(high, shown)) - luminance(rampColour(low, shown));
        assert.isAbove(shown === 'dark' ? change : -change, 0);
      }),
    );
  });

  it('are an even scale: equal steps look equally large', () => {
    // L* of CIE 1976, a measure of lightness that is none of the scale's own.
    const lightness = (t: number, shown: 'light' | 'dark') =>
      116 * Math.cbrt(luminance(rampColour(t, shown))) - 16;
    for (const shown of ['light', 'dark'] as const) {
      const steps = Array.from({ length: 8 }, (_, index) =>
        Math.abs(lightness((index + 1) / 8, shown) - lightness(index / 8, shown)),
      );
      assert.isBelow(Math.max(...steps) / Math.min(...steps), 1.35, steps.join());
    }
  });

  it('know contrast as WCAG defines it', () => {
    assert.closeTo(contrast([0, 0, 0], [255, 255, 255]), 21, 1e-9);
    assert.closeTo(contrast([118, 118, 118], [255, 255, 255]), 4.54, 0.01);
    assert.match(rampCss(0.5).fill, /^light-dark\(#[\da-f]{6}, #[\da-f]{6}\)$/);
  });
});

describe('the scale of a figure', () => {
  const values = fc.array(fc.double({ min: 1e-6, max: 1e6, noNaN: true }), { minLength: 1 });
  const better = fc.constantFrom('high' as const, 'low' as const, null);

  it('places every value between 0 and 1, in order, and the best at 1', () => {
    fc.assert(
      fc.property(values, better, (found, wanted) => {
        const scale = metricScale(found, wanted)!;
        const ordered = found.toSorted((a, b) => a - b);
        const places = ordered.map(scale.place);
        for (const each of places) assert.isTrue(each >= 0 && each <= 1);
        const rising = wanted === 'low' ? places.toReversed() : places;
        for (let at = 1; at < rising.length; at++) assert.isAtLeast(rising[at]!, rising[at - 1]!);
        assert.closeTo(rising.at(-1)!, 1, 1e-9);
      }),
    );
  });

  it('comes back from a place to its value', () => {
    fc.assert(
      fc.property(values, better, (found, wanted) => {
        const scale = metricScale(found, wanted)!;
        if (scale.low === scale.high) return;
        for (const value of found) {
          const back = scale.value(scale.place(value));
          // A step of the place is a step of the value, or of its logarithm.
          const step = scale.kind === 'log' ? value : scale.high - scale.low;
          assert.closeTo(back, value, 1e-6 * step);
        }
      }),
    );
  });

  it('is logarithmic from a factor of three on, never with a zero in it', () => {
    assert.equal(metricScale([0.2, 0.59], 'low')?.kind, 'linear');
    assert.equal(metricScale([0.2, 0.61], 'low')?.kind, 'log');
    assert.equal(metricScale([0, 200], 'low')?.kind, 'linear');
    assert.isNull(metricScale([], 'low'));
    assert.isNull(metricScale([NaN, Infinity], 'low'));
    assert.equal(metricScale([3, NaN], 'low')?.place(3), 1);
  });
});

describe('a grid of trials', () => {
  it('has the first axis as rows and the second as columns', () => {
    const { experiment, trials } = grid((documents.I2d as { axes: [] }).axes);
    const found = gridOf(running(trials).trials, experiment.axes)!;
    assert.equal(found.rows?.name, 'learning rate');
    assert.deepEqual(
      found.columns.heads.map(({ label }) => label),
      ['16', '32', '64'],
    );
    assert.deepEqual(found.panels[0]!.rows[1]![2]!.trial?.plan.values, {
      'optimizer.learningRate': 0.01,
      batchSize: 64,
    });
  });

  it('lays a single axis out as one row', () => {
    const { experiment, trials } = grid([{ path: 'batchSize', values: [16, 32] }]);
    const found = gridOf(running(trials).trials, experiment.axes)!;
    assert.isNull(found.rows);
    assert.lengthOf(found.panels[0]!.rows, 1);
    assert.lengthOf(found.panels[0]!.rows[0]!, 2);
  });

  it('holds every trial exactly once, in panels or by a choice', () => {
    const axes = [
      { path: 'optimizer.learningRate', values: [0.1, 0.01] },
      { path: 'batchSize', values: [16, 32] },
      { path: 'seed', values: [1, 2] },
    ];
    const few = grid(axes);
    const panels = gridOf(running(few.trials).trials, axes)!.panels;
    const ids = panels.flatMap(({ rows }) => rows.flat().map(({ trial }) => trial?.plan.id));
    assert.sameMembers(
      ids,
      few.trials.map(({ id }) => id),
    );
    assert.deepEqual(
      panels.map(({ label }) => label),
      ['seed 1', 'seed 2'],
    );

    const many = [...axes.slice(0, 2), { path: 'seed', values: [1, 2, 3, 4, 5, 6, 7] }];
    const { trials } = grid(many);
    const chosen = gridOf(running(trials).trials, many, new Map([['seed', 3]]))!;
    assert.deepEqual(
      chosen.chosen.map(({ name }) => name),
      ['seed'],
    );
    assert.lengthOf(chosen.panels, 1);
    assert.equal(chosen.panels[0]!.rows[0]![0]!.trial?.plan.trial.seed, 4);
  });

  it('has no grid where nothing is varied', () => {
    assert.isNull(gridOf([], []));
    assert.isNull(gridOf([], [{ path: 'seed', values: [1] }]));
    assert.isTrue(isGrid([{ path: 'batchSize', values: [1, 2] }]));
    assert.isFalse(isGrid([{ path: 'init', values: [{}, {}] }]));
    assert.isTrue(
      isGrid([
        { path: 'init', values: [{}, {}] },
        { path: 'seed', values: [1, 2] },
      ]),
    );
  });

  it('says in each cell what became of it, and compares what is done', () => {
    const { experiment, trials } = grid((documents.I2d as { axes: [] }).axes);
    const state = troubled(trials).trials;
    const metric = metricsOf(columnsOf(state, experiment.axes), experiment.axes)[0]!;
    assert.equal(metric.key, 'testMse');
    for (const trial of state) {
      if (trial.status === 'done') assert.isNotNull(cellValue(trial, metric));
      else {
        assert.isNull(cellValue(trial, metric));
        assert.equal(cellText(trial, metric), trial.status);
      }
    }
    assert.match(choiceText(state, metric, bestOf(state, metric)), /best|Best|No two/);
    const ended = done(trials).trials;
    const text = choiceText(ended, metric, bestOf(ended, metric));
    assert.include(text, 'is optimistic');
  });

  it('is navigated by the arrow keys, from panel to panel', () => {
    const axes = [
      { path: 'optimizer.learningRate', values: [0.1, 0.01] },
      { path: 'batchSize', values: [16, 32] },
      { path: 'seed', values: [1, 2] },
    ];
    const { trials } = grid(axes);
    const cells = gridOf(running(trials).trials, axes)!;
    const from = { panel: 0, row: 1, column: 1 };
    assert.deepEqual(nextCell('ArrowDown', false, from, cells), { panel: 1, row: 0, column: 1 });
    assert.deepEqual(nextCell('ArrowUp', false, from, cells), { panel: 0, row: 0, column: 1 });
    assert.isNull(nextCell('ArrowRight', false, from, cells));
    assert.deepEqual(nextCell('Home', true, from, cells), { panel: 0, row: 0, column: 0 });
    assert.isNull(nextCell('x', false, from, cells));
  });
});
