/** Expands a document into its trials: axes are applied to the trial as written, then defaults are filled in. */
import * as v from 'valibot';
import type { Check } from '../catalog/kinds/fields.ts';
import { inOneGo, inPieces, yieldToEventLoop } from '../base/event-loop.ts';
import { initMeta } from '../catalog/registry/init.meta.ts';
import { metricMeta } from '../catalog/registry/metric.meta.ts';
import { optimizerMeta } from '../catalog/registry/optimizer.meta.ts';
import type { LossMeta } from '../catalog/kinds/loss.ts';
import { inOrder } from '../catalog/kinds/members.ts';
import { lossMeta } from '../catalog/registry/loss.meta.ts';
import { scheduleMeta } from '../catalog/registry/schedule.meta.ts';
import type { ScheduleMeta } from '../catalog/kinds/schedule.ts';
import { isList } from './network-form.ts';
import { askedBy } from './asked.ts';
import { canonicalTrial } from './canonical-trial.ts';
import { contentHash } from './hash.ts';
import { fromValibot, issue, issueAt, type Issue } from './issue.ts';
import { limits } from './limits.ts';
import { networkIssues } from './network-issues.ts';
import { countsOf, shapeOf, taskOf, type Task } from './parameters.ts';
import { trialSchema, type Experiment, type Trial } from './schema.ts';
import { missingPlace } from './settings.ts';
import { withSetting } from './with-setting.ts';

export interface PlannedTrial {
  /** Content hash: the same settings have the same id in every experiment. */
  readonly id: string;
  readonly trial: Trial;
  /** What the axes set, by path: `{ "optimizer.name": "adam" }`. Empty without axes. */
  readonly values: Readonly<Record<string, unknown>>;
}

export type Expansion =
  | { readonly ok: true; readonly trials: readonly PlannedTrial[] }
  | { readonly ok: false; readonly issues: readonly Issue[] };

type Tree = Record<string, unknown>;

/** Trials between two pauses: a few milliseconds. */
const piece = 50;

/**
 * The latest expansions of many trials, by what they depend on: an experiment is expanded when it is opened, when its
 * link is made, and whenever a record of its run is read.
 */
const latest = new Map<string, Expansion>();
const maxKept = 3;

/** JSON would write a number that is none as null, which may be a valid setting. */
const asWritten = (_: string, value: unknown): unknown =>
  typeof value === 'number' && !Number.isFinite(value) ? { number: String(value) } : value;

/** All trials of a validated experiment, the last axis varying fastest. Duplicates are dropped. */
export const expand = (experiment: Experiment): Expansion => inOneGo(expanding(experiment));

/** The same with pauses, for a page: thousands of trials take longer than it may be blocked. */
export const expandInPieces = (experiment: Experiment): Promise<Expansion> =>
  inPieces(expanding(experiment), yieldToEventLoop);

export function* expanding(experiment: Experiment): Generator<void, Expansion, void> {
  const { trial, axes } = experiment;
  const total = axes.reduce((product, axis) => product * axis.values.length, 1);
  if (total > limits.trials) {
    return { ok: false, issues: [issue('axes', `at most ${limits.trials} trials`, total)] };
  }
  if (total < piece) return yield* expandingAll(experiment, total);
  const key = JSON.stringify({ trial, axes }, asWritten);
  const kept = latest.get(key);
  if (kept !== undefined) return kept;
  const made = yield* expandingAll(experiment, total);
  if (made.ok) latest.set(key, made);
  const [oldest] = latest.keys();
  if (latest.size > maxKept && oldest !== undefined) latest.delete(oldest);
  return made;
}

function* expandingAll(experiment: Experiment, total: number): Generator<void, Expansion, void> {
  const paths = experiment.axes.map((axis) => axis.path);
  const twice = paths.findIndex((path, index) => paths.indexOf(path) !== index);
  if (twice !== -1) {
    return {
      ok: false,
      issues: [issue(`axes.${twice}.path`, 'a path that no other axis has', paths[twice])],
    };
  }
  const seen = new Set<string>();
  const trials: PlannedTrial[] = [];
  for (let index = 0; index < total; index++) {
    if (index % piece === piece - 1) yield;
    const planned = plan(experiment, index);
    if (!planned.ok) return planned;
    for (const trial of planned.trials) {
      if (seen.has(trial.id)) continue;
      seen.add(trial.id);
      trials.push(trial);
    }
  }
  return { ok: true, trials };
}

function plan(experiment: Experiment, index: number): Expansion {
  let written: Tree = { ...experiment.trial };
  const values: Record<string, unknown> = {};
  let rest = index;
  const chosen = experiment.axes
    .toReversed()
    .map((axis, back) => {
      const at = rest % axis.values.length;
      rest = Math.floor(rest / axis.values.length);
      return { axis, at, number: experiment.axes.length - 1 - back };
    })
    .toReversed();
  for (const { axis, at, number } of chosen) {
    const missing = missingPlace(written, axis.path);
    if (missing !== null) {
      const expected = `a place in the list of layers; the trial's network has no ${missing}`;
      return { ok: false, issues: [issue(`axes.${number}.path`, expected, axis.path)] };
    }
    written = withSetting(written, axis.path, axis.values[at]);
    values[axis.path] = axis.values[at];
  }
  const parsed = v.safeParse(trialSchema, written);
  if (!parsed.success) {
    return { ok: false, issues: parsed.issues.map((each) => located(each, chosen)) };
  }
  const trial = parsed.output;
  const network = networkIssues(trial);
  if (network.length > 0) {
    return { ok: false, issues: network.map((each) => placed(each, chosen)) };
  }
  const task = taskOf(trial.dataset);
  const misfit = askedBy(trial).find((name) => metricMeta[name].task !== task);
  if (misfit !== undefined) {
    const expected = `a metric of a ${task}`;
    return { ok: false, issues: [issue('trial.measure.metrics', expected, misfit)] };
  }
  const rows = countsOf(trial.dataset).train;
  if (trial.dataset.validation !== null && trial.dataset.validation >= rows) {
    const expected = `a number ≤ ${rows - 1}, which leaves a row to train on`;
    return {
      ok: false,
      issues: [issue('trial.dataset.validation', expected, trial.dataset.validation)],
    };
  }
  const misfits = [
    ...misfitsOf('init', trial.init, initMeta[trial.init.name]),
    ...misfitsOf('optimizer', trial.optimizer, optimizerMeta[trial.optimizer.name]),
    ...listMisfits(trial),
    ...lossMisfits(trial),
    ...scheduleMisfits(trial),
  ];
  if (misfits.length > 0) return { ok: false, issues: misfits };
  return { ok: true, trials: [{ id: contentHash(canonicalTrial(trial)), trial, values }] };
}

/** Issues that the chosen member itself reports about its settings. */
const misfitsOf = (section: string, settings: object, { check }: { check?: Check }): Issue[] =>
  (check?.({ ...settings }) ?? []).map(({ at, expected }) =>
    issue(`trial.${section}.${at}`, expected, Reflect.get(settings, at)),
  );

/** What the engines do for short forms only, so far. */
const listMisfits = ({ model, clip }: Trial): Issue[] =>
  isList(model) && clip !== undefined
    ? [issue('trial.clip', 'no key clip with a list of layers', clip)]
    : [];

function lossMisfits({ loss, dataset }: Trial): Issue[] {
  if (loss === undefined) return [];
  const task = taskOf(dataset);
  const meta: LossMeta = lossMeta[loss.name];
  if ((meta.targets === 'class') !== (task === 'classification'))
    return [issue('trial.loss.name', `a loss of a ${task}: ${lossesOf(task)}`, loss.name)];
  const own = misfitsOf('loss', loss, meta);
  const weights: unknown = Reflect.get(loss, 'weights');
  const classes = shapeOf(dataset).outputs;
  if (!Array.isArray(weights) || weights.length === classes) return own;
  const expected = `${classes} numbers, one for each class`;
  return [...own, issue('trial.loss.weights', expected, weights)];
}

const lossesOf = (task: Task): string =>
  inOrder(lossMeta)
    .filter((name) => (lossMeta[name].targets === 'class') === (task === 'classification'))
    .map((name) => `'${name}'`)
    .join(' or ');

function scheduleMisfits({ schedule }: Trial): Issue[] {
  if (schedule === undefined) return [];
  const meta: ScheduleMeta = scheduleMeta[schedule.name];
  const own = misfitsOf('schedule', schedule, meta);
  if (meta.traits.per === 'epoch' || schedule.warmup === undefined) return own;
  const expected = `no key warmup with ${schedule.name}, which changes the rate at every step`;
  return [...own, issue('trial.schedule.warmup', expected, schedule.warmup)];
}

interface Chosen {
  readonly axis: { readonly path: string };
  /** Of its values. */
  readonly at: number;
  /** Of the axes. */
  readonly number: number;
}

/** Points an issue at the axis value that caused it, if any, and at the trial otherwise. */
const located = (found: v.BaseIssue<unknown>, chosen: readonly Chosen[]): Issue =>
  placed(fromValibot(found, ''), chosen);

/** @param plain its path is one inside the trial */
function placed(plain: Issue, chosen: readonly Chosen[]): Issue {
  const inside = plain.path;
  // Of axes that set a network and a layer of it, the last one set the value.
  const cause = chosen.findLast(
    ({ axis }) => inside === axis.path || inside.startsWith(`${axis.path}.`),
  );
  if (cause === undefined) return issueAt(plain, inside === '' ? 'trial' : `trial.${inside}`);
  const below = inside.slice(cause.axis.path.length + 1);
  const prefix = `axes.${cause.number}.values.${cause.at}`;
  return issueAt(plain, below === '' ? prefix : `${prefix}.${below}`);
}
