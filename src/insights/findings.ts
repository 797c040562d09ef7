/** The findings of a run: sentences that its measured figures support, in reading order. */
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
import { gradientFindings } from './gradients.ts';
import { costs, marginals, selection, unstable } from './grid.ts';
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
export function findingsOf(experiment: Experiment, trials: readonly TrialState[]): Finding[] {
  const finished = trials.filter(isFinished);
  if (finished.length === 0) return [];
  const trained = finished.filter(({ plan }) => plan.trial.epochs > 0);
  return [
    ...standIn(finished),
    ...gradientFindings(finished.filter(isComplete)),
    ...trainingFindings(experiment, trained),
    ...(trained.length === 0 ? deadFindings(finished) : []),
    ...leftOut(trials),
    ...oneSeed(experiment, trained),
  ];
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

function trainingFindings(experiment: Experiment, trained: readonly TrialState[]): Finding[] {
  if (trained.length === 0) return [];
  const done = trained.filter((trial) => isComplete(trial) && trial.epochs.length > 0);
  const { dataset } = trained[0]!.plan.trial;
  const task = taskOf(dataset);
  const measure = mainMeasure(task);
  const subjects = subjectsOf(done);
  const axes = experiment.axes.filter(({ path, values }) => path !== 'seed' && values.length > 1);
  const [axis] = axes;
  const isGrid = axes.length > 1;
  const described = task === 'regression' && done.length <= maxDescribed ? done : [];
  return [
    ...described.flatMap((trial) => regressionFindings(trial, '')),
    ...(task === 'classification' && !isGrid ? aboveChance(subjects) : []),
    ...ranking(subjects, measure),
    ...(axes.length === 1 && axis !== undefined ? axisEffect(subjects, axis.path, measure) : []),
    ...otherMeasures(task, dataset).flatMap((other) => secondRanking(subjects, measure, other)),
    ...(task === 'regression' ? learningCurves(subjects) : []),
    ...(isGrid ? marginals(done, experiment.axes, measure) : []),
    ...(task === 'classification' ? classFindings(done) : []),
    ...(task === 'classification' ? classification(subjects, isGrid) : []),
    ...troubleFindings(trained),
    ...deadFindings(done),
    ...(task === 'regression' ? unstable(done, measure) : []),
    ...costs(done, experiment.axes),
    ...(isGrid || subjects.length > maxNamed ? selection(subjects, measure, task) : []),
  ];
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
