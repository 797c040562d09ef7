/** The findings of a run: sentences that its measured figures support, in the order of a paragraph. */
import { isRecorded, mainMetric, metricsOf } from '../catalog/lookup/metric.ts';
import { metricMeta } from '../catalog/registry/metric.meta.ts';
import { isSynthetic, taskOf, type DatasetIdentity, type Task } from '../document/parameters.ts';
import type { Experiment } from '../document/schema.ts';
import { isComplete, isFinished } from '../document/trial-status.ts';
import type { TrialState } from '../lab/state.ts';
import { count } from '../base/numbers.ts';
import { realName } from '../text/labels.ts';
import { classFindings } from './classes.ts';
import { gap, leading, leavingChance, setbacks, speed } from './curves.ts';
import { gradientFindings } from './gradients.ts';
import { choice, costs, marginals, unstable } from './grid.ts';
import { learningCurves } from './learning.ts';
import { mainMeasure, measureOf, type Measure } from './measures.ts';
import { maxNamed } from './prose.ts';
import { axisEffect, ranking, secondRanking } from './ranking.ts';
import { regressionFindings } from './regression.ts';
import { subjectsOf } from './subjects.ts';
import { deadFindings, leftOut, troubleFindings } from './troubles.ts';
import type { Finding } from './types.ts';

/** From here on the trials of regression are compared and no longer described one by one. */
const maxDescribed = 1;

/**
 * What can be said of these trials, and nothing else; [] while none has ended. Only trials that are
 * done (or diverged) count; others are named as left out.
 */
export function findingsOf(experiment: Experiment, trials: readonly TrialState[]): Finding[] {
  const over = trials.filter(isFinished);
  if (over.length === 0) return [];
  const trained = over.filter(({ plan }) => plan.trial.epochs > 0);
  return [
    ...standIn(over),
    ...gradientFindings(over.filter(isComplete)),
    ...trainingFindings(experiment, trained),
    ...(trained.length === 0 ? deadFindings(over) : []),
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

/** The findings as text: a paragraph for each topic that has any, the headline before the details. */
export function paragraphsOf(findings: readonly Finding[]): readonly Finding[][] {
  return order
    .map((topic) => findings.filter((finding) => finding.topic === topic))
    .filter((paragraph) => paragraph.length > 0);
}

/** Paragraphs with an empty line between them. */
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
    ...(task === 'classification' && !isGrid ? leavingChance(subjects) : []),
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
    ...(isGrid || subjects.length > maxNamed ? choice(subjects, measure, task) : []),
  ];
}

/**
 * By what else trials are compared: not by what ranks as another does, nor by what training minimises, which
 * is looked at as a curve.
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
    : [...leading(subjects), ...speed(subjects), ...setbacks(subjects), ...gap(subjects)];

/** Said first, before any figure: these are not the task's data. */
function standIn(trials: readonly TrialState[]): Finding[] {
  const name = trials.map(({ plan }) => plan.trial.dataset.name).find(isSynthetic);
  if (name === undefined) return [];
  return [
    {
      id: 'stand-in',
      topic: 'about',
      text: `These are figures of generated stand-in data, not of ${realName(name)}.`,
      restsOn: [],
    },
  ];
}

/** Where figures are compared that one seed gave each. */
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
      text: `Every trial ran with the one seed ${text}; how much another seed would change is not measured here.`,
      restsOn: [{ trials: trained.map(({ plan }) => plan.id), name: 'seed', value: seed, text }],
    },
  ];
}
