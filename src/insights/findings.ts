/** The findings of a run: sentences that its measured figures support, in reading order. */
import { throwIfAborted } from '../base/errors.ts';
import { inOneGo, inPieces, yieldToEventLoop } from '../base/event-loop.ts';
import { isRecorded, mainMetric, metricsOf } from '../catalog/lookup/metric.ts';
import { metricMeta } from '../catalog/registry/metric.meta.ts';
import { isSynthetic, taskOf, type DatasetIdentity, type Task } from '../document/parameters.ts';
import type { Experiment } from '../document/schema.ts';
import { isComplete, isFinished } from '../document/trial-status.ts';
import type { TrialState } from '../lab/state.ts';
import { count } from '../base/numbers.ts';
import { realName } from '../text/labels.ts';
import { classFindings } from './classes.ts';
import { aboveChance, accuracyDrops, gap, leadChanges, speed } from './curves.ts';
import { diagnose } from './diagnosis.ts';
import { gradientFindings } from './gradients.ts';
import { costs } from './costs.ts';
import { marginals, selection, unstable } from './grid.ts';
import { learningCurves } from './learning.ts';
import { mainMeasure, measureOf, type Measure } from './measures.ts';
import { maxNamed } from './prose.ts';
import { axisEffect, ranking, secondRanking } from './ranking.ts';
import { regressionFindings } from './regression.ts';
import { subjectsOf } from './subjects.ts';
import { deadFindings, leftOut, troubleFindings } from './troubles.ts';
import type { Finding } from './types.ts';

/** Up to this many trials of a regression are described one by one; more are only compared. */
const maxDescribed = 1;

/**
 * What the figures of these trials support, and nothing else; [] while none has ended. Only trials that
 * are done or diverged count; others are named as left out.
 */
export const findingsOf = (experiment: Experiment, trials: readonly TrialState[]): Finding[] =>
  inOneGo(finding(experiment, trials));

/** The same in pieces, for a page with hundreds of trials. Throws LabError `aborted`. */
export const findInPieces = (
  experiment: Experiment,
  trials: readonly TrialState[],
  signal: AbortSignal,
): Promise<Finding[]> =>
  inPieces(finding(experiment, trials), async () => {
    await yieldToEventLoop();
    throwIfAborted(signal);
  });

/** Trials diagnosed between two pauses. */
const piece = 20;

function* finding(
  experiment: Experiment,
  trials: readonly TrialState[],
): Generator<void, Finding[], void> {
  const finished = trials.filter(isFinished);
  if (finished.length === 0) return [];
  // What follows asks for these again and again.
  for (const [at, trial] of finished.entries()) {
    diagnose(trial);
    if (at % piece === piece - 1) yield;
  }
  const found: Finding[] = [];
  for (const some of findingParts(experiment, trials, finished)) {
    found.push(...some);
    yield;
  }
  return found;
}

/** In reading order; each part is computed when it is asked for. */
function* findingParts(
  experiment: Experiment,
  trials: readonly TrialState[],
  finished: readonly TrialState[],
): Generator<readonly Finding[], void> {
  const trained = finished.filter(({ plan }) => plan.trial.epochs > 0);
  yield standIn(finished);
  yield gradientFindings(finished.filter(isComplete));
  if (trained.length > 0) yield* trainingFindings(experiment, trained);
  else yield deadFindings(finished);
  yield leftOut(trials);
  yield oneSeed(experiment, trained);
}

const order: readonly Finding['topic'][] = [
  'about',
  'gradients',
  'comparison',
  'training',
  'troubles',
  'limits',
];

/** The findings by topic, a paragraph each, the headline before the details. */
export function paragraphsOf(findings: readonly Finding[]): readonly Finding[][] {
  return order
    .map((topic) => findings.filter((finding) => finding.topic === topic))
    .filter((paragraph) => paragraph.length > 0);
}

/** The findings as plain text, with an empty line between paragraphs. */
export const findingsText = (findings: readonly Finding[]): string =>
  paragraphsOf(findings)
    .map((paragraph) => paragraph.map(({ text }) => text).join(' '))
    .join('\n\n');

function* trainingFindings(
  experiment: Experiment,
  trained: readonly TrialState[],
): Generator<readonly Finding[], void> {
  const done = trained.filter((trial) => isComplete(trial) && trial.epochs.length > 0);
  const { dataset } = trained[0]!.plan.trial;
  const task = taskOf(dataset);
  const measure = mainMeasure(task);
  const subjects = subjectsOf(done);
  const axes = experiment.axes.filter(({ path, values }) => path !== 'seed' && values.length > 1);
  const [axis] = axes;
  const isGrid = axes.length > 1;
  if (task === 'regression' && done.length <= maxDescribed)
    for (const trial of done) yield regressionFindings(trial, '');
  if (task === 'classification' && !isGrid) yield aboveChance(subjects);
  yield ranking(subjects, measure);
  if (axes.length === 1 && axis !== undefined) yield axisEffect(subjects, axis.path, measure);
  for (const other of otherMeasures(task, dataset)) yield secondRanking(subjects, measure, other);
  if (task === 'regression') yield learningCurves(subjects);
  if (isGrid) yield marginals(done, experiment.axes, measure);
  if (task === 'classification') {
    yield classFindings(done);
    yield classification(subjects, isGrid);
  }
  yield troubleFindings(trained);
  yield deadFindings(done);
  if (task === 'regression') yield unstable(done, measure);
  yield costs(done, experiment.axes);
  if (isGrid || subjects.length > maxNamed) yield selection(subjects, measure, task);
}

/**
 * The other measures by which trials are compared: none that ranks as another does, nor the one that
 * training minimises, which is shown as a curve.
 */
const otherMeasures = (task: Task, dataset: DatasetIdentity): readonly Measure[] =>
  metricsOf(task)
    .filter((name) => name !== mainMetric(task) && isRecorded(name) && !metricMeta[name].minimised)
    .map((name) => measureOf('test', name, dataset));

const classification = (
  subjects: ReturnType<typeof subjectsOf>,
  isGrid: boolean,
): readonly Finding[] =>
  isGrid
    ? gap(subjects)
    : [...leadChanges(subjects), ...speed(subjects), ...accuracyDrops(subjects), ...gap(subjects)];

/** Comes first, before any figure: these are not the task's data. */
function standIn(trials: readonly TrialState[]): Finding[] {
  const name = trials.map(({ plan }) => plan.trial.dataset.name).find(isSynthetic);
  if (name === undefined) return [];
  return [
    {
      id: 'stand-in',
      topic: 'about',
      text: `These figures are from generated stand-in data, not from ${realName(name)}.`,
      restsOn: [],
    },
  ];
}

/** Where trials are compared that all used one seed. */
function oneSeed(experiment: Experiment, trained: readonly TrialState[]): Finding[] {
  const seeds = new Set(trained.map(({ plan }) => plan.trial.seed));
  const [seed] = seeds;
  if (trained.length < 2 || seeds.size > 1 || seed === undefined) return [];
  if (experiment.axes.some(({ path }) => path === 'seed')) return [];
  const text = count(seed);
  return [
    {
      id: 'one-seed',
      topic: 'limits',
      text: `Differences between seeds were not measured: every trial used seed ${text}.`,
      restsOn: [{ trials: trained.map(({ plan }) => plan.id), name: 'seed', value: seed, text }],
    },
  ];
}
