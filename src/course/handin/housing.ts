/** Implementation question 2: California housing. */
import { drawing, table, type TableData } from '../answers/blocks.ts';
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
import { charts, findings, setUp, tables } from './runs.ts';
import { runOf } from './fashion.ts';
import type { HandIn, HandInRun, HousingData } from './types.ts';
import { metricMeta } from '../../catalog/registry/metric.meta.ts';

/** Row indices listed for each part. */
const shownRows = 12;

const noData = warning('The housing data are unavailable, so this answer is missing.');
const standInOf = ({ name }: HousingData): ReportBlock[] =>
  datasetInfo[name].synthetic
    ? [warning('These are generated stand-in data, not California housing.')]
    : [];

export function i2a({ data: { housing } }: HandIn): ReportBlock[] {
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
      `${datasetInfo[housing.name].summary} Features are decoded as in scikit-learn and kept as 64-bit floats. The split is that of torch.utils.data.random_split with a generator seeded with ${number(housing.seed)}: one random permutation of all rows, cut in two.`,
    ),
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
    plain(`Checksum of the data: ${housing.checksum}`),
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

export function i2b({ data: { housing } }: HandIn): ReportBlock[] {
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
    list(columns.map(({ name, meaning, unit }) => `${name}: ${meaning}, in ${unit}`)),
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
    ...charts(run, ['batch-loss', 'mse', 'mae']),
    ...tables(run),
    { kind: 'heading', text: 'Findings' },
    ...findings(run),
  ];
}

export function i2d(handIn: HandIn): ReportBlock[] {
  const run = runOf(handIn, 'I2d');
  if (run === undefined) return [notRun('I2d')];
  return [
    ...setUp(run),
    ...heatmaps(run),
    ...tables(run),
    ...gridTables(run),
    ...charts(run, ['mse', 'mae', 'batch-loss']),
    { kind: 'heading', text: 'Findings' },
    ...findings(run),
  ];
}

const notRun = (name: string): ReportBlock =>
  warning(`Experiment ${name} has not been run, so its results are missing here.`);

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
      `${experiment.name}. ${metric.head} of every cell${marks === '' ? '' : `, ${marks}`}. ${choiceText(trials, metric, heatmap.best, all)}`,
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
  return columnsOf(trials, experiment.axes)
    .filter(({ of }) => of?.part === 'test' && metricMeta[of.metric].from === 'sums')
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
    );
}
