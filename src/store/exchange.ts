/** Runs as JSON: what is exported, and what of a file from elsewhere is believed. */
import * as v from 'valibot';
import type { PlannedTrial } from '../experiment/expand.ts';
import { fromValibot, issue, type Issue } from '../experiment/issue.ts';
import { parseExperiment } from '../experiment/parse.ts';
import type { ResultsDocument } from '../experiment/results.ts';
import { lossesHash } from '../run/losses-hash.ts';
import { passportOf } from '../run/passport.ts';
import { resultsDocument, trialStateOf } from '../run/results.ts';
import type { RunState, TrialState } from '../run/state.ts';
import { newRun, predictionSchema, recordOf, studentSchema, type StoredRun } from './stored-run.ts';
import {
  baselineSchema,
  classesSchema,
  deadUnitsSchema,
  epochSchema,
  errorSchema,
  importedKey,
  storedOf,
  type StoredTrial,
} from './stored-trial.ts';

/** Bytes of a file before it is read; the whole grid of I2d with every batch loss has 15 MB. */
export const mostBytes = 100_000_000;
const mostRuns = 1_000;

/** Several results documents in one file. */
interface Bundle {
  readonly format: 'a2-results-bundle';
  readonly version: 1;
  readonly runs: readonly { readonly name: string; readonly results: ResultsDocument }[];
}

/**
 * The results document of a kept run, its passport included. Of an imported run it is what was
 * imported: the trials that its document had, under the engine that it named.
 */
export async function documentOf(run: StoredRun, state: RunState): Promise<ResultsDocument> {
  const { experiment, datasets, userAgent, lab, started, imported } = run;
  const lacking = imported === null ? [] : run.trials.filter(({ key }) => key === null);
  const left = new Set(lacking.map(({ id }) => id));
  const trials = state.trials.filter(({ plan }) => !left.has(plan.id));
  const document = resultsDocument(experiment, { trials }, datasets, userAgent);
  const engine = imported?.engine ?? document.environment.engine;
  return {
    ...document,
    environment: { ...document.environment, lab, engine },
    passport: await passportOf(experiment, trials, started),
    ...recordOf(run),
  };
}

export const bundleOf = (runs: Bundle['runs']): Bundle => ({
  format: 'a2-results-bundle',
  version: 1,
  runs,
});

const finite = v.pipe(v.number(), v.finite());
const short = v.pipe(v.string(), v.maxLength(1_000));
const hex = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));

/** JSON has no infinity and no NaN: a norm that is not finite is null. */
const norm = v.nullable(finite);
const normsSchema = v.object({ loss: norm, activations: v.array(norm) });

const resultsSchema = v.looseObject({
  format: v.literal('a2-results'),
  version: v.literal(1),
  experiment: v.unknown(),
  environment: v.looseObject({
    lab: short,
    engine: short,
    userAgent: short,
    datasets: v.record(v.string(), short),
  }),
  trials: v.array(
    v.looseObject({
      id: hex,
      status: v.picklist(['done', 'diverged', 'failed', 'cancelled']),
      seconds: v.pipe(finite, v.minValue(0)),
      engine: short,
      epochs: v.array(epochSchema),
      batchLosses: v.exactOptional(v.array(finite)),
      gradientNorms: v.exactOptional(normsSchema),
      deadUnits: v.exactOptional(deadUnitsSchema),
      baseline: v.exactOptional(baselineSchema),
      classes: v.exactOptional(classesSchema),
      error: v.exactOptional(errorSchema),
    }),
  ),
  passport: v.optional(
    v.looseObject({
      date: v.pipe(v.string(), v.isoTimestamp()),
      trials: v.array(v.looseObject({ id: hex, losses: hex, device: v.exactOptional(short) })),
    }),
  ),
  prediction: v.exactOptional(predictionSchema),
  student: v.exactOptional(studentSchema),
});

type Results = v.InferOutput<typeof resultsSchema>;

const bundleSchema = v.looseObject({
  format: v.literal('a2-results-bundle'),
  version: v.literal(1),
  runs: v.pipe(
    v.array(v.looseObject({ name: short, results: v.unknown() })),
    v.minLength(1),
    v.maxLength(mostRuns),
  ),
});

export interface ImportedRun {
  readonly run: StoredRun;
  readonly trials: ReadonlyMap<string, StoredTrial>;
}

export type Imported =
  | { readonly ok: true; readonly runs: readonly ImportedRun[] }
  | { readonly ok: false; readonly issues: readonly Issue[] };

/** Reads a file's text: a results document or a bundle. All of it is right, or nothing is taken. */
export async function readResults(text: string, file: string): Promise<Imported> {
  let found: unknown;
  try {
    found = JSON.parse(text);
  } catch (error) {
    const detail = error instanceof Error ? ` (${error.message})` : '';
    return { ok: false, issues: [issue('', `JSON${detail}`, text)] };
  }
  const format: unknown =
    typeof found === 'object' && found !== null ? Reflect.get(found, 'format') : null;
  if (format !== 'a2-results-bundle') return all([await readOne(found, '', null, file)]);
  const bundle = v.safeParse(bundleSchema, found);
  if (!bundle.success) {
    return { ok: false, issues: bundle.issues.map((each) => fromValibot(each, '')) };
  }
  const runs: Imported[] = [];
  for (const [at, { name, results }] of bundle.output.runs.entries()) {
    runs.push(await readOne(results, `runs.${at}.results`, name, file));
  }
  return all(runs);
}

function all(found: readonly Imported[]): Imported {
  const issues = found.flatMap((each) => (each.ok ? [] : each.issues));
  if (issues.length > 0) return { ok: false, issues };
  return { ok: true, runs: found.flatMap((each) => (each.ok ? each.runs : [])) };
}

async function readOne(
  found: unknown,
  path: string,
  name: string | null,
  file: string,
): Promise<Imported> {
  const at = (inner: string): string => [path, inner].filter((each) => each !== '').join('.');
  const parsed = v.safeParse(resultsSchema, found);
  if (!parsed.success) {
    return { ok: false, issues: parsed.issues.map((each) => fromValibot(each, path)) };
  }
  const results = parsed.output;
  const experiment = parseExperiment(results.experiment);
  if (!experiment.ok) {
    const issues = experiment.issues.map((each) => moved(each, at('experiment')));
    return { ok: false, issues };
  }
  const { trials, issues } = await states(results, experiment.trials, at);
  if (issues.length > 0) return { ok: false, issues };
  const { environment, passport } = results;
  const run: StoredRun = {
    ...newRun({
      experiment: experiment.experiment,
      ids: experiment.trials.map(({ id }) => id),
      machine: { engine: 'auto', deterministic: !environment.engine.includes('relaxed') },
      userAgent: environment.userAgent,
      datasets: environment.datasets,
      started: passport === undefined ? Date.now() : Date.parse(passport.date),
      ...recordOf(results),
    }),
    lab: environment.lab,
    imported: { file: file.slice(0, 200), at: Date.now(), engine: environment.engine },
    seconds: trials.reduce((sum, { seconds }) => sum + seconds, 0),
  };
  const stored = new Map<string, StoredTrial>();
  for (const trial of trials) {
    const dataset = environment.datasets[trial.plan.trial.dataset.name] ?? 'unknown';
    const { userAgent, lab } = environment;
    const kept = await storedOf(trial, { dataset, userAgent, lab, at: run.started });
    stored.set(importedKey(run.id, trial.plan.id), kept);
  }
  const entries = run.trials.map((entry) => {
    const trial = trials.find(({ plan }) => plan.id === entry.id);
    if (trial === undefined) return entry;
    const status = trial.status === 'running' ? 'cancelled' : trial.status;
    const kept = stored.get(importedKey(run.id, entry.id));
    const last = kept?.state.epochs.at(-1) ?? null;
    return { ...entry, key: importedKey(run.id, entry.id), status, last };
  });
  const open = entries.some(({ status }) => status === 'waiting' || status === 'cancelled');
  const named = name === null || name === '' ? run.name : name.slice(0, 200);
  const whole: StoredRun = {
    ...run,
    name: named,
    trials: entries,
    status: open ? 'cancelled' : 'done',
    ended: run.started,
  };
  return { ok: true, runs: [{ run: whole, trials: stored }] };
}

const moved = (found: Issue, path: string): Issue => {
  const whole = found.path === '' ? path : `${path}.${found.path}`;
  const message = found.message.replace(found.path === '' ? 'the document' : found.path, whole);
  return { ...found, path: whole, message };
};

/** What the schema cannot see: whether the figures fit the experiment, and the losses their hash. */
async function states(
  results: Results,
  plans: readonly PlannedTrial[],
  at: (inner: string) => string,
): Promise<{ trials: TrialState[]; issues: Issue[] }> {
  const trials: TrialState[] = [];
  const issues: Issue[] = [];
  const seen = new Set<string>();
  for (const [index, result] of results.trials.entries()) {
    const path = at(`trials.${index}`);
    const plan = plans.find(({ id }) => id === result.id);
    if (plan === undefined || seen.has(result.id)) {
      issues.push(issue(`${path}.id`, 'the id of a trial of this experiment, once', result.id));
      continue;
    }
    seen.add(result.id);
    const device = results.passport?.trials.find(({ id }) => id === result.id)?.device;
    const trial = trialStateOf(result, plan, device);
    if (trial.batchLosses.length > trial.stepsTotal) {
      const expected = `at most ${trial.stepsTotal} losses`;
      issues.push(issue(`${path}.batchLosses`, expected, trial.batchLosses.length));
    }
    const wrong = result.epochs.findIndex(({ epoch }) => epoch > plan.trial.epochs);
    if (wrong !== -1) {
      const found = result.epochs[wrong]?.epoch;
      issues.push(issue(`${path}.epochs.${wrong}.epoch`, `at most ${plan.trial.epochs}`, found));
    }
    const hashed = results.passport?.trials.findIndex(({ id }) => id === result.id) ?? -1;
    const said = results.passport?.trials[hashed]?.losses;
    if (said !== undefined && (await lossesHash(trial.batchLosses)) !== said) {
      const where = at(`passport.trials.${hashed}.losses`);
      issues.push(issue(where, 'the hash of the trial’s losses, which were changed', said));
    }
    trials.push(trial);
  }
  return { trials, issues };
}
