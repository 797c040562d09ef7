/** Runs as JSON: what is exported, and what of a file from elsewhere is believed. */
import * as v from 'valibot';
import { contentHash } from '../experiment/hash.ts';
import { fromValibot, issue, type Issue } from '../experiment/issue.ts';
import { nestingIssue, nestsWithin } from '../experiment/nesting.ts';
import { parseForeign } from '../experiment/parse-text.ts';
import type { ResultsDocument } from '../experiment/results.ts';
import { passportOf } from '../run/passport.ts';
import { provenanceOf } from '../run/provenance.ts';
import { resultsDocument } from '../run/results.ts';
import { withRecord } from '../run/seals.ts';
import type { RunState } from '../run/state.ts';
import { resultsSchema } from './results-schema.ts';
import { statesOf } from './results-states.ts';
import { newRun, recordOf, type StoredRun } from '../run/kept/stored-run.ts';
import { importedKey, storedOf, type StoredTrial } from '../run/kept/stored-trial.ts';

/** Bytes of a file before it is read; the whole grid of I2d with every batch loss has 15 MB. */
export const mostBytes = 100_000_000;
const mostRuns = 1_000;

/** Several results documents in one file. */
interface Bundle {
  readonly format: 'a2-results-bundle';
  readonly version: 1;
  readonly runs: readonly { readonly name: string; readonly results: ResultsDocument }[];
  /** sha256 over the names with the seals of their runs; not in bundles of earlier versions. */
  readonly record?: string;
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
  const provenance = provenanceOf(trials);
  return withRecord({
    ...document,
    environment: { ...document.environment, lab, engine },
    ...(provenance === 'here' ? {} : { provenance }),
    passport: await passportOf(experiment, trials, started),
    ...recordOf(run),
  });
}

/** With a seal over the names, each with the seal of its run. */
export const bundleOf = (runs: Bundle['runs']): Bundle => ({
  format: 'a2-results-bundle',
  version: 1,
  runs,
  record: bundleSeal(runs),
});

const bundleSeal = (
  runs: readonly { readonly name: string; readonly results: unknown }[],
): string =>
  contentHash(
    runs.map(({ name, results }) => {
      const { passport } = results as { readonly passport?: ResultsDocument['passport'] };
      return [name, passport?.record?.sha256 ?? null];
    }),
  );

const hex = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
const short = v.pipe(v.string(), v.maxLength(1_000));

const bundleSchema = v.looseObject({
  format: v.literal('a2-results-bundle'),
  version: v.literal(1),
  runs: v.pipe(
    v.array(v.looseObject({ name: short, results: v.unknown() })),
    v.minLength(1),
    v.maxLength(mostRuns),
  ),
  record: v.exactOptional(hex),
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
  if (!nestsWithin(found)) return { ok: false, issues: [nestingIssue()] };
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
  const read = all(runs);
  const { record } = bundle.output;
  if (!read.ok || record === undefined || record === bundleSeal(bundle.output.runs)) return read;
  const expected = 'the hash of the names of its runs, which were changed';
  return { ok: false, issues: [issue('record', expected, record)] };
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
  const experiment = parseForeign(results.experiment);
  if (!experiment.ok) {
    const issues = experiment.issues.map((each) => moved(each, at('experiment')));
    return { ok: false, issues };
  }
  const { trials, issues } = await statesOf(
    found as ResultsDocument,
    results,
    experiment.trials,
    at,
  );
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
  const now = Date.now();
  for (const trial of trials) {
    const dataset = environment.datasets[trial.plan.trial.dataset.name] ?? 'unknown';
    const { userAgent, lab } = environment;
    const kept = await storedOf(trial, { dataset, userAgent, lab, at: now });
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
    ended: now,
  };
  return { ok: true, runs: [{ run: whole, trials: stored }] };
}

const moved = (found: Issue, path: string): Issue => {
  const whole = found.path === '' ? path : `${path}.${found.path}`;
  const message = found.message.replace(found.path === '' ? 'the document' : found.path, whole);
  return { ...found, path: whole, message };
};
