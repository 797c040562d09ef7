/** One run in the report: its set-up, tables, figures and findings. */
import type { TableData } from '../answers/blocks.ts';
import { drawing, table } from '../answers/blocks.ts';
import type { PartName } from '../../catalog/kinds/metric.ts';
import { mainMetric } from '../../catalog/lookup/metric.ts';
import { describe } from '../../figures/charts/describe.ts';
import { chartSvg } from '../../figures/charts/svg.ts';
import { taskOf, trialCounts, trialSteps } from '../../document/parameters.ts';
import type { EpochRecord } from '../../document/results.ts';
import { FigureModels } from '../../figures/models.ts';
import { hasSeedAxis } from '../../figures/seeds.ts';
import { figuresOf, type Figure } from '../../figures/specs.ts';
import { badgeOf, troublesOf } from '../../insights/diagnosis.ts';
import { explain } from '../../insights/explanation/explain.ts';
import { findingsOf, paragraphsOf } from '../../insights/findings.ts';
import { mainMeasure } from '../../insights/measures.ts';
import { provenanceText } from '../../lab/provenance.ts';
import type { MeasuredStart } from '../../lab/starts/measured.ts';
import type { TrialState } from '../../lab/state.ts';
import { bestOf, columnsOf, type Column } from '../../text/columns.ts';
import { count, counted } from '../../base/numbers.ts';
import { sentenceOf } from '../../text/sentence.ts';
import { marksOf, standInText } from '../../text/marks.ts';
import { statusWords, trialLabel } from '../../text/labels.ts';
import { facts, list, plain, warning, type ReportBlock } from './blocks.ts';
import { ownNotes } from './notes.ts';
import { wholeText, type HandIn, type HandInRun } from './types.ts';

export const runOf = ({ runs }: HandIn, name: string): HandInRun | undefined =>
  runs.find(({ experiment }) => experiment.name === name);

export const notRun = (name: string): ReportBlock =>
  warning(`Experiment ${name} has not been run, so its results are missing here.`);

/** The set-up as facts, with caveats and the student's notes. */
export function setUp(run: HandInRun): ReportBlock[] {
  const { experiment, trials } = run;
  const first = trials[0]?.plan.trial;
  if (first === undefined) return [];
  const { train, test, validation } = trialCounts(first);
  const steps = trials.reduce((sum, { plan }) => sum + trialSteps(plan.trial), 0);
  const sentence = sentenceOf(first, experiment.axes)
    .map(({ text }) => text)
    .join(' · ');
  const standIn = standInText(trials);
  const provenance = provenanceText(trials);
  const own = ownNotes(experiment.notes);
  const rows = [
    `${count(train)} training`,
    ...(validation === 0 ? [] : [`${count(validation)} validation`]),
    `${count(test)} test`,
  ].join(', ');
  return [
    ...(standIn === '' ? [] : [warning(`Computed on ${standIn}.`)]),
    ...(provenance === '' ? [] : [warning(`This run was ${provenance}.`)]),
    facts([
      ['Set-up', sentence],
      ['Rows', rows],
      [
        'Trials',
        steps === 0
          ? `${count(trials.length)}, none trained`
          : `${counted(trials.length, 'trial')}, ${counted(steps, 'step')} in total`,
      ],
    ]),
    ...(own.length === 0 ? [] : [list(own)]),
  ];
}

/** How a trial ended, with its diagnoses. */
function statusText(trial: TrialState): string {
  const said = [statusWords[trial.status], ...troublesOf(trial).map(({ badge }) => badge)];
  return [...new Set(said)].join(', ');
}

/** Suffix of a caption: where the results are from; '' for runs trained here. */
export function marked(trials: HandInRun['trials']): string {
  const text = provenanceText(trials);
  return text === '' ? '' : ` (${text})`;
}

const hidden = new Set(['engine', 'provenance']);

/** One row per trial; for a single trial, one row per value. */
export function resultsTable({ experiment, trials }: HandInRun): TableData {
  const columns = columnsOf(trials, experiment.axes).filter(({ key }) => !hidden.has(key));
  const text = (column: Column, trial: TrialState): string =>
    column.key === 'status' ? statusText(trial) : column.text(trial);
  const [only, ...others] = trials;
  if (only !== undefined && others.length === 0) {
    return {
      caption: `Results of ${experiment.name}${marked(trials)}`,
      head: ['quantity', 'value'],
      rows: columns.map((column) => [column.head, text(column, only)]),
    };
  }
  const bests = columns.map((column) => bestOf(trials, column));
  const best = trials.flatMap(({ plan }, row) =>
    bests.flatMap((ids, column) => (ids.has(plan.id) ? [[row, column] as const] : [])),
  );
  return {
    caption: `Results of ${experiment.name}${best.length === 0 ? '' : ', the best value of each column in bold'}${marked(trials)}`,
    head: columns.map(({ head }) => head),
    rows: trials.map((trial) => columns.map((column) => text(column, trial))),
    texts: columns.flatMap(({ numeric }, at) => (numeric ? [] : [at])),
    best,
  };
}

/** Most rows of an epoch table; of more epochs, every n-th is listed. */
const maxEpochs = 12;

/** Training and test metric by epoch; null if nothing was trained, or for more than four trials. */
export function epochTable({ experiment, trials }: HandInRun): TableData | null {
  const epochs = Math.max(0, ...trials.map((trial) => trial.epochs.length));
  if (epochs === 0 || trials.length > 4) return null;
  const each = Math.ceil(epochs / maxEpochs);
  const shown = Array.from({ length: epochs }, (_, at) => at + 1).filter(
    (epoch) => epoch === 1 || epoch % each === 0 || epoch === epochs,
  );
  const parts = trials.flatMap((trial) => [
    { trial, part: 'train' as const },
    { trial, part: 'test' as const },
  ]);
  const task = taskOf(trials[0]!.plan.trial.dataset);
  const figures = figuresOf(trials.map(({ plan }) => plan.trial));
  const title = figures.find(({ spec }) => spec.id === mainMetric(task))?.spec.title ?? '';
  const text = (record: EpochRecord | undefined, part: PartName): string => {
    const { read, write } = mainMeasure(task, part);
    const value = record === undefined ? null : read(record);
    return value === null ? '–' : write(value);
  };
  return {
    caption: `${title} of ${experiment.name} after ${each === 1 ? 'every epoch' : 'selected epochs'}${marked(trials)}`,
    head: [
      'epoch',
      ...parts.map(({ trial, part }) =>
        trials.length === 1 ? part : `${trialLabel(trial.plan.values)}, ${part}`,
      ),
    ],
    rows: shown.map((epoch) => [
      count(epoch),
      ...parts.map(({ trial, part }) =>
        text(
          trial.epochs.find((record) => record.epoch === epoch),
          part,
        ),
      ),
    ]),
  };
}

/** Which charts a question shows, by the ids of figures: some across the page, others in twos. */
interface Wanted {
  readonly whole: readonly string[];
  readonly half?: readonly string[];
}

/** The run's charts: first those across the page. */
export function charts(
  run: Pick<HandInRun, 'experiment' | 'trials'>,
  { whole, half = [] }: Wanted,
): ReportBlock[] {
  const { experiment, trials } = run;
  const models = new FigureModels(experiment.axes, badgeOf);
  const all = figuresOf(
    trials.map(({ plan }) => plan.trial),
    trials.map(({ classes }) => classes),
  );
  const drawn = (ids: readonly string[], isHalf: boolean): ReportBlock[] =>
    ids.flatMap((id) =>
      all.filter(({ spec }) => spec.id === id).map((figure) => chart(run, figure, models, isHalf)),
    );
  return [...drawn(whole, false), ...drawn(half, true)];
}

/** With more trials, only the means over batches are drawn. */
const maxNoisy = 4;

function chart(
  run: Pick<HandInRun, 'experiment' | 'trials'>,
  figure: Figure,
  models: FigureModels,
  half: boolean,
): ReportBlock {
  const { experiment, trials } = run;
  const { spec } = figure;
  const whole = models.model(figure, trials, hasSeedAxis(experiment.axes));
  const labels = new Map(trials.map(({ plan }) => [plan.id, trialLabel(plan.values)]));
  // The noise of many trials would cover their means.
  const model =
    trials.length > maxNoisy
      ? {
          ...whole,
          lines: whole.lines.filter(({ faint }) => faint !== true),
          // How each ended is in the table; with it, labels have no room beside the plot.
          groups: whole.groups.map(({ id, label, style }) => ({
            id,
            label: labels.get(id) ?? label,
            style,
          })),
        }
      : whole;
  const words = describe(spec, model);
  return drawing(
    spec.id,
    `${captions[spec.id] ?? sentence(spec.promise)} ${words}${marked(trials)}`.trim(),
    chartSvg(spec, model, {
      warning: marksOf(trials),
      ...(half ? { width: 400, height: 280 } : { height: 300 }),
    }),
    half,
  );
}

/** Replaces a chart's `promise` where that refers to a page. */
const captions: Readonly<Record<string, string>> = {
  'batch-loss': 'The loss of every batch, before its step.',
};

const sentence = (text: string): string => (/[.!?…]$/.test(text) ? text : `${text}.`);

/** A run's discussion, and what it rests on, sentence by sentence. */
export interface Explained {
  readonly said: readonly ReportBlock[];
  /** Empty where the findings are the discussion themselves. */
  readonly evidence: readonly ReportBlock[];
}

/**
 * The student's text if edited; otherwise the paragraph that explains, with all findings as its evidence.
 * @param starts the untrained networks that were measured
 */
export function explained(run: HandInRun, starts: readonly MeasuredStart[]): Explained {
  const whole = run.texts.get(wholeText);
  if (whole !== undefined) return { said: [plain(whole)], evidence: [] };
  const statements = explain(run.experiment, run.trials, starts);
  const text = statements.map((each) => run.texts.get(each.id) ?? each.text).join(' ');
  return text === '' && run.trials.every(({ plan }) => plan.trial.epochs > 0)
    ? { said: findings(run), evidence: [] }
    : { said: text === '' ? [] : [plain(text)], evidence: findings(run) };
}

/** The findings: the student's text if edited, otherwise the lab's. */
function findings({ experiment, trials, texts }: HandInRun): ReportBlock[] {
  const whole = texts.get(wholeText);
  if (whole !== undefined) return [plain(whole)];
  const paragraphs = paragraphsOf(findingsOf(experiment, trials)).map((paragraph) =>
    paragraph.map(({ id, text }) => texts.get(id) ?? text).join(' '),
  );
  return paragraphs.length === 0
    ? [warning(`No trial of ${experiment.name} finished, so there are no findings.`)]
    : paragraphs.map(plain);
}

/** The results table, then the epoch table. */
export function tables(run: HandInRun): ReportBlock[] {
  const epochs = epochTable(run);
  return [table(resultsTable(run)), ...(epochs === null ? [] : [table(epochs)])];
}
