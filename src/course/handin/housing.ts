/** Implementation question 2: California housing. */
import { drawing, table, type TableData } from '../answers/blocks.ts';
import { datasetAbout } from '../../catalog/registry/dataset.about.ts';
import { datasetInfo } from '../../data/registry.ts';
import type { ColumnReport, ColumnView } from '../../data/explore/columns.ts';
import { columnsSvg, viewOf } from '../../figures/columns.ts';
import { heatmapOf } from '../../figures/heatmap/cells.ts';
import { heatmapSvg } from '../../figures/heatmap/export.ts';
import { gridOf } from '../../figures/heatmap/grid.ts';
import { choiceText } from '../../figures/heatmap/text.ts';
import { columnsOf, mainColumn } from '../../text/columns.ts';
import { marksOf } from '../../text/marks.ts';
import { count, counted, percent, plain as number, significant } from '../../base/numbers.ts';
import { list, plain, warning, type ReportBlock } from './blocks.ts';
import { discussion } from './own/discussions.ts';
import { charts, notRun, resultsTable, runOf, setUp } from './runs.ts';
import { codeOf } from './code.ts';
import type { FitErrors, RegressionFit } from './regression-fit.ts';
import { targetWords } from '../../text/target.ts';
import { judgedOf, plotsOf } from '../../figures/scatter/plots.ts';
import { plotSvg, residualsSvg } from '../../figures/scatter/export.ts';
import type { HandIn, HandInRun, HousingData } from './types.ts';
import { metricMeta } from '../../catalog/registry/metric.meta.ts';

/** Row indices listed for each part. */
const shownRows = 12;

const noData = warning('The housing data are unavailable, so this answer is missing.');
const standInOf = ({ name }: HousingData): ReportBlock[] =>
  datasetInfo[name].synthetic
    ? [warning('These are generated stand-in data, not California housing.')]
    : [];

export function i2a(handIn: HandIn): ReportBlock[] {
  const { housing } = handIn.data;
  if (housing === null) return [noData];
  const { train, test } = housing.report.split;
  const part = (name: string, rows: Int32Array): string[] => [
    name,
    count(rows.length),
    percent(rows.length / housing.rows),
    `${[...rows.subarray(0, shownRows)].map(number).join(', ')}, …`,
  ];
  return [
    ...standInOf(housing),
    plain(
      `${datasetAbout[housing.name].summary} Features are decoded as in scikit-learn and kept as 64-bit floats. The split is that of torch.utils.data.random_split with a generator seeded with ${number(housing.seed)}: one random permutation of all rows, cut in two.`,
    ),
    ...codeOf(handIn, 'I2a'),
    table({
      caption: `Training and test part with seed ${number(housing.seed)}; rows are numbered from 0`,
      head: ['part', 'rows', 'share', 'first rows'],
      texts: [3],
      rows: [
        part('training', train),
        part('test', test),
        ['total', count(housing.rows), percent(1), ''],
      ],
      marked: [2],
    }),
  ];
}

interface NamedColumn {
  readonly name: string;
  readonly meaning: string;
  readonly unit: string;
  readonly report: ColumnReport;
}

function namedColumns({ name, report }: HousingData): NamedColumn[] {
  const { features, target } = datasetInfo[name];
  const described = target === null ? features : [...features, target];
  return report.columns.flatMap((each, at) => {
    const feature = described[at];
    return feature === undefined ? [] : [{ ...feature, report: each }];
  });
}

const four = (value: number): string => significant(value, 4);
const summaryCells = ({ summary }: ColumnView): string[] =>
  [
    summary.mean,
    summary.deviation,
    summary.least,
    summary.lowerQuartile,
    summary.median,
    summary.upperQuartile,
    summary.greatest,
  ].map(four);
const summaryHead = ['mean', 'std. dev.', 'min', '25 %', 'median', '75 %', 'max'];

export function i2b(handIn: HandIn): ReportBlock[] {
  const { housing } = handIn.data;
  if (housing === null) return [noData];
  const columns = namedColumns(housing);
  const scaled = columns.filter(({ report }) => report.standardised !== null);
  const capped = columns.flatMap(({ name, report }) =>
    report.capped === null
      ? []
      : `${name} is capped: ${counted(report.capped.rows, 'row')} of ${count(housing.rows)} hold its maximum, ${number(report.capped.at)}, which stands for that value and anything above.`,
  );
  return [
    ...standInOf(housing),
    plain(
      `The columns: ${columns.map(({ name, meaning, unit }) => `${name}, the ${meaning}, in ${unit}`).join('; ')}.`,
    ),
    table({
      caption: `Features and target of the ${count(housing.report.split.train.length)} training rows before standardisation, and Pearson correlation r with the target`,
      head: ['column', ...summaryHead, 'r'],
      rows: columns.map(({ name, report }) => [
        name,
        ...summaryCells(report.raw),
        report.correlation === null ? '–' : significant(report.correlation, 3),
      ]),
    }),
    drawing(
      'columns-raw',
      'Every column of the training rows before standardisation. Values outside the bins are counted below the bars.',
      columnsSvg(columns, false),
    ),
    ...(capped.length === 0 ? [] : [list(capped)]),
    plain(
      'The features differ by orders of magnitude, and the largest would dominate each step of gradient descent. Each feature is therefore standardised, (x − μ) / σ, with the mean and standard deviation of the training rows only, so that the test rows do not influence their own preprocessing. The target is not scaled; its unit is $100,000.',
    ),
    ...codeOf(handIn, 'I2b'),
    table({
      caption: 'Features of the training rows after standardisation, as the networks see them',
      head: ['column', ...summaryHead],
      rows: scaled.map((column) => [column.name, ...summaryCells(viewOf(column, true))]),
    }),
    drawing(
      'columns-standardised',
      'Every feature of the training rows after standardisation, on one axis in standard deviations from the mean; the target is not scaled.',
      columnsSvg(columns, true),
    ),
  ];
}

export function i2c(handIn: HandIn): ReportBlock[] {
  const run = runOf(handIn, 'I2c');
  if (run === undefined) return [notRun('I2c')];
  return [
    ...setUp(run),
    ...codeOf(handIn, 'I2c'),
    ...charts(run, { whole: ['batch-loss'], half: ['mse', 'mae'] }),
    table(resultsTable(run)),
    ...fitBlocks(handIn.data.fit ?? null, run),
    { kind: 'heading', text: 'Discussion' },
    ...discussion(handIn, 'I2c'),
  ];
}

export function i2d(handIn: HandIn): ReportBlock[] {
  const run = runOf(handIn, 'I2d');
  if (run === undefined) return [notRun('I2d')];
  return [
    ...setUp(run),
    ...codeOf(handIn, 'I2d'),
    ...heatmaps(run),
    table(resultsTable(run)),
    ...gridTables(run),
    ...charts(run, { whole: ['mse', 'batch-loss'] }),
    { kind: 'heading', text: 'Discussion' },
    ...discussion(handIn, 'I2d'),
  ];
}

/** The network's errors on the test part beside those of both baselines, and its residuals; [] where unknown. */
function fitBlocks(fit: RegressionFit | null, run: HandInRun): ReportBlock[] {
  const first = run.trials[0]?.plan.trial;
  if (fit === null || first === undefined) return [];
  const words = targetWords(first.dataset);
  const judged = judgedOf(fit.predicted, fit.truths, words);
  const [predictions] = plotsOf(judged);
  const mean = judged.residuals.reduce((sum, value) => sum + value, 0) / judged.residuals.length;
  const row = (name: string, { mse, mae, r2 }: FitErrors): string[] => [
    name,
    significant(mse, 4),
    words.amount(Math.sqrt(mse)),
    words.amount(mae),
    // The mean of the training rows has a minus, far below what can be told.
    significant(Math.abs(r2) < 5e-4 ? 0 : r2, 3),
  ];
  return [
    table({
      caption: `The network on the ${count(fit.truths.length)} test rows, beside two baselines: always predicting the mean of the training targets, and linear least squares on the standardised features, fitted to the training rows`,
      head: ['predictor', 'MSE', 'RMSE', 'MAE', 'R²'],
      rows: [
        row('mean of the training targets', fit.mean),
        row('linear least squares', fit.linear),
        row('the network', fit.network),
      ],
      marked: [2],
    }),
    ...(predictions === undefined
      ? []
      : [
          drawing(
            'predicted-against-true',
            'Predicted against true value of every test row. The dashed line is a perfect prediction; true values at the cap are in the second colour.',
            plotSvg(judged, predictions),
            true,
          ),
        ]),
    drawing(
      'residuals',
      `Residuals of the test rows, predicted − true; their mean is ${words.amount(mean)}. Those beyond the axis are counted in its outermost bars.`,
      residualsSvg(judged),
      true,
    ),
  ];
}

/** The grid with its main metric; nothing if the run does not have two axes. */
function heatmaps(run: HandInRun): ReportBlock[] {
  const { experiment, trials } = run;
  const grid = gridOf(trials, experiment.axes);
  if (grid?.rows === undefined || grid.rows === null) return [];
  const all = columnsOf(trials, experiment.axes);
  const metric = mainColumn(all);
  if (metric === undefined) return [];
  const heatmap = heatmapOf(trials, grid, metric);
  const marks = marksOf(trials);
  return [
    drawing(
      'heatmap',
      `${metric.head} of every cell${marks === '' ? '' : `, ${marks}`}. ${choiceText(trials, metric, heatmap.best, all)}`,
      heatmapSvg(heatmap, marks),
    ),
  ];
}

/** The cells of the heatmap as tables, one for each test metric. */
function gridTables({ experiment, trials }: HandInRun): ReportBlock[] {
  const grid = gridOf(trials, experiment.axes);
  const rows = grid?.rows ?? null;
  if (grid === null || rows === null) return [];
  const { columns, panels } = grid;
  const all = columnsOf(trials, experiment.axes);
  return (
    all
      // The heatmap has the main metric.
      .filter(
        ({ of, key }) =>
          of?.part === 'test' &&
          metricMeta[of.metric].from === 'sums' &&
          key !== mainColumn(all)?.key,
      )
      .flatMap((metric) =>
        panels.map((panel): ReportBlock => {
          const data: TableData = {
            caption: `${metric.head} by ${rows.name} and ${columns.name}${panel.label === '' ? '' : `, ${panel.label}`}`,
            head: [`${rows.name} \\ ${columns.name}`, ...columns.heads.map(({ label }) => label)],
            rows: panel.rows.map((cells, row) => [
              rows.heads[row]?.label ?? '',
              ...cells.map(({ trial }) => (trial === null ? '–' : metric.text(trial))),
            ]),
          };
          return table(data);
        }),
      )
  );
}
