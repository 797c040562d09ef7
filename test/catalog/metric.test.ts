/** Tests every metric: its metadata is correct, and the lab's value is its oracle's. */
import { assert } from 'chai';
import { inOrder } from '../../src/catalog/kinds/members.ts';
import { partNames, tasks, type MetricTask } from '../../src/catalog/kinds/metric.ts';
import { defaultLoss } from '../../src/catalog/lookup/loss.ts';
import {
  figureIn,
  figureKey,
  figureOfClasses,
  isRecorded,
  mainMetric,
  metricsOf,
  minimisedMetric,
  recordedMetrics,
} from '../../src/catalog/lookup/metric.ts';
import { figuresOfSums, isFigureKey } from '../../src/catalog/lookup/record.ts';
import { metricMeta, type MetricName } from '../../src/catalog/registry/metric.meta.ts';
import { metricPython } from '../../src/catalog/registry/metric.python.ts';
import { classFigures } from '../../src/lab/class-figures.ts';
import { Generator } from '../../src/torch/mt19937.ts';
import { AskedMetrics } from '../../src/catalog/lookup/asked-metrics.ts';
import { measure } from '../../workers/engine/tfjs/metrics.ts';
import type { MeasuredRow } from './kinds.ts';
import { assertListed } from './listed.ts';
import { metricOracle } from './registry/metric.oracle.ts';

const classes = 3;

/** Rows, some predicted correctly, drawn from a seed. */
function rowsOf(task: MetricTask, seed: number): readonly MeasuredRow[] {
  const generator = new Generator(seed);
  const number = () => Math.fround((generator.nextFloat32() - 0.5) * 4);
  return Array.from({ length: 40 }, () =>
    task === 'regression'
      ? { outputs: [number()], target: number() }
      : {
          outputs: Array.from({ length: classes }, number),
          target: Math.min(classes - 1, Math.floor(Math.abs(number()) * 1.5)),
        },
  );
}

/** The lab's value of a requested metric, with rows added in pieces. */
function askedValue(name: MetricName, pieces: readonly (readonly MeasuredRow[])[]): number | null {
  const asked = new AskedMetrics([name]);
  for (const rows of pieces) {
    const outputs = Float32Array.from(rows.flatMap((row) => row.outputs));
    asked.add(
      outputs,
      rows.map(({ target }) => target),
    );
  }
  return figureIn(asked.figures('test'), 'test', name);
}

/** The lab's value. */
function labValue(name: MetricName, rows: readonly MeasuredRow[]): number | null {
  const { task, from } = metricMeta[name];
  const outputs = Float32Array.from(rows.flatMap((row) => row.outputs));
  if (from === 'classes') {
    const confusion = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
    for (const { outputs: scores, target } of rows)
      confusion[target]![scores.indexOf(Math.max(...scores))]! += 1;
    return figureOfClasses(name, classFigures(confusion, []));
  }
  if (from === 'outputs') return askedValue(name, [rows]);
  const targets = Float32Array.from(
    rows.flatMap(({ target }) =>
      task === 'regression'
        ? [target]
        : Array.from({ length: classes }, (_, at) => Number(at === target)),
    ),
  );
  const sums = measure(defaultLoss(task), outputs, { targets, count: rows.length });
  return figureIn(figuresOfSums(task, 'test', sums, rows.length), 'test', name);
}

describe('Metrics', () => {
  it('have labels and places of their own', () => {
    assertListed(metricMeta);
  });

  const names = inOrder(metricMeta);

  it('have names, places and keys of their own', () => {
    const metas = names.map((name) => metricMeta[name]);
    assert.lengthOf([...new Set(metas.map(({ label }) => label))], metas.length);
    assert.lengthOf([...new Set(metas.map(({ order }) => order))], metas.length);
    const keys = names.flatMap((name) => partNames.map((part) => figureKey(part, name)));
    assert.lengthOf([...new Set(keys)], keys.length);
    assert.isTrue(keys.every(isFigureKey));
    assert.isFalse(isFigureKey('epoch'));
  });

  it('say of each task what is minimised and what trials are judged by', () => {
    for (const task of tasks) {
      const minimised = metricsOf(task).filter((name) => metricMeta[name].minimised === true);
      assert.deepEqual(minimised, [minimisedMetric(task)]);
      assert.equal(recordedMetrics(task)[0], minimisedMetric(task));
      assert.equal(metricMeta[minimisedMetric(task)].better, 'low');
      assert.include(recordedMetrics(task), mainMetric(task));
    }
  });

  it('that are recorded are in the program too', () => {
    for (const name of names.filter(isRecorded)) assert.property(metricPython, name);
  });

  for (const name of names) {
    const { task, shareOfRows, ranksAs, better } = metricMeta[name];
    const cases = Array.from({ length: 12 }, (_, seed) => rowsOf(task, seed + 1));

    it(`${name}: has the oracle's values`, () => {
      for (const rows of cases)
        assert.approximately(labValue(name, rows)!, metricOracle[name].value(rows), 1e-6);
    });

    it(`${name}: is best where everything is right`, () => {
      const [best = 0, ...others] = [perfect(task, cases[0]!), ...cases].map(
        metricOracle[name].value,
      );
      for (const other of others)
        assert.isTrue(better === 'high' ? best > other : best < other, `${best} and ${other}`);
    });

    if (metricMeta[name].from === 'outputs')
      it(`${name}: is the same whatever pieces the rows come in`, () => {
        for (const rows of cases) {
          const pieces = [rows.slice(0, 1), rows.slice(1, 8), rows.slice(8)];
          const whole = labValue(name, rows)!;
          assert.approximately(askedValue(name, pieces)!, whole, 1e-12 * Math.abs(whole));
        }
      });

    if (shareOfRows === true)
      it(`${name}: is a share of rows`, () => {
        for (const rows of cases) {
          const right = metricOracle[name].value(rows) * rows.length;
          assert.approximately(right, Math.round(right), 1e-9);
        }
      });

    if (ranksAs !== undefined)
      it(`${name}: ranks as ${ranksAs}`, () => {
        const order = (by: MetricName) =>
          cases.toSorted((a, b) => metricOracle[by].value(a) - metricOracle[by].value(b));
        assert.deepEqual(order(name), order(ranksAs as MetricName));
        assert.equal(better, metricMeta[ranksAs as MetricName].better);
      });
  }
});

/** The same rows, and a network that is right about all of them. */
const perfect = (task: MetricTask, rows: readonly MeasuredRow[]): readonly MeasuredRow[] =>
  rows.map(({ target }) => ({
    target,
    outputs:
      task === 'regression'
        ? [target]
        : Array.from({ length: classes }, (_, at) => (at === target ? 20 : 0)),
  }));
