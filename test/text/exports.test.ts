/** Compares every column of every export with the value that the page shows. */
import { assert } from 'chai';
import Papa from 'papaparse';
import { dimensionsOf } from '../../src/figures/parallel-coordinates/dimensions.ts';
import { parallelCsv } from '../../src/figures/parallel-coordinates/text.ts';
import { parseExperiment } from '../../src/document/parse.ts';
import type { Axis } from '../../src/document/schema.ts';
import { heatmapCsv } from '../../src/figures/heatmap/export.ts';
import { cellText, gridOf, metricsOf } from '../../src/figures/heatmap/grid.ts';
import { resultsCsv } from '../../src/ui/pages/csv.ts';
import type { TrialState } from '../../src/lab/state.ts';
import { columnsOf, type Column } from '../../src/text/columns.ts';
import { engineShortText, statusWords } from '../../src/text/labels.ts';
import { classesOf, tableOf, yesAndNo } from '../insights/own-table.ts';
import { documents } from '../lab/fixture/fake-lab.ts';
import { done, troubled } from '../lab/fixture/states.ts';

interface Shown {
  readonly name: string;
  readonly trials: readonly TrialState[];
  readonly axes: readonly Axis[];
}

interface Preset {
  readonly trial: { readonly dataset: object };
}

function preset(name: string, validation: number | null): Shown[] {
  const document = documents[name] as Preset;
  const dataset = { ...document.trial.dataset, validation };
  const parsed = parseExperiment({ ...document, trial: { ...document.trial, dataset } });
  if (!parsed.ok) throw new Error(name);
  const { axes } = parsed.experiment;
  const named = validation === null ? name : `${name} with rows held back`;
  return [done(parsed.trials), troubled(parsed.trials)].map(({ trials }, at) => ({
    name: at === 0 ? named : `${named}, in trouble`,
    axes,
    trials: trials.map((trial, index) =>
      validation === null
        ? trial
        : { ...trial, epochs: trial.epochs.map((each) => held(each, index)) },
    ),
  }));
}

const held = (record: TrialState['epochs'][number], index: number) =>
  'testMse' in record
    ? { ...record, validationMse: 0.31 + index / 7, validationMae: 0.23 + index / 9 }
    : { ...record, validationLoss: 0.61 + index / 7, validationAccuracy: 0.71 / (index + 1) };

function unequalTable(): Shown {
  const { plans, experiment } = tableOf(yesAndNo, 1000);
  const classes = classesOf(
    [191, 9],
    [
      [185, 6],
      [3, 6],
    ],
  );
  return {
    name: 'a table with unequal classes',
    axes: experiment.axes,
    trials: done(plans).trials.map((trial) => ({ ...trial, classes })),
  };
}

const shownTrials: readonly Shown[] = [
  ...['I1c', 'I1d', 'I1f', 'I2c', 'I2d'].flatMap((name) => preset(name, null)),
  ...['I1d', 'I2d'].flatMap((name) => preset(name, 500)),
  unequalTable(),
];

const superscripts = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** The number in a text of the page, parsed without the functions that wrote it. */
function parsedText(text: string): number {
  const plain = text.replaceAll(/[\u00a0,]/g, '').replaceAll('−', '-');
  if (plain.startsWith('$')) return Number(plain.slice(1)) / 100_000;
  if (plain.endsWith('%')) return Number(plain.slice(0, -1)) / 100;
  const [, hours = 0, minutes = 0, seconds = 0] =
    /^(?:(\d+)h)?(?:(\d+)min)?(?:([\d.]+)s)?$/.exec(plain) ?? [];
  if (/[a-z]$/.test(plain)) return Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
  const [mantissa = '', power = ''] = plain.split('×10');
  const digits = Array.from(power, (each) => (each === '⁻' ? '-' : superscripts.indexOf(each)));
  return Number(mantissa) * 10 ** Number(digits.join(''));
}

/** The page rounds to two or more digits, and times to a tenth of a second. */
const roundedBy = (text: string): number =>
  text.endsWith('s') ? 0.5 : Math.max(Math.abs(parsedText(text)) / 20, 1e-3);

function assertSameNumber(field: string, text: string, what: string): void {
  if (field === '') assert.equal(text, '–', what);
  else assert.closeTo(Number(field), parsedText(text), roundedBy(text), what);
}

/** Asserts that a field of a file says the same as the page. */
function assertSame(column: Column, field: string, text: string, what: string): void {
  if (column.key === 'status') assert.equal(Reflect.get(statusWords, field), text, what);
  else if (column.key === 'engine') {
    assert.equal(field === '' ? '–' : engineShortText(field as 'wasm'), text, what);
  } else if (column.numeric) assertSameNumber(field, text, what);
  else assert.equal(field, text, what);
}

const rowsOf = (csv: string): Record<string, string>[] =>
  Papa.parse<Record<string, string>>(csv, { header: true, skipEmptyLines: true }).data;

describe('every exported column', () => {
  for (const { name, trials, axes } of shownTrials) {
    const columns = columnsOf(trials, axes);

    it(`of the table is what the page shows: ${name}`, () => {
      const rows = rowsOf(resultsCsv(trials, axes, 'data'));
      assert.lengthOf(rows, trials.length);
      assert.sameMembers(Object.keys(rows[0]!), ['dataset', ...columns.map(({ key }) => key)]);
      for (const [at, trial] of trials.entries()) {
        for (const column of columns) {
          const field = rows[at]![column.key]!;
          assertSame(column, field, column.text(trial), `${column.key}, trial ${at}`);
        }
      }
    });

    it(`of the heatmap is what its cell shows: ${name}`, () => {
      const grid = gridOf(trials, axes);
      if (grid === null) return;
      for (const metric of metricsOf(columns, axes)) {
        const drawn = { grid, metric, scale: null, best: new Set<string>() };
        const cells = grid.panels.flatMap(({ rows }) => rows.flat());
        const laid = cells.flatMap(({ trial }) => (trial === null ? [] : [trial]));
        for (const [at, row] of rowsOf(heatmapCsv(drawn)).entries()) {
          const trial = laid[at]!;
          assert.equal(row.status, trial.status);
          const shown = trial.status === 'done' ? cellText(trial, metric) : '–';
          assertSame(metric, row[metric.key]!, shown, metric.key);
        }
      }
    });

    it(`of the parallel coordinates is what the table shows: ${name}`, () => {
      const dimensions = dimensionsOf(trials, axes, metricsOf(columns, axes));
      const rows = rowsOf(parallelCsv(trials, dimensions, new Map()));
      for (const [at, trial] of trials.entries()) {
        for (const column of columns) {
          const field = rows[at]![column.key];
          if (field === undefined || column.key === 'status') continue;
          const figure = trial.status === 'done' || column.write === undefined;
          const shown = figure ? column.text(trial) : '–';
          assertSame(column, field, shown, `${column.key}, trial ${at}`);
        }
      }
    });
  }
});
